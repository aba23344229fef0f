"""Command lines of powershell.exe, pwsh and cmd.exe: the script that stands in one."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Final, NamedTuple

_HOST: Final = re.compile(r"""(?ix)(?:^|[\s"'&|(;=\\/@^%])(?:powershell|pwsh)(?:\.exe)?["']?(?=[\s/-])""")
_TAKES_VALUE: Final = {
    "executionpolicy": 2, "windowstyle": 1, "version": 1, "inputformat": 3, "outputformat": 1, "psconsolefile": 1, "configurationname": 4,
    "workingdirectory": 2, "settingsfile": 2, "custompipename": 2,
}
"""Parameters with a value, and how many letters of them are enough."""
_SHORT: Final = frozenset({"ep", "ex", "exec", "w", "wd", "if", "of"})
_BASE64: Final = re.compile(r"[A-Za-z0-9+/]{4,}={0,2}(?![A-Za-z0-9+/=])")


class Inner(NamedTuple):
    """A script and how the command line held it."""

    text: str
    how: str


def powershell_arguments(words: list[str]) -> Inner | None:
    """The script among the arguments of powershell.exe, by its own rules of reading them."""
    at = 0
    while at < len(words):
        word = words[at]
        if word == "-":
            return None
        if word[:1] not in "-/–—―" or len(word) < 2:
            return Inner(" ".join(words[at:]), "plain words") if _is_command(words, at) else None
        name, colon, value = word[1:].lstrip("-").partition(":")
        name = name.lower()
        at += 1
        if "encodedcommand".startswith(name) or name == "ec":
            text = decode_command(value if colon else words[at] if at < len(words) else "")
            return None if text is None else Inner(text, "-EncodedCommand")
        if "command".startswith(name) or name in ("commandwithargs", "cwa"):
            rest = ([value] if colon else []) + words[at:]
            return Inner(" ".join(rest), "command line") if rest and rest != ["-"] else None
        if "file".startswith(name):
            return None
        if "encodedarguments".startswith(name) or name == "ea" or (not colon and _takes_value(name)):
            at += 1
    return None


def _takes_value(name: str) -> bool:
    return name in _SHORT or any(full.startswith(name) and len(name) >= least for full, least in _TAKES_VALUE.items())


def _is_command(words: list[str], at: int) -> bool:
    """Without a parameter the rest is a command (for pwsh a file, which has an ending and no blank)."""
    rest = " ".join(words[at:])
    return not re.fullmatch(r"""["']?\S*\.ps1["']?.*""", rest, re.IGNORECASE | re.DOTALL)


def decode_command(text: str) -> str | None:
    """What `-EncodedCommand` holds: base64 of UTF-16; None when it is not."""
    plain = "".join(text.split()).strip("\"'")
    found = _BASE64.match(plain)
    if not found:
        return None
    plain = found[0].rstrip("=")
    try:
        data = base64.b64decode(plain + "=" * (-len(plain) % 4))
    except (ValueError, binascii.Error):
        return None
    text = data.decode("utf-16-le", "replace")
    return text if text and "\ufffd" not in text[:-1] else None


def inner_script(line: str) -> Inner | None:
    """The script in a command line that starts powershell.exe or pwsh somewhere, perhaps through cmd.exe."""
    plain = _without_carets(line)
    found = _HOST.search(plain)
    if not found:
        return None
    rest = plain[found.end():]
    inner = powershell_arguments(split_words(rest))
    if inner is None and re.search(r"\|\s*\S*$", plain[:found.start() + 1]) and re.fullmatch(r"(?i).*\s-(?:c\w*\s+-)?\s*", " " + rest.strip()):
        return _echoed(plain[:found.start() + 1])
    return inner


def _echoed(before: str) -> Inner | None:
    """`echo script | powershell -`."""
    echoed = re.search(r"(?is)\becho[ .(]\s*(.+?)\s*\|[^|]*$", before)
    return Inner(echoed[1].strip('"'), "standard input") if echoed else None


def _without_carets(line: str) -> str:
    """cmd.exe's escapes outside of quotes."""
    if "^" not in line:
        return line
    out, quoted, at = [], False, 0
    while at < len(line):
        char = line[at]
        if char == "^" and not quoted:
            at += 1
            char = line[at:at + 1]
        elif char == '"':
            quoted = not quoted
        out.append(char)
        at += 1
    return "".join(out)


def split_words(line: str) -> list[str]:
    """A command line as the program behind it gets its words; at most 4,000."""
    words: list[str] = []
    at = 0
    while at < len(line) and len(words) < 4000:
        if line[at].isspace():
            at += 1
            continue
        word, at = _word(line, at)
        words.append(word)
    return words


def _word(line: str, at: int) -> tuple[str, int]:
    out, quoted = [], False
    while at < len(line):
        char = line[at]
        if char == "\\" and line[at + 1:at + 2] == '"':
            out.append('"')
            at += 1
        elif char == '"':
            quoted = not quoted
        elif char.isspace() and not quoted:
            break
        else:
            out.append(char)
        at += 1
    return "".join(out), at
