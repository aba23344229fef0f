"""`parameter_docs`: the parameters of the script and of its functions, with their help."""

from __future__ import annotations

from typing import Any

from pipeline.powershell.semantics import describe

from .subject import Subject


def meaning(context: Any) -> dict[str, Any]:
    """Functions and commands with what they mean. Ask with `context.shared(meaning)`."""
    return describe(context.script, context.commands)


def parameter_docs(subject: Subject) -> dict[str, Any]:
    """`{parameters: [...], functions: [{name, line, parameters: [...]}]}`; `default` is the source text of the default."""
    context = subject.context
    script, *functions = context.shared(meaning)["functions"]
    return {
        "parameters": _parameters(subject, script),
        "functions": [
            {
                "name": function["name"], "line": context.script.position(function["start"])[0], "start": function["start"],
                "synopsis": (function["help"] or {}).get("synopsis"), "parameters": _parameters(subject, function),
            }
            for function in functions
        ],
    }


def _parameters(subject: Subject, function: dict[str, Any]) -> list[dict[str, Any]]:
    texts = {name.upper(): text for name, text in ((function["help"] or {}).get("parameters") or {}).items()}
    return [_parameter(subject, each, texts.get(each["name"].upper())) for each in function["parameters"]]


def _parameter(subject: Subject, parameter: dict[str, Any], help_text: str | None) -> dict[str, Any]:
    default = parameter["default"]
    return {
        "name": parameter["name"], "type": parameter["type"], "mandatory": parameter["mandatory"], "position": parameter["position"],
        "fromPipeline": parameter["pipeline"], "byPropertyName": parameter["by_name"], "aliases": parameter["aliases"],
        "validValues": parameter["set"], "default": subject.context.text[default[0]:default[1]] if default else None, "help": help_text,
    }
