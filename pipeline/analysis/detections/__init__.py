"""One file a detection: metadata and one generator, beside its annotated fixture and its page."""
