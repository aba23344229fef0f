"""A page of its own: no scripts, nothing loaded from elsewhere."""

from html import escape

from pipeline.exports.report import Report

STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;color:#1c2733;max-width:50rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse}td{padding:.2rem .8rem .2rem 0;vertical-align:top}h2{margin-top:2rem}li{overflow-wrap:anywhere}"
)


def write(report: Report) -> bytes:
    rows = "".join(f"<tr><td>{escape(name)}</td><td>{escape(value)}</td></tr>" for name, value in (*report.facts(), *report.scores()))
    sections = "".join(_section(heading, entries) for heading, entries in report.sections())
    title = escape(report.title)
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>{STYLE}</style></head>'
        f"<body><h1>{title}</h1><table>{rows}</table>{sections}</body></html>\n"
    ).encode()


def _section(heading: str, entries: list[str]) -> str:
    body = f"<ul>{''.join(f'<li>{escape(entry)}</li>' for entry in entries)}</ul>" if entries else "<p>None.</p>"
    return f"<h2>{escape(heading)}</h2>{body}"
