"""Values that a script writes to the registry, by whatever way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from pipeline.powershell import nodes as ast

from .lines import lines_of
from .scene import member_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .scene import Scene

_HIVES: Final = (
    ("hkey_local_machine", "hklm"), ("hkey_current_user", "hkcu"), ("hkey_classes_root", "hkcr"), ("hkey_users", "hku"),
    ("hkey_current_config", "hkcc"),
)
_REG_ADD: Final = re.compile(r"""(?ix)^\s*add\s+(?:"([^"]+)"|'([^']+)'|(\S+))(.*)$""", re.DOTALL)
_REG_DELETE: Final = re.compile(r"""(?ix)^\s*delete\s+(?:"([^"]+)"|'([^']+)'|(\S+))(.*)$""", re.DOTALL)
_OPTION: Final = re.compile(r"""(?ix)[/-](ve|v|d)\b\s*(?:"([^"]*)"|'([^']*)'|(\S+))?""")
_PATH: Final = re.compile(r"(?i)^(?:microsoft\.powershell\.core\\)?(?:registry::)?\\*(?:hklm|hkcu|hkcr|hku|hkcc|hkey_)")


class Write(NamedTuple):
    """`path` in lower case from `hklm\\` on, `name` and `value` in lower case; `deletes` when it is removed."""

    node: ast.Ast
    path: str
    name: str
    value: str
    deletes: bool = False


def writes(scene: Scene) -> list[Write]:
    """All of them; ask with `scene.shared(writes)`."""
    return [*_commands(scene), *_programs(scene), *_methods(scene)]


def written(scene: Scene, path: re.Pattern[str], name: re.Pattern[str] | None = None) -> Iterator[Write]:
    """Writes below a path (matched from `hklm\\` on, `wow6432node` left out), perhaps of certain names."""
    for write in scene.shared(writes):
        if path.search(write.path) and (name is None or name.search(write.name)):
            yield write


def normal_path(path: str) -> str:
    """`HKEY_LOCAL_MACHINE\\SOFTWARE\\...` and its other spellings as `hklm\\software\\...`."""
    path = path.lower().replace("/", "\\").replace("microsoft.powershell.core\\", "").removeprefix("registry::").lstrip("\\")
    for long, short in _HIVES:
        path = path.replace(long, short, 1) if path.startswith(long) else path
    path = path.replace(":\\", "\\", 1).replace(":", "\\", 1) if re.match(r"hk\w+:", path) else path
    return re.sub(r"\\+", r"\\", path.replace("wow6432node\\", "")).rstrip("\\")


def _commands(scene: Scene) -> Iterator[Write]:
    for call in scene.calls("set-itemproperty", "new-itemproperty"):
        path = call.text("path", "literalpath", position=0)
        if _PATH.match(path):
            yield Write(call.node, normal_path(path), call.text("name", position=1).lower(), call.text("value", position=2).lower())
    for call in scene.calls("new-item", "set-item", "copy-item", "rename-item"):
        path = call.text("path", "literalpath", position=0)
        if call.name == "copy-item":
            path = call.text("destination", position=1)
        if _PATH.match(path):
            named = call.text("name")
            yield Write(call.node, normal_path(f"{path}\\{named}" if named else path), "", call.text("value", position=1).lower())
    for call in scene.calls("remove-item", "remove-itemproperty", "clear-itemproperty"):
        path = call.text("path", "literalpath", position=0)
        if _PATH.match(path):
            yield Write(call.node, normal_path(path), call.text("name", position=1).lower(), "", deletes=True)


def _programs(scene: Scene) -> Iterator[Write]:
    for line in lines_of(scene, "reg"):
        found, deletes = _REG_ADD.match(line.arguments), False
        if not found:
            found, deletes = _REG_DELETE.match(line.arguments), True
        if found:
            options = {option[1]: option[2] or option[3] or option[4] or "" for option in _OPTION.finditer(found[4])}
            yield Write(line.node, normal_path(found[1] or found[2] or found[3]), options.get("v", ""), options.get("d", ""), deletes)


def _methods(scene: Scene) -> Iterator[Write]:
    for node in scene.methods("setvalue", "setdwordvalue", "setstringvalue", "regwrite"):
        given = [scene.text(each) for each in node.arguments]
        name = member_name(node)
        if name == "regwrite" and len(given) >= 2:
            path, _, value_name = normal_path(given[0]).rpartition("\\")
            yield Write(node, path, value_name, given[1].lower())
        elif name in ("setdwordvalue", "setstringvalue") and len(given) >= 4:
            yield Write(node, normal_path(f"{_wmi_hive(given[0])}\\{given[1]}"), given[2].lower(), given[3].lower())
        elif name == "setvalue" and scene.type_of(node) == "microsoft.win32.registry" and len(given) >= 3:
            yield Write(node, normal_path(given[0]), given[1].lower(), given[2].lower())
        elif name == "setvalue" and not node.static and len(given) >= 2:
            path = _opened(scene, node.expression)
            if path:
                yield Write(node, path, given[0].lower(), given[1].lower())


def _wmi_hive(number: str) -> str:
    return "hkcu" if number.strip() in ("2147483649", "-2147483647") else "hklm"


def _opened(scene: Scene, key: ast.Ast) -> str:
    """The path of a key that was opened or created by .NET."""
    hive, path = "", ""
    for node in scene.origins(key):
        if isinstance(node, ast.InvokeMemberExpressionAst) and member_name(node) in ("opensubkey", "createsubkey") and node.arguments:
            path = path or scene.text(node.arguments[0])
        elif isinstance(node, ast.StringConstantExpressionAst) and node.value.lower() in ("localmachine", "currentuser", "classesroot"):
            hive = {"localmachine": "hklm", "currentuser": "hkcu", "classesroot": "hkcr"}[node.value.lower()]
    return normal_path(f"{hive or 'hklm'}\\{path}") if path else ""
