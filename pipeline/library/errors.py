"""Why the library does not answer."""

from pipeline.errors import PermanentError


class NotVisibleError(PermanentError):
    """There is nothing here that you may see."""

    code = "not_found"


class NotAnalyzedError(PermanentError):
    """This script has no analysis yet."""

    code = "analysis_not_found"


class InvalidCursorError(PermanentError):
    """This cursor is not of this list, or not in this order."""

    code = "invalid_cursor"
