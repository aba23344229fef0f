"""Requests to addresses that users name: never to a private one, whatever a name resolves to, now or a moment later.

The name is resolved once; all its addresses have to be public, and the connection goes to one of just these. Redirects are not followed.
"""

import http.client
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from urllib.parse import SplitResult, urlsplit

from pipeline.errors import PermanentError, TransientError

TIMEOUT = 10.0  # seconds, for each step of a request


class BadAddressError(PermanentError):
    """This is no address of http or https that can be called."""

    code = "bad_address"


class PrivateAddressError(PermanentError):
    """This address leads into a private network, where nothing is sent."""

    code = "private_address"


class UnreachableError(TransientError):
    """The receiver cannot be reached."""

    code = "unreachable"


@dataclass(frozen=True, slots=True)
class Target:
    url: SplitResult
    address: str
    port: int


def check_url(url: str) -> SplitResult:
    """Raises BadAddressError."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise BadAddressError from error
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or port == 0 or not url.isascii() or not url.isprintable():
        raise BadAddressError
    return parts


def resolve(url: str, *, private: bool) -> Target:
    """Raises BadAddressError, PrivateAddressError, UnreachableError. `private`: an operator allows private addresses."""
    parts = check_url(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnreachableError(f"The name {parts.hostname} cannot be resolved.") from error
    addresses = [str(each[4][0]) for each in found]
    if not private and not all(map(is_public, addresses)):
        raise PrivateAddressError
    return Target(parts, addresses[0], port)


def is_public(text: str) -> bool:
    address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is not None:
            return inner.is_global and not inner.is_multicast
    return address.is_global and not address.is_multicast


def post(target: Target, body: bytes, headers: Mapping[str, str]) -> int:
    """The status that the receiver answers. Raises UnreachableError."""
    connection = _Connection(target)
    path = (target.url.path or "/") + (f"?{target.url.query}" if target.url.query else "")
    try:
        connection.request("POST", path, body, dict(headers))
        return connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        raise UnreachableError(f"The receiver cannot be reached: {type(error).__name__}.") from error
    finally:
        connection.close()


class _Connection(http.client.HTTPConnection):
    """To the address that was checked; the name serves for the Host header and the certificate only."""

    def __init__(self, target: Target) -> None:
        super().__init__(target.url.hostname or "", target.port, timeout=TIMEOUT)
        self._target = target

    def connect(self) -> None:
        plain = socket.create_connection((self._target.address, self._target.port), TIMEOUT)
        secure = self._target.url.scheme == "https"
        self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host) if secure else plain
