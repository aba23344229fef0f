"""What can be wrong with a data folder and the servers in it: one sentence each, with what to do."""

from pipeline.errors import PermanentError, TransientError


class FolderError(PermanentError):
    """The data folder cannot be used."""

    code = "data_folder"


class FolderHeldError(FolderError):
    """Another process uses the data folder."""

    code = "data_folder_held"


class NotRunningError(PermanentError):
    """No library runs in this data folder."""

    code = "not_running"


class BinaryMissingError(PermanentError):
    """A server program is not installed."""

    code = "binary_missing"


class ServerStartError(TransientError):
    """A server did not start."""

    code = "server_start"


class DiskFullError(ServerStartError):
    """The disk of the data folder is full."""

    code = "disk_full"


class PostgresMajorError(FolderError):
    """The data folder was written by another major version of PostgreSQL."""

    code = "postgres_major"
