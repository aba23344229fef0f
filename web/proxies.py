"""Whose address it is: the socket's, or what trusted proxies vouch for."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from flask import Request

from pipeline.errors import InvalidSettingError

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address


def trusted(names: Sequence[str]) -> tuple[Network, ...]:
    """Of TRUSTED_PROXIES. Raises InvalidSettingError."""
    try:
        return tuple(ip_network(name, strict=False) for name in names)
    except ValueError as error:
        raise InvalidSettingError(f"TRUSTED_PROXIES takes addresses and networks: {error}.", setting="TRUSTED_PROXIES") from None


def client_address(request: Request, networks: Sequence[Network]) -> str | None:
    """From the right, the first address that is no trusted proxy: what stands left of it anybody may have written."""
    address = _parse(request.remote_addr or "")
    if address is None or not _among(address, networks):
        return str(address) if address else None
    for text in reversed(request.headers.get("X-Forwarded-For", "").split(",")):
        nearer = _parse(text.strip())
        if nearer is None:
            break
        address = nearer
        if not _among(address, networks):
            break
    return str(address)


def forwarded_tls(request: Request, networks: Sequence[Network]) -> bool:
    """Whether a trusted proxy says that the client speaks TLS with it."""
    address = _parse(request.remote_addr or "")
    return address is not None and _among(address, networks) and request.headers.get("X-Forwarded-Proto", "").strip().lower() == "https"


def _parse(text: str) -> Address | None:
    try:
        parsed = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return (isinstance(parsed, IPv6Address) and parsed.ipv4_mapped) or parsed


def _among(address: Address, networks: Sequence[Network]) -> bool:
    return any(address.version == network.version and address in network for network in networks)
