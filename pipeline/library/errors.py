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


class NotYoursError(PermanentError):
    """This script is not yours to change."""

    code = "forbidden"


class RefusedTogetherError(PermanentError):
    """Nothing was changed: some of these scripts cannot be."""

    code = "bulk_refused"


class EqualScriptError(PermanentError):
    """Another script of the same owner has just this content."""

    code = "duplicate_content"


class HasSecretsError(PermanentError):
    """This script holds what looks like a secret. To publish it nevertheless, say `allowSecrets`."""

    code = "has_secrets"


class SecretsUnknownError(PermanentError):
    """It is not known yet whether this script holds a secret: its analysis is not there. Wait for it, or say `allowSecrets`."""

    code = "secrets_unknown"


class TooLargeError(PermanentError):
    """This content is larger than a script may be."""

    code = "file_too_large"
