"""Request and response models: the one place for the wire format."""
