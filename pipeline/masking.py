"""Secrets in what clients report are masked before anything is stored: by the names they go under, and by their shapes."""

import re
from typing import Any

MASK = "***"
# Names that stand for secrets, whatever stands before or behind them in a longer name.
_NAME = re.compile(
    r"pass(?!ive|ed|age|port)|pwd|secret|credential|token|api[-_ ]?key|access[-_ ]?key|private[-_ ]?key|connection[-_ ]?string|"
    r"authorization|bearer|(?:^|[-_. ])(?:key|cred|auth|pin|sas)$",
    re.IGNORECASE,
)
_SHAPES = re.compile(
    r"-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----.*?(?:-----END [A-Z ]{0,20}PRIVATE KEY-----|\Z)"  # keys
    r"|\beyJ[\w-]{8,4000}\.[\w-]{1,4000}\.[\w-]{0,4000}"  # signed tokens
    r"|\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"
    r"|\b(?:ghp|gho|ghu|ghs|ghr|glpat|xox[abprs]|sk|pk|rk|pss|psr|psi)[-_][\w-]{16,4000}"
    r"|(?<=://)[^/\s:@]{1,200}:[^/\s@]{1,200}(?=@)",  # user and password of an address
    re.DOTALL,
)
# Every repetition has an end, and none begins in the middle of another: what is masked may be long and hostile.
_PAIR = re.compile(r"""(?P<name>(?<![\w-])[\w-]{1,64})(?P<between>[ \t]{0,4}[=:]\s{0,4})(?P<value>"[^"]{0,4000}"|'[^']{0,4000}'|[^\s;,&]{1,4000})""")
_FLAG = re.compile(
    r"""(?P<name>(?<!\S)-{1,2}[A-Za-z][\w-]{0,64})(?P<between>\s{1,4}|[:=])(?P<value>"[^"]{0,4000}"|'[^']{0,4000}'|[^\s-]\S{0,4000})"""
)


def masked(value: Any, name: str = "") -> Any:
    """The same JSON without secrets. `name`: what it goes under."""
    if isinstance(value, dict):
        return {key: masked(each, key) for key, each in value.items()}
    if isinstance(value, list):
        return _masked_list(value, name)
    if _NAME.search(_spelled(name)) and value not in (None, "", True, False):
        return MASK
    return masked_text(value) if isinstance(value, str) else value


def masked_text(text: str) -> str:
    """A command line or a message without the secrets in it."""
    text = _SHAPES.sub(MASK, text)
    for pattern in (_FLAG, _PAIR):
        text = pattern.sub(_masked_pair, text)
    return text


def masked_shapes(text: str) -> str:
    """Without what looks like a secret wherever it stands."""
    return _SHAPES.sub(MASK, text)


def names_secret(name: str) -> bool:
    """Whether what goes under this name is a secret."""
    return bool(_NAME.search(_spelled(name)))


def _masked_list(values: list[Any], name: str) -> list[Any]:
    """Also what follows a name in a list of arguments."""
    result: list[Any] = []
    for before, value in zip(["", *values], values, strict=False):
        flag = before if isinstance(before, str) and before.startswith("-") else ""
        follows = bool(flag) and bool(_NAME.search(_spelled(flag))) and not (isinstance(value, str) and value.startswith("-"))
        result.append(MASK if follows else masked(value, name))
    return result


def _masked_pair(found: re.Match[str]) -> str:
    if not _NAME.search(_spelled(found["name"])):
        return found[0]
    return f"{found['name']}{found['between']}{MASK}"


def _spelled(name: str) -> str:
    """AdminPin as Admin-Pin, so that its words are seen."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name)
