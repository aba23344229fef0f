"""What classes must hold to: variables of methods, returned values, DSC resources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from pipeline.powershell.nodes import (
    AssignmentStatementAst,
    Ast,
    AttributeAst,
    AttributedExpressionAst,
    ErrorExpressionAst,
    ErrorStatementAst,
    ExpressionAst,
    ForEachStatementAst,
    FunctionDefinitionAst,
    FunctionMemberAst,
    ParenExpressionAst,
    PropertyMemberAst,
    ScriptBlockExpressionAst,
    TypeDefinitionAst,
    VariableExpressionAst,
    children,
)
from pipeline.powershell.nodes.expressions import ArrayLiteralAst

from . import leaving

if TYPE_CHECKING:
    from .reader import Reader

# Variables that PowerShell itself gives a value.
_AUTOMATIC: Final = frozenset({
    "_", "args", "consolefilename", "culture", "debugpreference", "error", "erroractionpreference", "errorview", "event", "eventargs",
    "eventsubscriber", "executioncontext", "false", "foreach", "home", "host", "informationpreference", "input", "iscoreclr", "islinux", "ismacos",
    "iswindows", "lastexitcode", "logcommandhealthevent", "logcommandlifecycleevent", "logenginehealthevent", "logenginelifecycleevent",
    "logproviderhealthevent", "logproviderlifecycleevent", "matches", "maximumhistorycount", "myinvocation", "nestedpromptlevel", "null", "ofs",
    "outputencoding", "pid", "profile", "progresspreference", "psboundparameters", "pscmdlet", "pscommandpath", "psculture",
    "psdebugcontext", "psdefaultparametervalues", "psedition", "psemailserver", "pshome", "psitem", "psmoduleautoloadingpreference",
    "psnativecommandargumentpassing", "psnativecommanduseerroractionpreference", "psscriptroot", "pssenderinfo", "pssessionapplicationname",
    "pssessionconfigurationname", "pssessionoption", "psstyle", "psuiculture", "psversiontable", "pwd", "sender", "shellid", "stacktrace",
    "switch", "this", "true", "verbosepreference", "warningpreference", "whatifpreference", "confirmpreference", "$", "?", "^",
    "transcript", "enabledexperimentalfeatures",
})


def check(r: Reader, node: TypeDefinitionAst) -> None:
    """Everything about one class."""
    for attribute in node.attributes:
        if attribute.type_name.name.lower() in ("dscresource", "dscresourceattribute"):
            _resource(r, node, attribute)
    for member in node.members:
        if isinstance(member, FunctionMemberAst):
            _method(r, node, member)


def _resource(r: Reader, node: TypeDefinitionAst, attribute: AttributeAst) -> None:
    """A DSC resource has Get, Set, Test and a key. One with a base class may have them from there."""
    if node.base_types:
        return
    functions = [m.function_definition_ast for m in node.members if isinstance(m, FunctionMemberAst)]
    methods = {function.name.lower() for function in functions if not function.parameters}
    for name in ("Set", "Get", "Test"):
        if name.lower() not in methods:
            r.error(f"DscResourceMissing{name}Method", attribute.start, attribute.end, node.name)
    constructors = [function for function in functions if function.name.lower() == node.name.lower()]
    if constructors and all(constructor.parameters for constructor in constructors):
        r.error("DscResourceMissingDefaultConstructor", attribute.start, attribute.end, node.name)
    if not any(_is_key(m) for m in node.members):
        r.error("DscResourceMissingKeyProperty", attribute.start, attribute.end, node.name)


def _is_key(member: Ast) -> bool:
    return isinstance(member, PropertyMemberAst) and any(
        named.argument_name.lower() == "key" for attribute in member.attributes for named in attribute.named_arguments
    )


def _method(r: Reader, node: TypeDefinitionAst, member: FunctionMemberAst) -> None:
    function = member.function_definition_ast
    block = function.body.end_block
    if block is None:
        return
    returns = member.return_type is not None and member.return_type.type_name.full_name.lower() not in ("void", "system.void")
    if returns and function.name.lower() != node.name.lower() and not leaving.always(block.statements):
        r.error("MethodHasCodePathNotReturn", function.name_start, function.name_end)
    known = {parameter.name.user_path.lower() for parameter in function.parameters or []}
    known.update(_assigned(block))
    for variable in _variables(block):
        name = variable.user_path
        if ":" not in name and name.lower() not in known and name.lower() not in _AUTOMATIC:
            r.error("VariableNotLocal", variable.start, variable.end, name)


def _inside(block: Ast) -> Iterator[Ast]:
    """The nodes of a method in order, without those of script blocks and functions in it, and of what could not be read."""
    stack: list[Ast] = [block]
    while stack:
        node = stack.pop()
        yield node
        if not isinstance(node, ScriptBlockExpressionAst | FunctionDefinitionAst | ErrorStatementAst | ErrorExpressionAst):
            stack += reversed(children(node))


def _assigned(block: Ast) -> Iterator[str]:
    for node in _inside(block):
        if isinstance(node, AssignmentStatementAst):
            yield from _targets(node.left)
        elif isinstance(node, ForEachStatementAst):
            yield node.variable.user_path.lower()


def _targets(left: ExpressionAst) -> Iterator[str]:
    while isinstance(left, AttributedExpressionAst):
        left = left.child
    if isinstance(left, VariableExpressionAst):
        yield left.user_path.lower()
    elif isinstance(left, ArrayLiteralAst):
        for element in left.elements:
            yield from _targets(element)
    elif isinstance(left, ParenExpressionAst):
        for node in _inside(left):
            if isinstance(node, VariableExpressionAst):
                yield node.user_path.lower()


def _variables(block: Ast) -> Iterator[VariableExpressionAst]:
    for node in _inside(block):
        if isinstance(node, VariableExpressionAst):
            yield node
