"""The words of the trade: what attackers call their functions, variables, files and tasks, and others hardly ever."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.scene import strings_of
from pipeline.powershell import nodes as ast

if TYPE_CHECKING:
    from pipeline.analysis.detecting.scene import Scene

STEMS: Final = tuple("""
    keylog keystroke backdoor shellcode mimikatz mimidogz mimilib exfiltrat exfildata postexfil privesc privilegeescalation bypassuac uacbypass bypassamsi amsibypass amsipatch patchamsi
    amsiscanbuffer amsiinitfailed pwned pwnage rootkit ransomware implant hijack malwaredropper meterpreter metasploit msfvenom cobaltstrike reverseshell reversetcp reversehttp bindshell
    bindtcp connectback webshell phish kerberoast asreproast passthehash passtheticket dumphash dumpcred dumplsa dumpsam dumpntds dumpwdigest hashdump creddump lsassdump lsadump wdigest
    stealcred stealcookie stealtoken stealpass stealer victim botnet killdate antivm antisandbox sandboxevasion persistencescript elevatedpersistence userpersistence lateralmovement
    bruteforce passwordspray exploit zeroday reflectivepe reflectivedll reflectiveload reflectiveinject injectdll injectpe injectshell injectprocess injectthread injectcode dllinject
    peinject processinject threadinject codeinject shellinject remoteinject c2server c2host c2url commandandcontrol stager stagedpayload payloadstage encodedpayload payloadencod obfuscatedcommand
    obfuscatedstring encodedcommandobf compressedcommand encryptedscript processhollow goldenticket silverticket dcsync dcshadow skeletonkey tokensteal impersonatetoken tokenimpersonat
    spoof poisoner netbiospoison ddos usbspread screenspy webcamspy credentialtheft passwordgrab grabpass unhook killav disableav avbypass bypassav edrbypass clrscr0 fakeupdate evilexe
""".split())
"""Parts of names without dashes and underscores, in lower case."""
_NUMBERED: Final = re.compile(r"(?i)(?<![a-z])ms[01]\d[-_]?\d{3}(?!\d)|(?<![a-z])cve[-_]?20\d\d[-_]?\d{4,}")
_ALONE: Final = re.compile(r"(?i)(?<![a-z])(?:evil|pwn|owned|c2|rat)(?=$|[^a-z]|[A-Z])")
_BETWEEN: Final = re.compile(r"[-_ .]")
_LONGEST: Final = 120
_TALK: Final = frozenset({"write-host", "write-verbose", "write-output", "write-warning", "write-error", "write-debug", "throw", "echo"})


def words_of_attack(scene: Scene) -> dict[str, ast.Ast]:
    """The words, each with the first place; long texts and what is said to a person are left out. Ask with `scene.shared`."""
    text = scene.context.lower_text
    bare = text.replace("-", "").replace("_", "")
    stems = [stem for stem in STEMS if stem in bare]
    numbered = bool(_NUMBERED.search(text)) if "ms0" in text or "ms1" in text or "cve" in text else False
    alone = any(word in text for word in ("evil", "pwn"))
    found: dict[str, ast.Ast] = {}
    if stems or numbered or alone:
        for name, node in _names(scene):
            short = _BETWEEN.sub("", name.lower())
            for stem in stems:
                if stem in short:
                    found.setdefault(stem, node)
            for match in (*_NUMBERED.finditer(name), *_ALONE.finditer(name)):
                found.setdefault(match[0].lower(), node)
    return found


def _names(scene: Scene) -> list[tuple[str, ast.Ast]]:
    found: list[tuple[str, ast.Ast]] = [(function.name, function) for function in scene.context.functions]
    found += [(name, nodes[0]) for name, nodes in scene.context.commands_by_name.items()]
    found += [(variable.user_path, variable) for variable in scene.context.nodes(ast.VariableExpressionAst)]
    found += [(text.text, text.node) for text in scene.shared(strings_of) if len(text.text) <= _LONGEST and not _is_talk(text.node)]
    return found


def _is_talk(node: ast.Ast) -> bool:
    above = node.parent
    return isinstance(above, ast.CommandAst) and (above.command_name() or "").lower() in _TALK
