"""An analysis of what is not stored, in a process of its own that has limits: a hostile script costs its sender an answer, nobody else anything."""

import base64
import json
import resource
import subprocess
import sys
from typing import Any

from pipeline.analyze import examine, rules_of
from pipeline.errors import PermanentError

MEMORY = 2 * 1024**3  # bytes of address space


class AnalysisImpossibleError(PermanentError):
    """This script cannot be analysed within the limits of time and memory."""

    code = "analysis_impossible"


def analyze_aside(filename: str, kind: str, content: bytes, seconds: int, settings: Any = None) -> dict[str, Any]:
    """All columns of an analysis by name, under an owner's settings. Raises AnalysisImpossibleError."""
    question = json.dumps(
        {"filename": filename, "kind": kind, "content": base64.b64encode(content).decode(), "seconds": seconds, "settings": settings},
    )
    try:
        done = subprocess.run([sys.executable, "-m", "pipeline.aside"], input=question.encode(), capture_output=True, timeout=seconds * 4, check=True)
    except subprocess.SubprocessError as error:
        raise AnalysisImpossibleError from error
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def main() -> None:
    question = json.loads(sys.stdin.buffer.read())
    resource.setrlimit(resource.RLIMIT_CPU, (question["seconds"], question["seconds"] + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    result, _ = examine(question["filename"], question["kind"], base64.b64decode(question["content"]), rules_of(question["settings"]))
    sys.stdout.write(json.dumps(json.loads(result)))


if __name__ == "__main__":
    main()
