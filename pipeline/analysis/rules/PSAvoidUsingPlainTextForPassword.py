"""A parameter takes a password as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.analysis.rule import WARNING, Context, Edit, Hit, Options, Rule
from pipeline.powershell.nodes import ArrayTypeName, ParameterAst, TypeConstraintAst
from pipeline.powershell.types import OBJECT, STRING, constrained_type, namespaces_of

RULE = Rule(WARNING, fixes=True)

_SECRETS: Final = re.compile("password|passphrase|cred", re.IGNORECASE)
_PLAIN: Final = frozenset({STRING, OBJECT, STRING + "[]", OBJECT + "[]"})
_SAFE: Final = ("SecureString", "PSCredential")


def check(context: Context, options: Options) -> Iterator[Hit]:
    namespaces = namespaces_of(context.script)
    for parameter in context.nodes(ParameterAst):
        name = parameter.name.user_path
        if _SECRETS.search(name) and constrained_type(parameter.attributes, namespaces) in _PLAIN:
            edits = tuple(_edit(parameter, safe) for safe in _SAFE)
            message = f"${name} takes a secret as plain text, which ends up in logs and histories; use a SecureString or PSCredential."
            yield Hit(parameter, message, name, edits)


def _edit(parameter: ParameterAst, safe: str) -> Edit:
    for attribute in parameter.attributes:
        if isinstance(attribute, TypeConstraintAst):
            brackets = "[]" if isinstance(attribute.type_name, ArrayTypeName) else ""
            return Edit(attribute.start, attribute.end, f"[{safe}{brackets}]", f"Take a {safe}")
    return Edit(parameter.name.start, parameter.name.end, f"[{safe}] ${parameter.name.user_path}", f"Take a {safe}")
