"""The fields of an analysis, one a file: each a function of a `Subject` that gives the value, or raises `UnknownError` with the reason."""
