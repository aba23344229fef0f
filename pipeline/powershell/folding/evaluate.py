"""Expressions to values. Nothing is run: what is not pure, constant and known ends with Unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pipeline.powershell import nodes as ast

from . import members, operators, pipeline, statements
from .construct import cast
from .convert import item_text, to_bool, to_text
from .expandable import parts
from .outcome import DEPTH, Budget, LimitReached, Unknown
from .scope import Host, Scope
from .types import resolve
from .values import (
    NOTHING,
    Array,
    Hashtable,
    Match,
    Number,
    ScriptBlock,
    Type,
    utf16,
)
from .variables import read

if TYPE_CHECKING:
    from collections.abc import Callable


class Evaluator:
    """One evaluation: a text, the variables it sees, and what it may spend; `trying` counts the `try` blocks around, and
    `calls` how often each body is being run, `progress` whatever may make one round of a loop different from the next.
    """

    def __init__(self, text: str, scope: Scope | None = None, budget: Budget | None = None, host: Host | None = None) -> None:
        self.text = text
        self.scope = scope or Scope()
        self.budget = budget or Budget()
        self.host = host or Host()
        self.desktop = self.host.desktop
        self.namespaces: tuple[str, ...] = ()
        self.trying = 0
        self.calls: dict[int, int] = {}
        self.progress = 0

    def value(self, node: ast.Ast) -> object:
        """The value of an expression, a pipeline or an assignment."""
        result = self.evaluate(node)
        return None if result is NOTHING else result

    def evaluate(self, node: ast.Ast) -> object:
        """Like `value`, but telling NOTHING from `$null`."""
        node = _within_brackets(node)
        handler = _HANDLERS.get(node.__class__)
        if handler is None:
            raise Unknown(f"a {node.kind}")
        budget = self.budget
        budget.steps -= 1
        if budget.steps < 0:
            raise LimitReached("steps")
        budget.depth += 1
        try:
            if budget.depth > DEPTH:
                raise LimitReached("depth")
            return handler(self, node)
        except RecursionError:
            raise LimitReached("depth") from None
        finally:
            budget.depth -= 1

    def run_statement(self, statement: ast.Ast, out: list[object]) -> None:
        """Run one statement of a block, adding what it puts out."""
        statements.run(self, statement, out)

    def unset_variable(self, name: str) -> object:
        """The value of a variable that no statement has set yet."""
        return self.host.variable(name)

    def after_round(self) -> None:
        """A loop has run its body once more."""

    def call(self, block: ScriptBlock, item: object, arguments: tuple[object, ...] = ()) -> list[object]:
        """What a script block puts out, with `$_` set to `item`; its variables are the caller's."""
        return statements.call_block(self, block, item, arguments)

    def cast(self, value: object, type_name: str) -> object:
        """`[type_name]value`."""
        if type_name == "String" and isinstance(value, Array):
            return self.text_of(value)
        return cast(self, value, type_name)

    def text_of(self, value: object) -> str:
        """A value as text; `$OFS` stands between the elements of an array."""
        if not isinstance(value, Array):
            return to_text(value)
        separator = self.scope.find("ofs")
        between = " " if separator is NotImplemented else to_text(separator)
        texts = [item_text(item) for item in value.items]
        self.budget.allow(sum(map(len, texts)) + len(between) * len(texts))
        return between.join(texts)

    def assign_matches(self, match: Match) -> None:
        """Set `$Matches`."""
        self.progress += 1
        self.scope.set("matches", operators.matches_table(match))

    def use(self, root: ast.ScriptBlockAst) -> None:
        """Take the `using namespace` lines of a script."""
        for each in root.using_statements:
            if each.using_statement_kind == "Namespace" and each.name is not None:
                self.namespaces += (each.name.value.lower(),)

    def resolve(self, name: ast.AnyTypeName) -> str:
        """The evaluator's name of a type."""
        return resolve(name.name, self.namespaces)


def _within_brackets(node: ast.Ast) -> ast.Ast:
    """What stands inside of brackets that hold nothing but one expression."""
    while isinstance(node, ast.ParenExpressionAst):
        only = pipeline.lone_expression(node.pipeline) if isinstance(node.pipeline, ast.PipelineAst) else None
        if only is None:
            return node
        node = only
    return node


def _constant(_: Evaluator, node: ast.ConstantExpressionAst) -> object:
    kind, value = node.static_type, node.value
    if kind in ("Int32", "Double", "Decimal", "Boolean"):
        return value
    return Number(kind.rpartition(".")[2], value)  # type: ignore[arg-type]


