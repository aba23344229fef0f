"""Why an account, a password or a token is refused."""

from pipeline.errors import PermanentError, TransientError


class InvalidCredentialsError(PermanentError):
    """Name and password do not belong together."""

    code = "invalid_credentials"


class AccountLockedError(PermanentError):
    """There were too many failed sign-ins with this name; try again later."""

    code = "account_locked"


class InvalidTokenError(PermanentError):
    """This token is not valid, no longer valid, or not of the kind that is needed here."""

    code = "invalid_token"


class NameTakenError(PermanentError):
    """Somebody has this user name already."""

    code = "username_already_exists"


class EmailTakenError(PermanentError):
    """Somebody has this e-mail address already."""

    code = "email_already_exists"


class WeakPasswordError(PermanentError):
    """This password is too easily guessed."""

    code = "weak_password"


class InvalidNameError(PermanentError):
    """This cannot be a user name or an e-mail address."""

    code = "invalid_name"


class NoSuchUserError(PermanentError):
    """There is no such user."""

    code = "user_not_found"


class NoSuchTokenError(PermanentError):
    """There is no such token."""

    code = "token_not_found"


class LastAdminError(PermanentError):
    """The last administrator stays one."""

    code = "last_admin"


class OwnsScriptsError(PermanentError):
    """This user owns scripts: transfer them, or delete them along."""

    code = "user_owns_scripts"


class HashingBusyError(TransientError):
    """Too many passwords are being checked right now; try again in a moment."""

    code = "busy"


class RegistrationClosedError(PermanentError):
    """Accounts are made by administrators here."""

    code = "registration_closed"


class InvalidInvitationError(PermanentError):
    """This needs an invitation that is for this address, has not run out, and was not used."""

    code = "invalid_invitation"
