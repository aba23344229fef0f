"""Which parts of a script may run text, and which statements they depend on. Where there are none, unwrapping costs nothing more."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING, Final

from pipeline.powershell import nodes as ast
from pipeline.powershell.walk import walk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.powershell.script import Script

_COMMANDS: Final = frozenset({
    "iex", "invoke-expression", "icm", "invoke-command", "powershell", "pwsh", "cmd", "start-process", "saps", "start", "start-job", "sajb",
    "schtasks", "mshta", "invoke-wmimethod", "iwmi", "invoke-cimmethod", "icim", "new-scheduledtaskaction", "sal", "nal", "set-alias",
    "new-alias", "wmic", "reg", "new-service", "sc", "new-itemproperty", "set-itemproperty", "add-type",
})
"""Commands that run text, or that another program's command line may stand in, and what gives such a command another name."""
_METHODS: Final = frozenset({
    "create", "invokescript", "newscriptblock", "addscript", "expandstring", "invoke", "run", "exec", "shellexecute", "start",
    "invokereturnasis", "getcmdlet", "getcommand",
})

_MOST_SOURCES: Final = 40
"""Statements that give one variable its values and are looked at for how they do it."""
_FROM_AFAR: Final = frozenset({
    "downloadstring", "downloaddata", "downloadfile", "invoke-webrequest", "iwr", "curl", "wget", "invoke-restmethod", "irm",
    "net.webclient", "system.net.webclient", "openread", "getresponse", "getstringasync", "start-bitstransfer", "resolve-dnsname",
    "net.sockets.tcpclient", "system.net.sockets.tcpclient", "nslookup", "nslookup.exe",
})


