"""Names that secrets go under, shapes that give them away, and texts that only stand for one."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import lru_cache
from typing import Final

NAME: Final = re.compile(
    r"(?i)(?:passw(?:or)?d|passwd|passphrase|pwd|secret|api_?key|access_?key|auth_?key|client_?secret|private_?key|shared_?key|account_?key|sas_?token|"
    r"access_?token|auth_?token|bearer_?token|api_?token|github_?token|pat_?token|bot_?token|token|credential_?string)$",
)
"""What a variable, a parameter or a key is called whose value is a secret."""
_NO_NAME: Final = re.compile(r"(?i)^(?:pwd|cancell?ation_?token|.*(?:public|continuation|next|page|skip|syntax|parse|sync|public_?key|metadata)_?token|.*_?tokens?_?type)$")
_PLACEHOLDER: Final = re.compile(
    r"""(?ix)^(?: .{0,3} | \*+ | x+ | \.+ | -+ | <.*> | \[.*\] | \{.*\} | \#.*\# | %.*% | @.*@ | __.*__ | \$.* | your.* | my.* | enter.* | insert.* | replace.* | todo.*
    | none | null | true | false | string | securestring | plaintext | secret | token | (?:ms)?password.? | username | optional | required | default | \w+\s\w+\s\w+.* )$""",
)
_NO_VALUE: Final = re.compile(r"""(?ix)^(?:https?:|\\\\|[a-z]:\\|/|\.{0,2}[\\/]|hk(?:lm|cu):)| \s.*\s.*\s | ^-\w+$ | \.(?:txt|xml|ps1|json|config|csv|exe|pfx|pem|cer|key|html?)$""")

SHAPES: Final = {
    "an AWS access key": (("akia", "asia"), re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b")),
    "a GitHub token": (("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"), re.compile(r"\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{50,})\b")),
    "a GitLab token": (("glpat-",), re.compile(r"\bglpat-[\w-]{20,}\b")),
    "a Slack token": (("xox",), re.compile(r"\bxox[abprs]-[0-9A-Za-z-]{20,}\b")),
    "a Slack webhook": (("hooks.slack",), re.compile(r"https://hooks\.slack\.com/services/T\w{6,}/B\w{6,}/\w{20,}")),
    "a Discord webhook": (("/api/webhooks/",), re.compile(r"https://(?:\w+\.)?discord(?:app)?\.com/api/webhooks/\d{15,}/[\w-]{50,}")),
    "a Telegram bot token": ((":aa",), re.compile(r"\b\d{8,10}:AA[\w-]{32,}\b")),
    "a Google API key": (("aiza",), re.compile(r"\bAIza[0-9A-Za-z_-]{35}\b")),
    "a Stripe key": (("k_live_",), re.compile(r"\b[sr]k_live_[0-9A-Za-z]{20,}\b")),
    "an Azure storage key": (("accountkey",), re.compile(r"(?i)\bAccountKey=[A-Za-z0-9+/]{80,}={0,2}")),
    "a shared access signature": (("sig=",), re.compile(r"(?i)[?&]sig=[A-Za-z0-9%+/]{40,}(?:=|%3d)?")),
    "a private key": (("private key",), re.compile(r"-----BEGIN (?:RSA |EC |DSA |OPENSSH |ENCRYPTED )?PRIVATE KEY-----\s*[A-Za-z0-9+/=\s]{64,}")),
    "a SendGrid key": (("sg.",), re.compile(r"\bSG\.[\w-]{20,}\.[\w-]{40,}\b")),
    "an OpenAI key": (("sk-",), re.compile(r"\bsk-(?:proj-)?[A-Za-z0-9]{40,}\b")),
    "an npm token": (("npm_",), re.compile(r"\bnpm_[A-Za-z0-9]{36}\b")),
    "a NuGet or PowerShell Gallery key": (("oy2",), re.compile(r"\boy2[a-z0-9]{43}\b")),
}
"""Tokens that their issuer gave a form of their own, each with letters of which some are always in it, in lower case."""


@lru_cache(maxsize=20_000)
def is_secret_name(name: str) -> bool:
    """Whether a name says that its value is a secret."""
    return bool(NAME.search(name)) and not _NO_NAME.match(name)


def is_secret_value(value: str) -> bool:
    """Whether a text may be a secret rather than a stand-in, a path or a sentence."""
    return not _PLACEHOLDER.match(value.strip()) and not _NO_VALUE.search(value.strip())


def randomness(text: str) -> float:
    """Shannon entropy in bits a character."""
    if not text:
        return 0.0
    return -sum(count / len(text) * math.log2(count / len(text)) for count in Counter(text).values())
