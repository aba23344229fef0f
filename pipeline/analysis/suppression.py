"""`SuppressMessageAttribute`: which findings the author of a script has asked not to see, and what is wrong with the asking."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import translate

from pipeline.powershell.nodes import (
    Ast,
    AttributeAst,
    AttributeBaseAst,
    ConfigurationDefinitionAst,
    ConstantExpressionAst,
    FunctionDefinitionAst,
    FunctionMemberAst,
    ParameterAst,
    StringConstantExpressionAst,
    TypeDefinitionAst,
    UsingStatementAst,
)

from .context import Context
from .finding import Finding

_NAMESPACE = "system.diagnostics.codeanalysis"
_CLASSES = frozenset({"suppressmessage", "suppressmessageattribute"})
_POSITIONAL = ("rule", "id", "scope", "target", "justification")
_NAMED = {
    "category": "rule", "rulename": "rule", "checkid": "id", "rulesuppressionid": "id",
    "scope": "scope", "target": "target", "justification": "justification",
}


@dataclass(slots=True)
class Suppression:
    """No finding of `rule` (lower case) between the offsets counts; with an `id`, only those that carry it."""

    rule: str
    id: str
    start: int
    end: int
    justification: str
    line: int
    used: bool = False


def find_suppressions(context: Context) -> list[Suppression]:
    """All suppressions of a script; what is wrong with others becomes a note."""
    if "suppressmessage" not in context.lower_text:
        return []
    found: list[Suppression] = []
    bare = _namespace_is_used(context)
    for attributes, owner in _owners(context):
        for attribute in attributes:
            if isinstance(attribute, AttributeAst) and _suppresses(attribute, bare=bare):
                found += _read(attribute, owner, context)
    return found


def suppress(findings: Iterable[Finding], suppressions: list[Suppression], ran: set[str]) -> list[str]:
    """Mark what is suppressed; the notes tell of suppressions whose id no finding of a rule that ran carries."""
    if not suppressions:
        return []
    by_rule: defaultdict[str, list[Suppression]] = defaultdict(list)
    for suppression in suppressions:
        by_rule[suppression.rule].append(suppression)
    for finding in findings:
        name = finding.rule.lower()
        # A detection goes by its whole name or its number.
        for suppression in (*by_rule.get(name, ()), *(by_rule.get(name.partition("_")[0], ()) if finding.security else ())):
            if _covers(suppression, finding):
                finding.suppressed = suppression.used = True
    names = {name.lower(): name for name in ran}
    return [
        f"Line {s.line}: the suppression of {names[s.rule]} names the id {s.id!r}, which no finding there carries."
        for s in suppressions if s.id and not s.used and s.rule in names
    ]


def _covers(suppression: Suppression, finding: Finding) -> bool:
    if suppression.id and suppression.id.lower() != finding.suppression_id.lower():
        return False
    if finding.start is None or finding.end is None:
        return True
    return suppression.start <= finding.start and finding.end <= suppression.end


def _owners(context: Context) -> Iterator[tuple[Iterable[AttributeBaseAst], Ast]]:
    """Where such attributes may stand, each with what they are about."""
    root = context.root
    if root.param_block is not None:
        yield root.param_block.attributes, root
    for function in context.functions:
        if function.body.param_block is not None:
            yield function.body.param_block.attributes, function
    for definition in context.nodes(TypeDefinitionAst):
        yield definition.attributes, definition
    for member in context.nodes(FunctionMemberAst):
        yield member.attributes, member
    for configuration in context.nodes(ConfigurationDefinitionAst):
        if configuration.body.script_block.param_block is not None:
            yield configuration.body.script_block.param_block.attributes, configuration
    for parameter in context.nodes(ParameterAst):
        yield parameter.attributes, parameter


def _namespace_is_used(context: Context) -> bool:
    return any(
        using.using_statement_kind == "Namespace" and using.name is not None and using.name.value.lower() == _NAMESPACE
        for using in context.nodes(UsingStatementAst)
    )


def _suppresses(attribute: AttributeAst, *, bare: bool) -> bool:
    namespace, _, name = attribute.type_name.name.lower().rpartition(".")
    if name not in _CLASSES:
        return False
    return bare if not namespace else namespace in {_NAMESPACE, _NAMESPACE.removeprefix("system.")}


def _read(attribute: AttributeAst, owner: Ast, context: Context) -> Iterator[Suppression]:
    line = context.script.position(attribute.start)[0]
    said, wrong = _arguments(attribute)
    if wrong:
        context.note(f"Line {line}: {wrong}")
        return
    rule, id_, why = said["rule"].lower(), said["id"], said["justification"]
    if not said["scope"].strip():
        yield Suppression(rule, id_, owner.start, owner.end, why, line)
        return
    targets = list(_targets(said["scope"], said["target"].strip() or "*", owner, context))
    if not targets:
        context.note(f"Line {line}: the suppression of {said['rule']} names a target that is not there: {said['target']!r}.")
    for target in targets:
        yield Suppression(rule, id_, target.start, target.end, why, line)


def _arguments(attribute: AttributeAst) -> tuple[dict[str, str], str]:
    """What the attribute says, and what is wrong with it (else empty)."""
    said = dict.fromkeys(_POSITIONAL, "")
    for key, argument in zip(_POSITIONAL, attribute.positional_arguments, strict=False):
        if not isinstance(argument, StringConstantExpressionAst):
            return said, "a suppression is ignored, because its arguments must be constant strings."
        said[key] = argument.value
    for named in attribute.named_arguments:
        name = _NAMED.get(named.argument_name.lower())
        if name is None:
            continue
        if not isinstance(named.argument, StringConstantExpressionAst | ConstantExpressionAst):
            return said, "a suppression is ignored, because its arguments must be constant strings."
        if said[name].strip():
            return said, f"a suppression is ignored, because it says its {name} twice."
        said[name] = str(named.argument.value)
    if not said["rule"].strip():
        return said, "a suppression is ignored, because it names no rule."
    if said["scope"].strip() and said["scope"].lower() not in {"function", "class"}:
        return said, f"a suppression is ignored, because its scope is {said['scope']!r} and not 'Function' or 'Class'."
    if said["target"].strip() and not said["scope"].strip():
        return said, "a suppression is ignored, because it names a target without a scope."
    return said, ""


def _targets(scope: str, target: str, owner: Ast, context: Context) -> Iterator[Ast]:
    """The functions or classes inside `owner`, itself included, whose name fits: `*` stands for anything, `|` between alternatives."""
    # Its own regular expressions would let a script hang its analysis; a pattern for file names cannot.
    fitting = re.compile("|".join(translate(part.replace("[^", "[!")) for part in target.split("|")), re.IGNORECASE)
    for node in context.nodes_of(FunctionDefinitionAst if scope.lower() == "function" else TypeDefinitionAst):
        if owner.start <= node.start and node.end <= owner.end and fitting.match(node.name):  # type: ignore[attr-defined]
            yield node
