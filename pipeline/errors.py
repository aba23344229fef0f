"""One tree of errors. A class's docstring is its message to a person, `code` its name to a program.

Permanent errors are never tried again: the same input gives the same error. Transient ones are, with growing delays.
"""

from typing import Any, ClassVar


class PipelineError(Exception):
    """The pipeline could not do this."""

    code: ClassVar[str] = "pipeline_error"

    def __init__(self, message: str | None = None, **details: Any) -> None:
        self.message: str = message or self.__doc__ or self.code
        self.details: dict[str, Any] = details
        super().__init__(self.message)

    def __str__(self) -> str:
        return self.message


class PermanentError(PipelineError):
    """This cannot be done, however often it is tried."""

    code = "permanent_error"


class TransientError(PipelineError):
    """This could not be done now; later it may."""

    code = "transient_error"


class InvalidSettingError(PermanentError):
    """A setting has a value that it cannot have."""

    code = "invalid_setting"
