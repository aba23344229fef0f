"""The fields of an analysis as a person would tell them, one sentence an entry."""

from collections.abc import Callable, Iterator
from typing import Any, Final

Row = dict[str, Any]

_AREAS: Final = {
    "reads": "Reads", "writes": "Writes", "deletes": "Deletes", "registry": "Registry", "network": "Network", "services": "Services",
    "processes": "Programs", "credentials": "Credentials", "accounts": "Accounts", "cloud": "Cloud", "software": "Software", "system": "System",
}  # fmt: skip
_MOST_LINES: Final = 8
_WHAT: Final[dict[Any, str]] = {
    ("sends", "network"): "data over the network", "network": "network settings", "registry": "the registry", "processes": "programs",
    "cloud": "cloud resources", "system": "the system",
}  # fmt: skip


def _purpose(value: str) -> Iterator[str]:
    yield value


def _issues(rows: list[Row]) -> Iterator[str]:
    for row in rows:
        known = ", ".join([row["rule"], *(row.get("attack") or ()), *(row.get("cwe") or ())])
        yield f"{row.get('severity')}, line {row.get('line')}: {row.get('message')} {row.get('remedy') or ''} ({known})"


def _violations(rows: list[Row]) -> Iterator[str]:
    grouped: dict[tuple[str, str, str], list[int]] = {}
    for row in rows:
        key = row["rule"], row["severity"], row["message"] + (" The script suppresses this." if row.get("suppressed") else "")
        grouped.setdefault(key, []).append(row["line"])
    for (rule, severity, message), lines in grouped.items():
        yield f"{severity}, {_lines(lines)}: {message} ({rule})"


def _risks(rows: list[Row]) -> Iterator[str]:
    for row in rows:
        what = f"{row['command']} {row['action']} {_WHAT.get((row['action'], row['area'])) or _WHAT.get(row['area'], row['area'])}"
        what += f", {row['target']}" if row["target"] else ""
        yield f"{row['severity'].capitalize()}, line {row['line']}: {what}; {'can' if row['reversible'] else 'cannot'} be undone."


def _insights(rows: list[Row]) -> Iterator[str]:
    yield from (f"Line {row['line']}: {row['message']} {row['suggestion']}" for row in rows)


def _suggestions(rows: list[Row]) -> Iterator[str]:
    for row in rows:
        instead = f" Instead, on line {row['correction']['line']}: {row['correction']['text']}" if row.get("correction") else ""
        yield f"{_lines(row['lines']).capitalize()}: {row['message']}{instead} ({row['about']})"


def _compatibility(rows: list[Row]) -> Iterator[str]:
    yield from (row["message"] + (f" (line {row['line']})" if row.get("line") else "") for row in rows)


def _parameters(docs: Row) -> Iterator[str]:
    yield from map(_parameter, docs["parameters"])
    for function in docs["functions"]:
        given = ", ".join(parameter["name"] for parameter in function["parameters"]) or "no parameters"
        helped = f": {_flat(function['synopsis'])}" if function.get("synopsis") else ""
        yield f"Function {function['name']} (line {function['line']}; {given}){helped}"
        yield from (f"{function['name']}: {_parameter(parameter)}" for parameter in function["parameters"])


def _parameter(parameter: Row) -> str:
    kind = (parameter["type"] or "").removeprefix("System.").removeprefix("Management.Automation.")
    facts = [kind, "mandatory" if parameter["mandatory"] else ""]
    facts.append(f"position {parameter['position']}" if parameter["position"] is not None else "")
    facts.append("from the pipeline" if parameter["fromPipeline"] or parameter["byPropertyName"] else "")
    facts.append(f"default {parameter['default']}" if parameter["default"] else "")
    facts.append(f"one of {', '.join(parameter['validValues'])}" if parameter["validValues"] else "")
    facts.append(f"also -{', -'.join(parameter['aliases'])}" if parameter["aliases"] else "")
    helped = f" {_flat(parameter['help'])}" if parameter["help"] else ""
    return f"-{parameter['name']} ({'; '.join(fact for fact in facts if fact)}).{helped}"


def _commands(rows: list[Row]) -> Iterator[str]:
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row["command"], []).append(row)
    for name, uses in grouped.items():
        first = uses[0]
        written = {use["name"] for use in uses if use["name"].lower() != name.lower()}
        alias = f", written {', '.join(sorted(written))}" if written else ""
        given = sorted({parameter["name"] for use in uses for parameter in use["parameters"]})
        told = [(first["purpose"] or "not known here").rstrip(".")]
        told += [f"of {first['module']}"] if first["module"] else []
        told += [f"given {', '.join(given)}"] if given else []
        yield f"{name}{alias} ({_lines([use['line'] for use in uses])}): {'; '.join(told)}."


def _references(rows: list[Row]) -> Iterator[str]:
    yield from (f"{row['title']}: {row['url']}" for row in rows)


def _measures(metrics: Row) -> Iterator[str]:
    yield (
        f"{metrics['lines']} lines: {metrics['codeLines']} of code, {metrics['commentLines']} of comments, {metrics['blankLines']} blank; "
        f"the longest has {metrics['longestLine']} characters."
    )
    yield f"The whole: {_measure(metrics['whole'])}."
    yield from (f"{function['name']} (line {function['line']}): {_measure(function)}." for function in metrics["functions"])


def _measure(part: Row) -> str:
    return (
        f"cyclomatic complexity {part['cyclomatic']}, cognitive {part['cognitive']}, nesting {part['nesting']}, "
        f"Halstead volume {part['halstead']['volume']}, maintainability {part['maintainability']}"
    )


def _execution(summary: Row) -> Iterator[str]:
    for area, heading in _AREAS.items():
        if done := summary.get(area):
            yield f"{heading}: " + "; ".join(f"{each['command']} {each['target'] or ''}".strip() + f" (line {each['line']})" for each in done)
    elevation = summary["elevation"]
    yield f"Administrator's rights: {'; '.join(elevation['reasons']) if elevation['needed'] else 'not asked for'}."


def _lines(lines: list[int]) -> str:
    shown = ", ".join(str(line) for line in lines[:_MOST_LINES]) + (f" and {len(lines) - _MOST_LINES} more" if len(lines) > _MOST_LINES else "")
    return f"{'line' if len(lines) == 1 else 'lines'} {shown}"


def _flat(text: str) -> str:
    return " ".join(text.split())


SENTENCES: Final[dict[str, Callable[[Any], Iterator[str]]]] = {
    "purpose": _purpose,
    "security_issues": _issues,
    "best_practice_violations": _violations,
    "potential_risks": _risks,
    "performance_insights": _insights,
    "suggestions": _suggestions,
    "compatibility_notes": _compatibility,
    "parameter_docs": _parameters,
    "command_details": _commands,
    "ms_docs_references": _references,
    "code_complexity_metrics": _measures,
    "execution_summary": _execution,
}
"""By field."""
