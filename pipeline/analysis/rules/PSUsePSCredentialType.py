"""A parameter called Credential takes something else than a PSCredential."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.rule import WARNING, Context, Hit, Options, Rule
from pipeline.powershell.nodes import ParameterAst, TypeConstraintAst
from pipeline.powershell.types import namespaces_of, resolve

RULE = Rule(WARNING)

_WANTED = "System.Management.Automation.PSCredential"


def check(context: Context, options: Options) -> Iterator[Hit]:
    for parameter in context.nodes(ParameterAst):
        if parameter.name.user_path.lower() == "credential" and not _takes_credential(parameter, context):
            yield Hit(parameter, "Who passes a PSCredential here, as to every other Credential, gets an error or a useless text.")


def _takes_credential(parameter: ParameterAst, context: Context) -> bool:
    """One or a list of them."""
    namespaces = namespaces_of(context.script)
    types = (resolve(a.type_name, namespaces) or "" for a in parameter.attributes if isinstance(a, TypeConstraintAst))
    return any(kind.removesuffix("[]") == _WANTED for kind in types)