def _string(evaluator: Evaluator, node: ast.StringConstantExpressionAst) -> object:
    text = node.value
    if len(text) > 256:
        evaluator.budget.spend(len(text) // 256)
    return text if text.isascii() else utf16(text)


def _expandable(evaluator: Evaluator, node: ast.ExpandableStringExpressionAst) -> object:
    texts = [part if isinstance(part, str) else evaluator.text_of(evaluator.value(part)) for part in parts(node, evaluator.text)]
    evaluator.budget.allow(sum(map(len, texts)))
    return "".join(texts)


def _variable(evaluator: Evaluator, node: ast.VariableExpressionAst) -> object:
    if node.splatted:
        raise Unknown("a splatted variable")
    return read(evaluator, node.user_path)


def _binary(evaluator: Evaluator, node: ast.BinaryExpressionAst) -> object:
    """The left operands of a long chain are no recursion, and texts that are added up are joined once."""
    chain = []
    left: ast.Ast = node
    while isinstance(left, ast.BinaryExpressionAst):
        chain.append(left)
        left = _within_brackets(left.left)
    result = evaluator.value(left)
    texts: list[str] = []
    for each in reversed(chain):
        evaluator.budget.spend()
        if each.operator in ("And", "Or", "QuestionQuestion"):
            result = _short_circuit(evaluator, each, _joined(evaluator, result, texts))
            continue
        right = evaluator.value(each.right)
        if each.operator == "Plus" and isinstance(result, str):
            texts.append(evaluator.text_of(right))
            continue
        result = operators.binary(evaluator, each.operator, _joined(evaluator, result, texts), right)
    return _joined(evaluator, result, texts)


def _joined(evaluator: Evaluator, first: object, texts: list[str]) -> object:
    if not texts:
        return first
    evaluator.budget.allow(len(str(first)) + sum(map(len, texts)))
    result = str(first) + "".join(texts)
    texts.clear()
    return result


def _short_circuit(evaluator: Evaluator, node: ast.BinaryExpressionAst, left: object) -> object:
    if node.operator == "QuestionQuestion":
        return evaluator.value(node.right) if left is None else left
    if to_bool(left) == (node.operator == "Or"):
        return node.operator == "Or"
    return to_bool(evaluator.value(node.right))


def _unary(evaluator: Evaluator, node: ast.UnaryExpressionAst) -> object:
    if "PlusPlus" in node.token_kind or "MinusMinus" in node.token_kind:
        return statements.step(evaluator, node)
    return operators.unary(evaluator, node.token_kind, evaluator.value(node.child))


def _convert(evaluator: Evaluator, node: ast.ConvertExpressionAst) -> object:
    """A cast; casts in a row are no recursion."""
    names = []
    child: ast.Ast = node
    while isinstance(child, ast.ConvertExpressionAst):
        if not isinstance(child.attribute, ast.TypeConstraintAst):
            raise Unknown("an attribute before a value")
        written = child.attribute.type_name.name.lower()
        names.append(written if written in ("ordered", "pscustomobject") else evaluator.resolve(child.attribute.type_name))
        child = _within_brackets(child.child)
    if names[-1] in ("ordered", "pscustomobject") and isinstance(child, ast.HashtableAst):
        result: object = _table(evaluator, child, ordered=True)
        if names.pop() == "pscustomobject":
            result = evaluator.cast(result, "Management.Automation.PSObject")
    else:
        result = evaluator.value(child)
    for name in reversed(names):
        evaluator.budget.spend()
        result = evaluator.cast(result, "Management.Automation.PSObject" if name in ("ordered", "pscustomobject") else name)
    return NOTHING if names and names[0] == "Void" else result


def _ternary(evaluator: Evaluator, node: ast.TernaryExpressionAst) -> object:
    return evaluator.value(node.if_true if to_bool(evaluator.value(node.condition)) else node.if_false)


def _literal(evaluator: Evaluator, node: ast.ArrayLiteralAst) -> object:
    evaluator.budget.allow_items(len(node.elements))
    return Array([evaluator.value(element) for element in node.elements])


def _array(evaluator: Evaluator, node: ast.ArrayExpressionAst) -> object:
    """`@( )` around one expression that is an array is that array, typed or not."""
    body = node.sub_expression.statements
    if len(body) == 1 and isinstance(body[0], ast.PipelineAst) and len(body[0].pipeline_elements) == 1:
        only = body[0].pipeline_elements[0]
        if isinstance(only, ast.CommandExpressionAst) and isinstance(only.expression, ast.ArrayLiteralAst):
            return evaluator.value(only.expression)
    return Array(statements.outputs(evaluator, node.sub_expression))


def _sub_expression(evaluator: Evaluator, node: ast.SubExpressionAst) -> object:
    return statements.as_value(statements.outputs(evaluator, node.sub_expression))


def _paren(evaluator: Evaluator, node: ast.ParenExpressionAst) -> object:
    return statements.pipeline_value(evaluator, node.pipeline)


def _table(evaluator: Evaluator, node: ast.HashtableAst, *, ordered: bool = False) -> Hashtable:
    table = Hashtable(ordered)
    for key, value in node.key_value_pairs:
        table.set(evaluator.value(key), statements.statement_value(evaluator, value))
    return table


def _hashtable(evaluator: Evaluator, node: ast.HashtableAst) -> object:
    return _table(evaluator, node)


def _script_block(evaluator: Evaluator, node: ast.ScriptBlockExpressionAst) -> object:
    return ScriptBlock(node.script_block, evaluator.text)


def _type(evaluator: Evaluator, node: ast.TypeExpressionAst) -> object:
    return Type(evaluator.resolve(node.type_name))


_HANDLERS: Final[dict[type[ast.Ast], Callable[[Evaluator, Any], object]]] = {
    ast.ConstantExpressionAst: _constant, ast.StringConstantExpressionAst: _string, ast.ExpandableStringExpressionAst: _expandable,
    ast.VariableExpressionAst: _variable, ast.BinaryExpressionAst: _binary, ast.UnaryExpressionAst: _unary,
    ast.ConvertExpressionAst: _convert, ast.TernaryExpressionAst: _ternary, ast.ArrayLiteralAst: _literal,
    ast.ArrayExpressionAst: _array, ast.SubExpressionAst: _sub_expression, ast.ParenExpressionAst: _paren, ast.HashtableAst: _hashtable,
    ast.ScriptBlockExpressionAst: _script_block, ast.TypeExpressionAst: _type,
    ast.MemberExpressionAst: members.postfix, ast.InvokeMemberExpressionAst: members.postfix, ast.IndexExpressionAst: members.postfix,
    ast.PipelineAst: statements.pipeline_value, ast.AssignmentStatementAst: statements.assignment,
}

