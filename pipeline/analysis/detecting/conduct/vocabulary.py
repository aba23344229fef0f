"""The words of the trade: what attackers call their functions, variables, files and tasks, and others hardly ever."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from pipeline.powershell import nodes as ast

if TYPE_CHECKING:
    from pipeline.analysis.detecting.scene import Scene

STEMS: Final = tuple("""
    keylog keystroke backdoor shellcode mimikatz mimidogz mimilib exfiltrat exfildata postexfil privesc privilegeescalation bypassuac uacbypass bypassamsi amsibypass amsipatch patchamsi
    amsiscanbuffer amsiinitfailed pwned pwnage rootkit ransomware implant hijack meterpreter metasploit msfvenom cobaltstrike reverseshell reversetcp reversehttp bindshell
    bindtcp webshell phish kerberoast asreproast passthehash passtheticket dumphash dumpcred dumplsa dumpntds dumpwdigest hashdump creddump lsassdump lsadump wdigest
    stealcred stealcookie stealtoken stealpass stealer victim botnet killdate antivm antisandbox sandboxevasion persistencescript elevatedpersistence lateralmovement
    bruteforce passwordspray exploit zeroday reflectivepe reflectivedll reflectiveload reflectiveinject injectdll injectshell injectprocess injectthread injectcode dllinject
    processinject threadinject codeinject shellinject remoteinject commandandcontrol stagedpayload obfuscatedcommand
    obfuscatedstring compressedcommand encryptedscript processhollow goldenticket silverticket dcsync dcshadow skeletonkey tokensteal impersonatetoken tokenimpersonat
    spoof poisoner netbiospoison usbspread screenspy webcamspy credentialtheft passwordgrab grabpass unhook avbypass edrbypass
""".split())
"""Parts of names without dashes and underscores, in lower case."""
_NUMBERED: Final = re.compile(r"(?<![a-z])ms[01]\d[-_]?\d{3}(?!\d)|(?<![a-z])cve[-_]?20\d\d[-_]?\d{4,}")
_ALONE: Final = re.compile(r"(?<![A-Za-z])(?:[Ee]vil|EVIL|[Pp]wn|[LRlr][Hh](?:ost|osts|OST|OSTS)|[LRlr][Pp](?:ort|ORT)s?)(?=[^a-z]|$)")
_NUMBERED_WORDS: Final = ("ms0", "ms1", "cve")
_ALONE_WORDS: Final = ("evil", "pwn", "lhost", "rhost", "lport", "rport")
_LONGEST: Final = 120
_TALK: Final = frozenset({"write-host", "write-verbose", "write-output", "write-warning", "write-error", "write-debug", "throw", "echo"})


class Vocabulary(NamedTuple):
    """`words` of all names, whether one `acts` (a function or command is called so), and whether one is `talked` of to a person."""

    words: frozenset[str]
    acts: bool
    talked: bool


def vocabulary(scene: Scene) -> Vocabulary:
    """The words of the trade in one text; long strings are left out. Ask with `scene.shared`."""
    context, strings = scene.context, scene.all_strings
    acting = "\n".join([*(function.name for function in context.functions), *context.commands_by_name])
    named = {variable.user_path for variable in context.nodes(ast.VariableExpressionAst)}
    told = [text for text in strings.distinct() if len(text) <= _LONGEST]
    # Most scripts hold none of these words, whichever way they are told.
    if not _words("\n".join([acting, *named, *told])):
        return Vocabulary(frozenset(), acts=False, talked=False)
    talked = {text for text in told if any(map(_is_talk, strings.nodes_of(text)))}
    named.update(text for text in told if not all(map(_is_talk, strings.nodes_of(text))))
    acts = _words(acting)
    return Vocabulary(frozenset(acts | _words("\n".join(named))), bool(acts), bool(_words("\n".join(talked), joined=False)))


def _words(names: str, *, joined: bool = True) -> set[str]:
    """`joined` looks across dashes and blanks, as names have them; in sentences words stand alone."""
    lowered = names.lower()
    bare = lowered.replace("-", "").replace("_", "").replace(" ", "").replace(".", "") if joined else lowered
    found = set(filter(bare.__contains__, STEMS))
    if any(word in lowered for word in _NUMBERED_WORDS):
        found |= set(_NUMBERED.findall(lowered))
    if any(word in lowered for word in _ALONE_WORDS):
        found |= {word.lower() for word in _ALONE.findall(names)}
    return found


def _is_talk(node: ast.Ast) -> bool:
    above = node.parent
    return isinstance(above, ast.CommandAst) and (above.command_name() or "").lower() in _TALK
