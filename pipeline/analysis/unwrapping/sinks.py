"""Commands and methods that run text: they hand it to the reader of layers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.powershell import nodes as ast
from pipeline.powershell.folding import Evaluator, PowerShellError, Unknown
from pipeline.powershell.folding.convert import elements, item_text, script_text, to_text
from pipeline.powershell.folding.functions import arguments_of
from pipeline.powershell.folding.values import Array, CustomObject, ScriptBlock
from pipeline.powershell.script import parse

from .commandline import Inner, inner_script, powershell_arguments, split_words
from .runner import runner
from .windows import INVOKE_COMMAND

if TYPE_CHECKING:
    from collections.abc import Callable

_ENGINE_TYPE: Final = "System.Management.Automation.PowerShell"
_WORTH: Final = re.compile(
    r"""(?i)\s*(?:"[^"]*[\\/]|'[^']*[\\/]|["']|\S*[\\/]|(?:\S*cmd(?:\.exe)?["']?\s+/.*?))?(?:powershell|pwsh)(?:\.exe)?["']?\s""",
)
"""A text that begins with a program that runs scripts, or with cmd.exe before it."""
_TALKING: Final = frozenset({"write-host", "write-output", "write-warning", "write-verbose", "write-error", "write-information", "write-debug"})
_STARTING: Final = frozenset({
    "schtasks", "wmic", "mshta", "reg", "sc", "new-scheduledtaskaction", "new-service", "invoke-wmimethod", "invoke-cimmethod",
})
"""Commands whose words together may be one command line."""


def _expression(evaluator: Evaluator, node: ast.CommandAst, piped: list[object] | None) -> list[object]:
    """`Invoke-Expression`."""
    named, positional = arguments_of(evaluator, node, {
        "command": False, "erroraction": False, "verbose": True, "debug": True, "outvariable": False, "errorvariable": False,
    })
    given = named.get("command", positional[0] if positional else None)
    texts = [evaluator.text_of(given)] if given is not None else [evaluator.text_of(each) for each in piped or []]
    if not texts:
        raise Unknown("nothing to run")
    return runner(evaluator).run_layer("\n".join(texts), "Invoke-Expression", node)


def _powershell(evaluator: Evaluator, node: ast.CommandAst, piped: list[object] | None) -> list[object]:
    """`powershell` and `pwsh` with their arguments, or with a script that is piped in."""
    inner = powershell_arguments(_words(evaluator, node))
    if inner is None and piped:
        inner = Inner("\n".join(item_text(item) for item in piped), "standard input")
    if inner is None:
        raise Unknown("what powershell runs")
    runner(evaluator).run_layer(inner.text, f"powershell {inner.how}", node)
    return []


def _words(evaluator: Evaluator, node: ast.CommandAst) -> list[str]:
    """The words of a native command's arguments, as the command line will hold them."""
    words: list[str] = []
    for element in node.command_elements[1:]:
        if isinstance(element, ast.CommandParameterAst):
            words.append(f"-{element.parameter_name}")
            if element.argument is not None:
                words[-1] += ":"
                words += [words.pop() + each for each in _texts(evaluator, element.argument)[:1]]
        else:
            words += _texts(evaluator, element)
    return words


def _texts(evaluator: Evaluator, node: ast.Ast) -> list[str]:
    value = evaluator.value(node)
    if isinstance(value, ScriptBlock):
        return [script_text(value)]
    return [to_text(item) for item in elements(value)]


def _cmd(evaluator: Evaluator, node: ast.CommandAst, piped: list[object] | None) -> list[object]:
    """`cmd /c ...`: what starts PowerShell again."""
    del piped
    inner = inner_script(" " + " ".join(_words(evaluator, node)))
    if inner is None:
        raise Unknown("what cmd runs")
    runner(evaluator).run_layer(inner.text, f"cmd, powershell {inner.how}", node)
    return []


def _start_process(evaluator: Evaluator, node: ast.CommandAst, piped: list[object] | None) -> list[object]:
    del piped
    named, positional = arguments_of(evaluator, node, {
        "filepath": False, "argumentlist": False, "args": False, "workingdirectory": False, "windowstyle": False, "verb": False,
        "wait": True, "nonewwindow": True, "passthru": True, "credential": False, "loaduserprofile": True, "usenewenvironment": True,
        "redirectstandardoutput": False, "redirectstandarderror": False, "redirectstandardinput": False,
    })
    program = to_text(named["filepath"] if "filepath" in named else positional.pop(0) if positional else None)
    given = named.get("argumentlist", named.get("args", positional[0] if positional else None))
    line = " ".join([f'"{program}"', *(to_text(item) for item in elements(given))])
    return _found(evaluator, inner_script(line), "Start-Process", node)


def _found(evaluator: Evaluator, inner: Inner | None, how: str, node: ast.Ast) -> list[object]:
    if inner is None:
        raise Unknown(f"what {how} runs")
    runner(evaluator).run_layer(inner.text, f"{how}, powershell {inner.how}", node)
    return []


def _invoke_command(evaluator: Evaluator, node: ast.CommandAst, piped: list[object] | None) -> list[object]:
    """`Invoke-Command` of a script block on this machine."""
    named, positional = arguments_of(evaluator, node, {
        "scriptblock": False, "command": False, "argumentlist": False, "args": False, "inputobject": False, "nonewscope": True,
    })
    block = named.get("scriptblock", named.get("command", positional[0] if positional else None))
    if not isinstance(block, ScriptBlock):
        raise Unknown("what Invoke-Command runs")
    given = named.get("argumentlist", named.get("args", positional[1] if len(positional) > 1 else None))
    return evaluator.call(block, (piped or [None])[0], tuple(elements(given)))


