"""Whoever is about to publish a secret is told before anything is stored, where the content is at hand."""

from collections.abc import Sequence
from typing import Any

from db.engine import Engine, execute, reading
from pipeline.analysis.report import POWERSHELL
from pipeline.aside import AnalysisImpossibleError, analyze_aside
from pipeline.library.errors import HasSecretsError
from pipeline.publishing import new_among, secrets_among, told
from pipeline.viewer import Viewer


def ask_about(filename: str, kind: str, content: bytes, seconds: int, *, known: Sequence[dict[str, Any]] = ()) -> None:
    """Raises HasSecretsError for what is to be public. What cannot be looked through in time is left to stage analyze."""
    if kind not in POWERSHELL:
        return
    try:
        said = analyze_aside(filename, kind, content, seconds)
    except AnalysisImpossibleError:
        return
    if found := new_among(secrets_among(said["security_issues"] or ()), list(known)):
        raise HasSecretsError(found=told(found))


def ask_about_change(engine: Engine, viewer: Viewer, script_id: int, content: bytes, seconds: int, *, public: bool | None) -> None:
    """The same for new content of a script that is public, or to be. Raises HasSecretsError."""
    with reading(engine) as connection:
        script = execute(connection, "publishing.standing", script_id=script_id, **viewer.parameters).first()
    if script is None or not (script.is_public if public is None else public):
        return
    known = secrets_among(script.security_issues or ()) if script.is_public else []
    ask_about(script.filename, script.kind, content, seconds, known=known)
