"""A parameter takes a password as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.analysis.detecting.detection import MEDIUM, Detection, Sighting
from pipeline.analysis.detecting.secrets import is_secret_name
from pipeline.powershell import nodes as ast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    MEDIUM,
    remedy="Let the parameter be a SecureString or a PSCredential.",
    safe="param([pscredential] $Credential)",
    cwe=("CWE-522",),
)


def check(scene: Scene) -> Iterator[Sighting]:
    for parameter in scene.context.nodes(ast.ParameterAst):
        if not is_secret_name(parameter.name.name):
            continue
        types = [each.type_name.name.lower() for each in parameter.attributes if isinstance(each, ast.TypeConstraintAst)]
        if any(kind.removeprefix("system.") in ("string", "string[]") for kind in types):
            yield Sighting(parameter, f"${parameter.name.name} takes a secret as text, which ends up in histories, logs and transcripts.")
