"""Addresses and paths: which are public, which are clear text, which anybody may write to."""

from __future__ import annotations

import ipaddress
import re
from typing import Final

IP_IN_URL: Final = re.compile(r"(?i)\b(?:https?|ftp|tcp|ldap)://(?:[^/\s@\"']*@)?(\d{1,3}(?:\.\d{1,3}){3})(?![\d.])")
IP_ALONE: Final = re.compile(r"^\s*(\d{1,3}(?:\.\d{1,3}){3})\s*$")
WRITABLE: Final = re.compile(
    r"(?i)%(?:temp|tmp|appdata|localappdata|public|userprofile|programdata|allusersprofile)%|\\appdata\\|\\temp\\|\\tmp\\|^c:\\users\\public|\\users\\public\\|"
    r"^c:\\programdata|\\windows\\temp|\\windows\\tasks|\\perflogs|^/tmp/|^/var/tmp/|^/dev/shm/",
)
"""Where every program of the user may write."""
STARTUP: Final = re.compile(r"(?i)start menu\\programs\\start\s?up|%startup%|startmenu.*\\start\s?up\b")
CODE_FILE: Final = re.compile(r"(?i)\.(?:exe|dll|scr|com|pif|cpl|msi|bat|cmd|vbs|vbe|js|jse|wsf|wsh|hta|ps1|psm1|jar|sct|inf|lnk|reg|msc|chm|xsl|py)\b")
_PLAIN_HTTP: Final = re.compile(r"(?i)^\s*(?:http|ftp)://(?!localhost|127\.|\[::1\]|0\.0\.0\.0)")
PASTE: Final = re.compile(
    r"(?i)\b(?:pastebin\.com|paste\.ee|hastebin|ghostbin|transfer\.sh|file\.io|anonfiles|0x0\.st|ix\.io|termbin|rentry\.co|controlc\.com|bashupload|ngrok\.io|"
    r"ngrok-free|serveo\.net|trycloudflare|webhook\.site|requestbin|pipedream\.net|burpcollaborator|oastify|interact\.sh|api\.telegram\.org|"
    r"discord(?:app)?\.com/api/webhooks|dropboxapi|graph\.facebook|cdn\.discordapp)\b",
)
"""Places that anybody may put things to or read from without giving a name."""

INSTALLERS: Final = re.compile(
    r"(?i)^https://(?:(?:www\.)?(?:chocolatey\.org|community\.chocolatey\.org)/install\.ps1|get\.scoop\.sh|(?:raw\.githubusercontent\.com/)?(?:lukesampson|scoopinstaller)/[\w/]*|"
    r"aka\.ms/|dot\.net/|get\.dot\.net/|raw\.githubusercontent\.com/(?:microsoft|powershell|dotnet|azure|ansible|chocolatey|pester)/|astral\.sh/|bun\.sh/|get\.pnpm\.io/|ohmyposh\.dev/|"
    r"install\.python-poetry\.org|deno\.land/|sh\.rustup\.rs|win\.rustup\.rs)",
)
"""Installers that their makers ask to be run this way: careless, and no attack."""


def public_ip(text: str) -> str | None:
    """The public IPv4 address in a URL, or that the text is."""
    found = IP_IN_URL.search(text) or IP_ALONE.match(text)
    return found[1] if found and is_public(found[1]) else None


def is_public(address: str) -> bool:
    try:
        return ipaddress.IPv4Address(address).is_global
    except ValueError:
        return False


def is_plain_http(url: str) -> bool:
    """Clear text to another machine."""
    return bool(_PLAIN_HTTP.match(url))