COMMANDS: Final[dict[str, Callable[[Evaluator, ast.CommandAst, list[object] | None], list[object]]]] = {
    "invoke-expression": _expression, "powershell": _powershell, "pwsh": _powershell, "cmd": _cmd, "start-process": _start_process,
    "invoke-command": _invoke_command,
}
"""By the base of their names, in lower case, aliases followed."""


def command_line(evaluator: Evaluator, name: str, node: ast.CommandAst) -> bool:
    """Whether an argument of some other command (a task, a service, a registry value) is a command line with a script in it."""
    texts = []
    for element in node.command_elements[1:]:
        argument = element.argument if isinstance(element, ast.CommandParameterAst) else element
        if argument is None or isinstance(argument, ast.ScriptBlockExpressionAst):
            continue
        try:
            texts += [item for item in elements(evaluator.value(argument)) if isinstance(item, str)]
        except (Unknown, PowerShellError):
            continue
    if name in _STARTING:
        return _lines(evaluator, [*texts, " ".join(texts)], name, anywhere=True)
    return name not in _TALKING and _lines(evaluator, texts, name)


def started(evaluator: Evaluator, args: list[object]) -> bool:
    """Whether an argument of some method (`Run`, `Exec`, `Start`) is a command line with a script in it."""
    texts = [item for arg in args for item in elements(arg) if isinstance(item, str)]
    return _lines(evaluator, [*texts, " ".join(texts)], "a started process")


def called(evaluator: Evaluator, name: str, args: list[object]) -> bool:
    """Whether a method of something unknown was given text to run."""
    text = next((arg for arg in args if isinstance(arg, str)), None)
    if text is not None and name in ("addscript", "invokescript", "newscriptblock"):
        runner(evaluator).run_layer(text, name, None)
        return True
    return started(evaluator, args)


def arguments_assigned(evaluator: Evaluator, values: list[object], node: ast.Ast) -> bool:
    """Whether a text that was assigned as another program's arguments holds a script."""
    text = next((value for value in values if isinstance(value, str)), None)
    inner = None if text is None else inner_script(text) or powershell_arguments(split_words(text))
    if inner is None or inner.how == "plain words":
        return False
    runner(evaluator).run_layer(inner.text, f"Arguments, powershell {inner.how}", node)
    return True


def _lines(evaluator: Evaluator, texts: list[str], how: str, *, anywhere: bool = False) -> bool:
    for text in texts:
        if anywhere or _WORTH.match(text):
            inner = inner_script(text)
            if inner is not None and inner.how != "plain words":
                runner(evaluator).run_layer(inner.text, f"{how}, powershell {inner.how}", None)
                return True
    return False


# -- methods -------------------------------------------------------------------------------------------------------------------------


def _create_block(evaluator: Evaluator, args: list[object]) -> object:
    """`[scriptblock]::Create(text)`."""
    text = to_text(args[0])
    runner(evaluator).run_layer(text, "[scriptblock]::Create", None)
    return ScriptBlock(parse(text).root, text)


def _invoke_script(evaluator: Evaluator, args: list[object]) -> object:
    """`$ExecutionContext.InvokeCommand.InvokeScript(text)`, where the text may be behind other arguments."""
    given = next((arg for arg in args if isinstance(arg, str)), None)
    if given is None:
        raise Unknown("what InvokeScript runs")
    return Array(runner(evaluator).run_layer(given, "InvokeScript", None))


def _get_command(_: Evaluator, args: list[object]) -> object:
    return CustomObject({"Name": to_text(args[0]), "ToString": to_text(args[0])}, "System.Management.Automation.CmdletInfo")


def _expand(evaluator: Evaluator, args: list[object]) -> object:
    """`ExpandString(text)`."""
    text = to_text(args[0])
    if "$" not in text and "`" not in text:
        return text
    script = parse('"' + text.replace('"', '""') + '"')
    body = script.root.end_block
    if body is None or len(body.statements) != 1 or script.errors:
        raise Unknown("an expanded text")
    return runner(evaluator).within(script.text).value(body.statements[0])


def _new_engine(_: Evaluator, args: list[object]) -> object:
    del args
    return CustomObject({}, _ENGINE_TYPE)


def _add_script(evaluator: Evaluator, args: list[object]) -> object:
    """`[powershell]::Create().AddScript(text)`."""
    runner(evaluator).run_layer(to_text(args[0]), "AddScript", None)
    return CustomObject({}, _ENGINE_TYPE)


METHODS: Final[dict[tuple[str, str], Callable[[Evaluator, list[object]], object]]] = {
    ("Management.Automation.ScriptBlock", "create"): _create_block,
    ("Management.Automation.PowerShell", "create"): _new_engine, (_ENGINE_TYPE, "addscript"): _add_script,
    (INVOKE_COMMAND, "invokescript"): _invoke_script, (INVOKE_COMMAND, "newscriptblock"): _create_block,
    (INVOKE_COMMAND, "expandstring"): _expand, (INVOKE_COMMAND, "getcmdlet"): _get_command, (INVOKE_COMMAND, "getcommand"): _get_command,
}
"""By the type of their target and their names in lower case."""