class Plan:
    """What unwrapping has to look at in one script.

    `candidates` may run text; `whole` are nodes all of whose statements matter, `around` those that merely contain one.
    """

    def __init__(self, script: Script) -> None:
        self._nodes = script.nodes
        self.candidates = sorted(self._find(), key=lambda node: node.start)
        self._starts = [node.start for node in self.candidates]
        self.whole: set[int] = set()
        self.around: set[int] = set()
        self.statements: list[ast.Ast] = []
        self.names: set[str] = set()
        self.assigned: set[str] = set()
        self._seen_functions: set[str] = set()

    def _find(self) -> Iterable[ast.Ast]:
        aliases = self._own_aliases()
        for node in self._nodes.get(ast.CommandAst, ()):
            if isinstance(node, ast.CommandAst) and self._runs_text(node, aliases):
                yield node
        for node in self._nodes.get(ast.InvokeMemberExpressionAst, ()):
            if isinstance(node, ast.InvokeMemberExpressionAst) and _is_method(node):
                yield node
        for node in self._nodes.get(ast.AssignmentStatementAst, ()):
            if is_line(node):
                yield node

    def _own_aliases(self) -> set[str]:
        """Names that Set-Alias or New-Alias gives; the first two words behind it are enough to know one."""
        found: set[str] = set()
        for node in self._nodes.get(ast.CommandAst, ()):
            if isinstance(node, ast.CommandAst) and (node.command_name() or "").lower() in ("sal", "nal", "set-alias", "new-alias"):
                found |= {each.value.lower() for each in node.command_elements[1:] if isinstance(each, ast.StringConstantExpressionAst)}
        return found

    @staticmethod
    def _runs_text(node: ast.CommandAst, aliases: set[str]) -> bool:
        name = node.command_name()
        if name is None:
            return not isinstance(node.command_elements[0], ast.ScriptBlockExpressionAst)
        base = name.lower().replace("/", "\\").rpartition("\\")[2].removesuffix(".exe")
        return base in _COMMANDS or base in aliases

    def candidates_in(self, node: ast.Ast) -> list[ast.Ast]:
        """Those that stand within a node."""
        return self.candidates[bisect_left(self._starts, node.start):bisect_left(self._starts, node.end)]

    @staticmethod
    def runs_text(node: ast.Ast) -> bool:
        """Whether a candidate surely runs text as PowerShell."""
        if isinstance(node, ast.CommandAst):
            return (node.command_name() or "").lower() in ("iex", "invoke-expression")
        if not isinstance(node, ast.InvokeMemberExpressionAst) or not isinstance(node.member, ast.StringConstantExpressionAst):
            return False
        name, target = node.member.value.lower(), node.expression
        if name == "create":
            return isinstance(target, ast.TypeExpressionAst) and target.type_name.name.lower().endswith("scriptblock")
        return name in ("invokescript", "newscriptblock", "addscript")

    def sources(self, node: ast.Ast) -> list[ast.Ast]:
        """The statement that a node stands in, and those that give its variables their values, three steps back."""
        found = {id(statement): statement for statement in (_statement_of(node), *_conditions(node))}
        newest = list(found.values())
        for _ in range(3):
            names = {each.name.lower() for statement in newest for each in walk(statement) if isinstance(each, ast.VariableExpressionAst)}
            newest = [
                statement for name in names for statement in map(_statement_of, self.writers.get(name, ())[:_MOST_SOURCES])
                if id(statement) not in found
            ][:_MOST_SOURCES]
            found |= {id(statement): statement for statement in newest}
        return list(found.values())

    def comes_from_afar(self, node: ast.Ast) -> bool:
        """Whether a candidate's text, or a variable that its statement uses, is made of what the network gives."""
        return any(
            isinstance(each, ast.StringConstantExpressionAst) and each.value.lower() in _FROM_AFAR
            for source in self.sources(node) for each in walk(source)
        )

    # -- what the candidates depend on -----------------------------------------------------------------------------------------------

    def slice(self, extra: Iterable[str] = ()) -> None:
        """Mark the statements that give the candidates' variables their values; `extra` names more variables to follow."""
        queue: list[ast.Ast] = [_statement_of(node) for node in (*self.candidates, *self._calls())]
        pending = set(extra)
        while queue or pending:
            while queue or pending:
                while pending:
                    name = pending.pop()
                    if name not in self.names:
                        self.names.add(name)
                        queue += [_statement_of(node) for node in self.writers.get(name, ())]
                while queue:
                    statement = queue.pop()
                    if id(statement) not in self.whole:
                        pending |= self._take(statement) - self.names
            queue += self._ways_out()

    def _ways_out(self) -> list[ast.Ast]:
        """What ends a loop around a candidate early, with the conditions that it stands under."""
        found: list[ast.Ast] = []
        for cls in (ast.BreakStatementAst, ast.ContinueStatementAst):
            for node in self._nodes.get(cls, ()):
                statement, above = node, node.parent
                while above is not None and not isinstance(above, ast.LoopStatementAst | ast.ScriptBlockAst):
                    statement = above if isinstance(above, ast.StatementAst) else statement
                    above = above.parent
                if above is not None and id(above) in self.around and id(statement) not in self.whole:
                    found.append(statement)
        return found

    def _calls(self) -> Iterable[ast.Ast]:
        """Calls of the functions that candidates stand in, and of those that these calls stand in."""
        functions = {name for node in self.candidates for name in _functions_around(node)}
        if not functions:
            return
        more = True
        calls: dict[int, ast.Ast] = {}
        while more:
            more = False
            for node in self._nodes.get(ast.CommandAst, ()):
                if id(node) not in calls and (node.command_name() or "").lower() in functions:  # type: ignore[attr-defined]
                    calls[id(node)] = node
                    around = set(_functions_around(node)) - functions
                    functions |= around
                    more |= bool(around)
        yield from calls.values()

    def _take(self, statement: ast.Ast) -> set[str]:
        """Mark one statement with all that is in it; the variables and functions that it mentions."""
        mentioned: set[str] = set()
        self.statements.append(statement)
        for node in walk(statement):
            if isinstance(node, ast.VariableExpressionAst):
                mentioned.add(node.name.lower())
            elif isinstance(node, ast.CommandAst):
                mentioned |= self._function(node) | _named_variables(node)
            elif isinstance(node, ast.StatementAst):
                self.whole.add(id(node))
        self.whole.add(id(statement))
        above = statement.parent
        while above is not None and id(above) not in self.around:
            self.around.add(id(above))
            above = above.parent
        return mentioned

    def _function(self, node: ast.CommandAst) -> set[str]:
        """The variables of a function of the script that is called."""
        name = (node.command_name() or "").lower()
        if not name or name in self._seen_functions:
            return set()
        self._seen_functions.add(name)
        mentioned: set[str] = set()
        for function in self._nodes.get(ast.FunctionDefinitionAst, ()):
            if isinstance(function, ast.FunctionDefinitionAst) and function.name.lower().rpartition(":")[2] == name:
                mentioned |= self._take(function)
        return mentioned

    @cached_property
    def writers(self) -> dict[str, list[ast.Ast]]:
        """For each variable the nodes that may change it: assignments, loops over it, calls with it or on it."""
        found: dict[str, list[ast.Ast]] = {}

        def note(target: ast.Ast, node: ast.Ast) -> None:
            if isinstance(target, ast.VariableExpressionAst):
                found.setdefault(target.name.lower(), []).append(node)

        for node in self._nodes.get(ast.AssignmentStatementAst, ()):
            for target in targets(node):
                note(target, node)
                if isinstance(target, ast.VariableExpressionAst):
                    self.assigned.add(target.name.lower())
        for node in self._nodes.get(ast.ForEachStatementAst, ()):
            note(node.variable, node)  # type: ignore[attr-defined]
        for node in self._nodes.get(ast.UnaryExpressionAst, ()):
            if "PlusPlus" in node.token_kind or "MinusMinus" in node.token_kind:  # type: ignore[attr-defined]
                note(node.child, node)  # type: ignore[attr-defined]
                if isinstance(node.child, ast.VariableExpressionAst):  # type: ignore[attr-defined]
                    self.assigned.add(node.child.name.lower())  # type: ignore[attr-defined]
        for node in self._nodes.get(ast.InvokeMemberExpressionAst, ()):
            for each in (node.expression, *node.arguments):  # type: ignore[attr-defined]
                note(each, node)
        self._note_commands(found)
        return found

    def _note_commands(self, found: dict[str, list[ast.Ast]]) -> None:
        """Set-Variable and its relatives, by the words that they name."""
        for node in self._nodes.get(ast.CommandAst, ()):
            if not isinstance(node, ast.CommandAst) or (node.command_name() or "").lower() not in _SETTERS:
                continue
            for each in node.command_elements[1:]:
                if isinstance(each, ast.StringConstantExpressionAst):
                    name = each.value.lower().removeprefix("variable:").removeprefix("env:").lstrip("\\/")
                    found.setdefault(name, []).append(node)


