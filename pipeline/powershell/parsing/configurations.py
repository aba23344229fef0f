"""DSC configurations, as PowerShell on Windows reads them: inside, words before a brace are nodes and resources.

Which words are resources is known to PowerShell from installed modules. Here every word is one that stands where a statement begins,
has no dash, and is followed by at most one argument and a brace: nothing else in a configuration looks like that.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.powershell.nodes import (
    AttributeAst,
    CommandAst,
    CommandElementAst,
    ConfigurationDefinitionAst,
    DynamicKeywordStatementAst,
    ExpressionAst,
    HashtableAst,
    ScriptBlockExpressionAst,
    StringConstantExpressionAst,
)

from . import commands, definitions, primary
from .conditionals import failed

if TYPE_CHECKING:
    from pipeline.powershell.nodes import AttributeBaseAst, StatementAst
    from pipeline.powershell.tokens import Token

    from .reader import Reader

_IMPORT: Final = "import-dscresource"
# A block of properties is empty or begins with `name =`.
_PROPERTIES: Final = re.compile(r"(?:\s|#[^\r\n]*+|<#[^#]*+(?:#(?!>)[^#]*+)*#>)*(?:\}|[\w'\"$.]++\s*+=(?!=))").match


def configuration(r: Reader, keyword: Token, found: list[AttributeBaseAst] | None = None) -> StatementAst:
    """`configuration name { }`."""
    r.skip_newlines()
    name = definitions.function_name(r) if r.peek().kind in definitions.WORDS else commands.single_argument(r)
    if name is None:
        r.missing("MissingConfigurationName", keyword.end)
        return failed(keyword.start, keyword.end, keyword)
    r.skip_newlines()
    opening = r.peek()
    if opening.kind != "LCurly":
        r.missing("MissingCurlyInConfigurationStatement", name.end)
        return failed(keyword.start, name.end, keyword, name)
    r.ahead = None
    r.configurations += 1
    body = primary.script_block(r, opening)
    r.configurations -= 1
    kind = "Meta" if any("localconfigurationmanager" in a.type_name.name.lower() for a in _attributes(found)) else "Resource"
    return ConfigurationDefinitionAst(found[0].start if found else keyword.start, body.end, name, body, kind)


def _attributes(found: list[AttributeBaseAst] | None) -> list[AttributeAst]:
    return [one for one in found or [] if isinstance(one, AttributeAst)]


def resource(r: Reader, word: Token) -> StatementAst | None:
    """A node, a resource or `Import-DscResource`; None, with nothing taken, when the word is a command."""
    if word.kind == "Generic":
        return _import(r) if str(word.value).lower() == _IMPORT else None
    errors = len(r.errors)
    r.ahead = None
    elements: list[CommandElementAst] = [StringConstantExpressionAst(word.start, word.end, "BareWord", str(word.value))]
    name: ExpressionAst | None = None
    if r.peek().kind not in {"LCurly", "NewLine"}:
        name = commands.argument(r, name=False)
        if name is None:
            r.forget(word.start, errors)
            return None
        elements.append(name)
    r.skip_newlines()
    opening = r.peek()
    if opening.kind != "LCurly":
        r.forget(word.start, errors)
        return None
    word.kind = "DynamicKeyword"
    r.ahead = None
    body: HashtableAst | ScriptBlockExpressionAst
    if str(word.value).lower() != "node" and _PROPERTIES(r.text, r.pos, r.end):
        body = primary.hashtable(r, opening)
    else:
        body = primary.script_block(r, opening)
    return DynamicKeywordStatementAst(word.start, body.end, [*elements, body])


def _import(r: Reader) -> StatementAst | None:
    word = r.peek()
    command = commands.command(r)
    if not isinstance(command, CommandAst):
        return None
    word.kind, word.flags = "DynamicKeyword", ""
    return DynamicKeywordStatementAst(command.start, command.end, command.command_elements)
