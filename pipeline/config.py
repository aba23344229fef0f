"""Settings: one frozen object, read once at the edge of a process and passed down.

A field is read from the environment variable of its name in capitals; docs/configuration.md lists them all.
Sizes are bytes and times seconds, unless a comment says otherwise.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import quote

from db.pool import Pool, Retry
from pipeline.environment import Between, read_fields

MEBIBYTE = 1024 * 1024
DAY = 24 * 3600

Port = Annotated[int, Between(1, 65535)]
Count = Annotated[int, Between(1)]
Seconds = Annotated[float, Between(0)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that an operator can decide."""

    environment: Literal["development", "production"] = "development"  # production verifies certificates and refuses weak choices
    psscript_data: Path  # folder of a library that runs its own servers; psscript in the user's data folder unless set

    # PostgreSQL. With none of these a library runs its own server in its data folder.
    database_url: str | None = field(default=None, repr=False)  # postgresql://user:password@host:port/database; goes before DB_*
    db_host: str | None = None  # host name, address, or folder of a unix socket
    db_port: Port | None = None  # port; 5432 unless set
    db_name: str | None = None  # database; psscript unless set
    db_user: str | None = None  # role; postgres unless set
    db_password: str | None = field(default=None, repr=False)  # its password; none unless set
    db_ssl: bool | None = None  # TLS over TCP; in production it is on unless set, and certificates are verified
    db_ssl_ca_path: Path | None = None  # authority that signed the server's certificate; none: those of the system
    db_pool_max: Count = 10  # connections a process holds at most; the least is none
    db_acquire_timeout: Seconds = 30.0  # wait for a free connection of the pool
    db_idle_timeout: Seconds = 10.0  # close a connection unused for so long
    db_connect_timeout: Seconds = 15.0  # wait for a new connection
    db_statement_timeout: Seconds = 60.0  # longest run of one statement
    db_lock_timeout: Seconds = 10.0  # longest wait for a lock
    db_retries: Annotated[int, Between(0)] = 5  # tries after a lost connection
    db_retry_delay: Seconds = 2.0  # before the first of them, doubling
    db_deadlock_retries: Annotated[int, Between(0)] = 3  # tries after a deadlock or a serialization failure

    # Redis. With none of these a library runs its own.
    redis_url: str | None = field(default=None, repr=False)  # redis://host:port/0, rediss:// or unix:///path; goes before REDIS_HOST
    redis_host: str | None = None  # host name or address
    redis_port: Port | None = None  # port; 6379 unless set
    redis_timeout: Seconds = 5.0  # longest wait for an answer when queueing and caching

    # The web server.
    bind: str = "127.0.0.1"  # address to listen on
    port: Port = 4000  # port to listen on
    web_processes: Count = 2  # processes that answer requests
    web_threads: Count = 8  # threads in each
    trusted_proxies: tuple[str, ...] = ()  # addresses or networks whose X-Forwarded-For is believed, with commas
    cors_origins: tuple[str, ...] = ()  # origins whose pages may call, with commas
    rate_sign_in: str = "10 per minute"  # sign-ins of one address
    rate_register: str = "5 per hour"  # registrations of one address
    rate_read: str = "6000 per minute"  # requests of one caller that read
    rate_write: str = "60000 per minute"  # requests of one caller that write

    # What is accepted.
    max_file_bytes: Count = 10 * MEBIBYTE  # one file
    max_files: Count = 100  # files of one request
    max_multipart_bytes: Count = 256 * MEBIBYTE  # one multipart request
    max_json_bytes: Count = 16 * MEBIBYTE  # one JSON request

    # The pipeline.
    batch_size: Count = 200  # files of an import that travel together
    worker_processes: Count = 2  # processes that run the stages of imports; one more does what somebody waits for
    stage_time_limit: Count = 120  # one stage on one batch, where no other limit stands below
    analyze_time_limit: Count = 600  # stage analyze on one batch
    embed_time_limit: Count = 600  # stage embed on one batch
    script_time_limit: Count = 60  # one script in a stage that looks at scripts one by one
    worker_memory_bytes: Count = 2048 * MEBIBYTE  # address space of a process that runs a stage
    sweep_interval: Seconds = 5.0  # between two passes of the sweeper
    sweep_stale_after: Seconds = 10.0  # a batch that no queue carries for so long is put back
    reanalyze: bool = True  # make analyses by an older analyser, or under other rules, again in the background
    retention_days: Count = 30  # finished batches and their uploads are kept so long

    # Who may do what.
    jwt_secret: str | None = field(default=None, repr=False)  # signs access tokens; none: keys kept in the database
    access_token_lifetime: Annotated[int, Between(900, DAY)] = 3600  # from 15 minutes to a day
    refresh_token_lifetime: Count = 30 * DAY  # of a refresh token that is not used
    registration: Literal["closed", "invite", "open"] = "closed"  # who may make an account; open only where BIND is loopback
    webhooks_to_private_addresses: bool = False  # also tell receivers in private networks, such as this one
    anonymous_read: bool = True  # public scripts are shown to who is not signed in

    # Running scripts, in a sandbox on this machine.
    execute_scripts: bool = False  # owners and administrators may have scripts run here; off, they are told the command line
    execute_pwsh: str | None = None  # PowerShell, as a path or a name; pwsh on the PATH unless set
    execute_time_limit: Count = 60  # one run, on the wall clock
    execute_processor_limit: Count = 60  # processor time of each of its processes
    execute_memory_bytes: Count = 512 * MEBIBYTE  # memory of all its processes together
    execute_output_bytes: Count = 256 * 1024  # what is kept of what it writes

    # The cache.
    cache_script_ttl: Count = 600  # one script
    cache_list_ttl: Count = 300  # a page of a list
    cache_analysis_ttl: Count = 600  # an analysis
    cache_analytics_ttl: Count = 3600  # statistics
    cache_fallback_ttl: Count = 5  # anything, while Redis is away and memory stands in
    cache_health_interval: Seconds = 30.0  # longest pause between two looks for a Redis that is away; the first come sooner

    # Vectors.
    embedding_provider: str = "hashed"  # what turns text into vectors: hashed and minilm on this machine, openai by a service
    embedding_url: str | None = None  # address of the service, such as http://localhost:11434/v1
    embedding_key: str | None = field(default=None, repr=False)  # its key
    embedding_model: str = "text-embedding-3-small"  # what the service calls the model
    embedding_dimensions: Annotated[int, Between(1, 1536)] = 1536  # of the model's vectors
    embedding_tries: Count = 4  # how often a request is sent to a service that does not answer
    embedding_budget: Seconds = 120.0  # in which the service must answer all requests for a batch of scripts, with all repetitions

    @classmethod
    def from_environment(cls, environment: Mapping[str, str], *, data: Path | None = None, **chosen: Any) -> Self:
        """`data` and `chosen` (what a command line says, None where it says nothing) go before the environment. Raises InvalidSettingError."""
        values = read_fields(cls, environment)
        values.setdefault("psscript_data", _default_data(environment))
        if data is not None:
            values["psscript_data"] = data
        values |= {key: value for key, value in chosen.items() if value is not None}
        values["psscript_data"] = values["psscript_data"].absolute()
        return cls(**values)

    @property
    def data(self) -> Path:
        """Folder of a library with its own servers."""
        return self.psscript_data

    @property
    def dsn(self) -> str | None:
        """Of the PostgreSQL server that the settings name; None where the library runs its own."""
        if self.database_url:
            return self.database_url
        if not any((self.db_host, self.db_port, self.db_name, self.db_user, self.db_password)):
            return None
        user = quote(self.db_user or "postgres", safe="")
        password = ":" + quote(self.db_password, safe="") if self.db_password else ""
        host = self.db_host or "localhost"
        host = quote(host, safe="") if host.startswith("/") or ":" not in host else f"[{host}]"
        return f"postgresql://{user}{password}@{host}:{self.db_port or 5432}/{quote(self.db_name or 'psscript', safe='')}"

    @property
    def redis(self) -> str | None:
        """URL of the Redis server that the settings name; None where the library runs its own."""
        if self.redis_url:
            return self.redis_url
        if not (self.redis_host or self.redis_port):
            return None
        return f"redis://{self.redis_host or 'localhost'}:{self.redis_port or 6379}/0"

    @property
    def production(self) -> bool:
        """Whether weak choices are refused."""
        return self.environment == "production"

    @property
    def pool(self) -> Pool:
        """How db.engine.open_engine pools connections."""
        return Pool(
            size=self.db_pool_max,
            acquire=self.db_acquire_timeout,
            idle=self.db_idle_timeout,
            connect=self.db_connect_timeout,
            statement=self.db_statement_timeout,
            lock=self.db_lock_timeout,
            tls=self.production if self.db_ssl is None else self.db_ssl,
            verify=self.production,
            ca_file=self.db_ssl_ca_path,
        )

    @property
    def retry(self) -> Retry:
        """How often a worker tries again; who answers a request does not wait so long."""
        return Retry(connections=self.db_retries, delay=self.db_retry_delay, conflicts=self.db_deadlock_retries)


def _default_data(environment: Mapping[str, str]) -> Path:
    home = environment.get("XDG_DATA_HOME") or str(Path(environment.get("HOME") or "~").expanduser() / ".local" / "share")
    return Path(home) / "psscript"
