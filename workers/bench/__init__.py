"""Large libraries for measurements, and the measurements: one module each, with `add_parser` and `run`."""
