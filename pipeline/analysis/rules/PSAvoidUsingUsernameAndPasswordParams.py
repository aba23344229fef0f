"""A function takes a user's name and a password one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.analysis.blocks import within
from pipeline.analysis.rule import ERROR, Context, Extent, Hit, Options, Rule
from pipeline.powershell.nodes import AttributeAst, ParameterAst, TypeConstraintAst
from pipeline.powershell.parameters import is_attribute
from pipeline.powershell.tables import SWITCH
from pipeline.powershell.types import BOOLEAN, namespaces_of, resolve

RULE = Rule(ERROR)

_PASSWORD: Final = re.compile("password|passphrase", re.IGNORECASE)
_USER: Final = re.compile("user", re.IGNORECASE)
_SAFE: Final = frozenset({
    "System.Management.Automation.PSCredential", "System.Security.SecureString", "System.Net.NetworkCredential",
    BOOLEAN, SWITCH,
})


def check(context: Context, options: Options) -> Iterator[Hit]:
    namespaces = namespaces_of(context.script)
    named = (p for p in context.nodes(ParameterAst) if _PASSWORD.search(p.name.user_path) or _USER.search(p.name.user_path))
    parameters = sorted((p for p in named if not _is_safe(p, namespaces)), key=lambda p: p.start)
    for function in context.functions if len(parameters) > 1 else ():
        password = user = None
        for parameter in within(parameters, function):
            name = parameter.name.user_path
            password = parameter if _PASSWORD.search(name) else password
            user = parameter if _USER.search(name) else user
        if password is not None and user is not None:
            place = Extent(min(user.start, password.start), max(user.end, password.end))
            yield Hit(place, f"{function.name} takes a name and a password; one PSCredential holds both, and does not show the password.")


def _is_safe(parameter: ParameterAst, namespaces: tuple[str, ...]) -> bool:
    """Of a type that hides what it holds, or that holds no text at all: `$HidePassword` is a switch."""
    for attribute in parameter.attributes:
        if isinstance(attribute, TypeConstraintAst) and (resolve(attribute.type_name, namespaces) or "").removesuffix("[]") in _SAFE:
            return True
        if isinstance(attribute, AttributeAst) and is_attribute(attribute, "Credential"):
            return True
    return False
