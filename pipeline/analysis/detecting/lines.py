"""Command lines of native programs, however they are started: called, through cmd, Start-Process, .NET, COM or WMI."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from .calls import calls_among
from .texts import HOLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.powershell import nodes as ast

    from .scene import Scene

PROGRAMS: Final = frozenset("""
    reg schtasks sc net net1 netsh wevtutil vssadmin wbadmin bcdedit wmic cmd powershell pwsh rundll32 regsvr32 mshta certutil bitsadmin cscript
    wscript cmdkey procdump procdump64 ntdsutil esentutl diskpart format psexec psexec64 paexec winrs icacls cacls takeown auditpol fltmc
    nltest dsquery whoami curl wget attrib at msiexec installutil regasm regsvcs msbuild forfiles shutdown cipher sdelete setspn mimikatz
    fodhelper eventvwr computerdefaults sdclt cmstp makecab expand nslookup ftp tftp ssh scp sqlcmd osql vaultcmd winrm diskshadow copy xcopy
    robocopy del rd rmdir taskkill ping nc ncat netcat plink adb bash sh python start conhost hh control odbcconf ieexec klist tscon query
    az logman dsacls mpcmdrun slui wsreset changepk sqldumper createdump dumpert nanodump
    pcalua wusa dism comsvcs lsass gpupdate route arp systeminfo tasklist netstat ipconfig quser qwinsta openfiles fsutil mountvol
""".split())  # fmt: skip

_SPLIT: Final = re.compile(r"&&|\|\||[&|]")
_FIRST: Final = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|(\S+))\s*(.*)""", re.DOTALL)
_CMD: Final = re.compile(r"(?i)^(?:(?:/|-)[a-z](?::\w+)?\s+)*?/[ckr]\s*(.*)$", re.DOTALL)
_LONGEST: Final = 20_000


class Line(NamedTuple):
    """A program with its arguments in one text, both in lower case; `raw` keeps the case. Parts that are not known are HOLE."""

    node: ast.Ast
    program: str
    arguments: str
    raw: str


def lines(scene: Scene) -> dict[str, list[Line]]:
    """All command lines of a scene by program. Ask with `scene.shared(lines)`."""
    found: dict[str, list[Line]] = {}
    for node, text in _texts(scene):
        for line in _parsed(node, text[:_LONGEST], 0):
            found.setdefault(line.program, []).append(line)
    return found


def lines_of(scene: Scene, *programs: str) -> list[Line]:
    """The command lines of these programs."""
    known = scene.shared(lines)
    return [line for program in programs for line in known.get(program, ())] if known else []


def _texts(scene: Scene) -> Iterator[tuple[ast.Ast, str]]:
    for call in calls_among(scene.context, PROGRAMS):
        yield call.node, " ".join((call.name, *map(_quoted, call.words)))
    for call in scene.calls("start-process"):
        yield call.node, f"{_quoted(call.text('filepath', position=0))} {call.text('argumentlist', 'args', position=1)}"
    for node in scene.methods("start", "run", "exec", "shellexecute", "create"):
        if node.arguments:
            first, second = scene.text(node.arguments[0]), scene.text(node.arguments[1]) if len(node.arguments) > 1 else ""
            several = second and second[:1] not in "0123456789" and scene.type_of(node) == "diagnostics.process"
            yield node, f"{_quoted(first)} {second}" if several or node.member.value.lower() == "shellexecute" else first  # type: ignore[attr-defined]
    for call in scene.calls("invoke-wmimethod", "invoke-cimmethod"):
        if "win32_process" in scene.source(call.node).lower():
            yield call.node, call.text("argumentlist", "arguments", position=2)
    for name, values in scene.shared(_process_infos).items():
        yield values[0], f"{_quoted(scene.text(values[0]))} {scene.text(values[1]) if len(values) > 1 else ''}"
        del name


def _process_infos(scene: Scene) -> dict[str, list[ast.Ast]]:
    """`$info.FileName = ...; $info.Arguments = ...`."""
    from .flow import definitions

    defined = scene.context.shared(definitions)
    found: dict[str, list[ast.Ast]] = {}
    for key, given in defined.items():
        variable, dot, member = key.rpartition(".")
        if dot and member == "filename":
            found[variable] = [given[0], *defined.get(f"{variable}.arguments", [])[:1]]
    return found


def _parsed(node: ast.Ast, text: str, depth: int) -> Iterator[Line]:
    first = _FIRST.match(text)
    if not first or depth > 4:
        return
    program = (first[1] or first[2] or first[3] or "").lower().replace("/", "\\").rpartition("\\")[2].removesuffix(".exe")
    rest = first[4]
    yield Line(node, program, rest.lower(), rest)
    if program == "cmd":
        inner = _CMD.match(rest.strip().strip("\"'"))
        if inner:
            for part in _SPLIT.split(inner[1].replace("^", "").strip()):
                yield from _parsed(node, part.strip().lstrip("\"'@("), depth + 1)
    elif program == "start":
        yield from _parsed(node, re.sub(r'^(?:"[^"]*"\s+)?(?:/\w+\s+)*', "", rest), depth + 1)


def _quoted(word: str) -> str:
    return f'"{word}"' if (" " in word or not word) and '"' not in word and HOLE not in word[:1] else word