_GETTERS: Final = frozenset({"get-variable", "gv", "variable", "get-item", "gi", "get-childitem", "gci", "ls", "dir", "item", "childitem"})


def _named_variables(node: ast.CommandAst) -> set[str]:
    """The variables that Get-Variable and its relatives name."""
    if (node.command_name() or "").lower() not in _GETTERS:
        return set()
    texts = (each.value.lower() for each in node.command_elements[1:] if isinstance(each, ast.StringConstantExpressionAst))
    return {text.removeprefix("variable:").removeprefix("env:").lstrip("\\/") for text in texts}


_SETTERS: Final = frozenset({
    "set-variable", "sv", "set", "new-variable", "nv", "set-item", "si", "set-content", "sc", "new-item", "ni", "clear-variable", "clv",
})


def is_line(node: ast.Ast) -> bool:
    """`$info.Arguments = ...`."""
    if not isinstance(node, ast.AssignmentStatementAst) or not isinstance(node.left, ast.MemberExpressionAst):
        return False
    member = node.left.member
    return isinstance(member, ast.StringConstantExpressionAst) and member.value.lower() == "arguments"


def _is_method(node: ast.InvokeMemberExpressionAst) -> bool:
    if not isinstance(node.member, ast.StringConstantExpressionAst):
        return not isinstance(node.member, ast.VariableExpressionAst) or node.member.splatted is False
    return node.member.value.lower() in _METHODS


def _statement_of(node: ast.Ast) -> ast.Ast:
    """The statement that a node is part of: the innermost that stands in a block which is not itself part of a pipeline's work."""
    statement = node
    while statement.parent is not None:
        block = statement.parent
        if isinstance(block, ast.StatementBlockAst | ast.NamedBlockAst):
            around = block.parent.parent if isinstance(block, ast.NamedBlockAst) and block.parent is not None else block.parent
            if not isinstance(around, ast.ExpressionAst) or (isinstance(around, ast.ScriptBlockExpressionAst) and not _is_worked(around)):
                break
            block = around
        statement = block
    return statement


_WORKERS: Final = frozenset({"%", "foreach", "foreach-object", "?", "where", "where-object"})


def _is_worked(block: ast.ScriptBlockExpressionAst) -> bool:
    """Whether a script block runs as part of the statement that it stands in, with values of that statement."""
    parent = block.parent
    return not isinstance(parent, ast.CommandAst) or (parent.command_name() or "%").lower() in _WORKERS


def _conditions(node: ast.Ast) -> Iterable[ast.Ast]:
    """What `$Matches` comes from: the conditions of the `if` around a node."""
    above = node.parent
    while above is not None:
        if isinstance(above, ast.IfStatementAst):
            yield from (condition for condition, _ in above.clauses)
            return
        above = above.parent


def _functions_around(node: ast.Ast) -> Iterable[str]:
    """The names of the functions that a node stands in, in lower case."""
    above = node.parent
    while above is not None:
        if isinstance(above, ast.FunctionDefinitionAst):
            yield above.name.lower().rpartition(":")[2]
        above = above.parent


def targets(node: ast.Ast) -> list[ast.Ast]:
    """What an assignment assigns to, at the bottom of indexes, members and types."""
    found: list[ast.Ast] = []
    queue = [node.left] if isinstance(node, ast.AssignmentStatementAst) else [node]
    while queue:
        target = queue.pop()
        if isinstance(target, ast.AttributedExpressionAst):
            queue.append(target.child)
        elif isinstance(target, ast.ArrayLiteralAst):
            queue += target.elements
        elif isinstance(target, ast.IndexExpressionAst):
            queue.append(target.target)
        elif isinstance(target, ast.MemberExpressionAst):
            queue.append(target.expression)
        else:
            found.append(target)
    return found
