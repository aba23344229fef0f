"""A tally as one page that stands for itself: no script runs in it, nothing is fetched, and it can be printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Final

from pipeline.analysis.detecting.catalog import detection_names, load_detection
from pipeline.analysis.finding import CRITICAL, HIGH, LOW, MEDIUM, Finding
from pipeline.analysis.formats.text import printable
from workers.analyze.charts import Bar, bars
from workers.analyze.tally import BANDS, Entry, Tally

COLOURS: Final = {CRITICAL: "#8b1a1a", HIGH: "#c2410c", MEDIUM: "#a16207", LOW: "#4b6584"}
_GOOD_TO_BAD: Final = ("#2f6f4f", "#a16207", "#c2410c", "#8b1a1a")
SCORES: Final = {
    "malice": "Is it an attack? 0 to 100; treat 50 and more as an attack.",
    "hygiene": "Is it careless? 100 means that nothing careless was found; each kind of finding takes points off.",
    "security": "How safe it is: what hygiene and malice leave together. Higher is safer.",
    "quality": "How well it is kept, by the rules of PSScriptAnalyzer and its length. Higher is better.",
    "risk": "What running it may do: malice, destruction, privilege, reach, and what cannot be undone. Higher is riskier.",
}
"""Each score in a line."""
_BETTER_LOW: Final = frozenset({"malice", "risk"})
_MOST_ROWS: Final = 2000
_MOST_REASONS: Final = 6

_STYLE: Final = """
:root { color-scheme: light; }
body { font: 15px/1.45 system-ui, "Segoe UI", sans-serif; color: #1c2430; background: #fff; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.7rem; margin: 0; } h2 { font-size: 1.25rem; margin: 2.2rem 0 .6rem; border-bottom: 1px solid #d5dae1; }
h3 { font-size: 1rem; margin: 0 0 .3rem; overflow-wrap: anywhere; }
.when { color: #5a6675; margin: .2rem 0 1.2rem; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .7rem; padding: 0; list-style: none; }
.cards li { border: 1px solid #d5dae1; border-radius: .4rem; padding: .6rem .8rem; } .cards b { display: block; font-size: 1.7rem; }
.bad b { color: #8b1a1a; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; padding: .25rem .5rem; border-bottom: 1px solid #e6e9ee; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; } td { overflow-wrap: anywhere; vertical-align: top; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); gap: 1rem 2rem; } figure { margin: 0; }
figcaption { font-weight: 600; margin-bottom: .3rem; } svg { width: 100%; height: auto; }
.script { border: 1px solid #d5dae1; border-left: .35rem solid #c2410c; border-radius: .3rem; padding: .7rem 1rem; margin: .8rem 0; }
.script.attack { border-left-color: #8b1a1a; } .script ul { margin: .3rem 0; padding-left: 1.2rem; }
code { font: .85em ui-monospace, Consolas, monospace; background: #f2f4f7; padding: 0 .2em; overflow-wrap: anywhere; }
.severity { color: #fff; border-radius: .2rem; padding: 0 .35rem; font-size: .8rem; }
@media print {
  body { margin: 0; max-width: none; font-size: 11px; } .script, figure, tr { break-inside: avoid; } h2 { break-after: avoid; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""


def page(found: Tally, *, title: str, began: str, version: str, most: int) -> Iterator[str]:
    """The page in pieces; `most` scripts are told with their reasons."""
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    yield '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'">\n'
    yield f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{_text(title)}</title>\n'
    yield f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{_text(title)}</h1>\n"
    yield f'<p class="when">{_text(began.replace("T", " "))} UTC, psscript {_text(version)}. Scripts were read; none was run.</p>\n'
    yield _cards(found)
    yield from _charts(found)
    yield from _worst(found, most)
    yield from _explained()
    yield from _every(found)
    yield from _unreadable(found)
    yield "</body>\n</html>\n"


def _cards(found: Tally) -> str:
    told = [
        (len(found.entries), "scripts were judged", False), (found.attacks, "are to be treated as attacks", True),
        (found.grave, "others hold something critical or high", True), (sum(found.severities[each] for each in COLOURS), "detections in all", False),
        (found.broken, "PowerShell cannot read", False), (len(found.unreadable), "could not be opened", False),
    ]
    items = (f'<li{" class=bad" if bad and number else ""}><b>{number:,}</b>{what}</li>' for number, what, bad in told)
    return f'<ul class="cards">{"".join(items)}</ul>\n'


def _charts(found: Tally) -> Iterator[str]:
    yield '<h2>At a glance</h2>\n<div class="charts">\n'
    yield bars("Detections by severity", [Bar(each, found.severities[each], colour) for each, colour in COLOURS.items()])
    for name in ("malice", "hygiene", "quality", "risk"):
        colours = _GOOD_TO_BAD if name in _BETTER_LOW else _GOOD_TO_BAD[::-1]
        counts: Mapping[str | None, int] = found.bands.get(name, {})
        each = [Bar(label, counts.get(label, 0), colour) for label, colour in zip(BANDS, colours, strict=True)]
        yield bars(f"Scripts by {name}", [*each, Bar("unknown", counts.get(None, 0), "#8a94a3")])
    yield bars("What was detected in most scripts", [Bar(_caption(name), number, "#4b6584") for name, number in found.detections.most_common(10)])
    yield bars("Rules with most findings", [Bar(name, number, "#4b6584") for name, number in found.rules.most_common(10)])
    yield "</div>\n"


def _worst(found: Tally, most: int) -> Iterator[str]:
    worst = found.worst(most)
    yield "<h2>Scripts to look at first</h2>\n"
    if not worst:
        yield "<p>Nothing was detected in any script.</p>\n"
    for entry in worst:
        yield f'<section class="script{" attack" if entry.attack else ""}">\n<h3>{_text(entry.path)}</h3>\n<p>{_scores(entry)}</p>\n'
        yield _reasons(entry)
        yield _list(_finding(finding) for finding in entry.findings)
        if entry.left_out:
            yield f"<p>{entry.left_out:,} more were left out.</p>\n"
        if entry.layers:
            yield f"<p>Scripts are wrapped inside of it: {_text('; '.join(entry.layers[:5]))}{' and more' if len(entry.layers) > 5 else ''}.</p>\n"
        yield "</section>\n"


def _scores(entry: Entry) -> str:
    verdict = "<strong>Treat it as an attack.</strong> " if entry.attack else ""
    return verdict + ", ".join(f"{name} {_number(value)}" for name, value in entry.scores.items())


def _reasons(entry: Entry) -> str:
    """What made malice where it is one, else what made hygiene."""
    name = "malice" if entry.attack else "hygiene"
    sign = "+" if name in _BETTER_LOW else "\u2212"
    told = [f"{sign}{points:g} {_text(text)}" if points else _text(text) for points, text in entry.reasons.get(name, [])[:_MOST_REASONS]]
    return f"<p>What made the {name}:</p>\n{_list(told)}" if told else ""


def _finding(finding: Finding) -> str:
    evidence = finding.security.evidence if finding.security else None
    where = "" if finding.place is None else f" line {finding.place.line}"
    if evidence is not None and evidence.layer is not None:
        where += f", inside of it in layer {evidence.layer + 1}, line {evidence.line}"
    seen = f"<br><code>{_text(evidence.text)}</code>" if evidence else ""
    remedy = f"<br>{_text(finding.security.remedy)}" if finding.security else ""
    badge = f'<span class="severity" style="background:{COLOURS[finding.severity]}">{finding.severity}</span>'
    return f"{badge} {_text(finding.message)} <small>({_text(finding.rule)},{where})</small>{seen}{remedy}"


def _explained() -> Iterator[str]:
    yield "<h2>What the scores say</h2>\n<table>\n"
    yield from (f'<tr><th scope="row">{name}</th><td>{_text(what)}</td></tr>\n' for name, what in SCORES.items())
    yield "</table>\n"


def _every(found: Tally) -> Iterator[str]:
    entries = sorted(found.entries, key=lambda entry: entry.badness)
    yield "<h2>Every script</h2>\n<table>\n<thead><tr><th>script</th>"
    yield "".join(f'<th class="number">{name}</th>' for name in SCORES) + "</tr></thead>\n<tbody>\n"
    for entry in entries[:_MOST_ROWS]:
        cells = "".join(f'<td class="number">{_number(entry.scores.get(name))}</td>' for name in SCORES)
        yield f"<tr><td>{_text(entry.path)}</td>{cells}</tr>\n"
    yield "</tbody>\n</table>\n"
    if len(entries) > _MOST_ROWS:
        yield f"<p>The {len(entries) - _MOST_ROWS:,} best scripts are left out.</p>\n"


def _unreadable(found: Tally) -> Iterator[str]:
    if found.unreadable:
        yield "<h2>What could not be opened</h2>\n"
        yield _list(f"{_text(path)}: {_text(error)}" for path, error in list(found.unreadable.items())[:_MOST_ROWS])


def _caption(name: str) -> str:
    return load_detection(name).caption.rstrip(".") if name in detection_names() else name


def _list(items: Iterable[str]) -> str:
    inside = "".join(f"<li>{item}</li>\n" for item in items)
    return f"<ul>\n{inside}</ul>\n" if inside else ""


def _number(value: float | None) -> str:
    return "unknown" if value is None else f"{value:g}"


def _text(text: str) -> str:
    """Text of a script or a path: no markup, and nothing that cannot stand in a page."""
    return escape(printable(text.encode("utf-8", "replace").decode("utf-8")))
