"""What detections share: a script and its layers as scenes, and matchers for calls, values, downloads, registry keys and the like."""
