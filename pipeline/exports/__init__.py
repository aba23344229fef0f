"""An analysis as a file: a format is a function from a report to bytes."""

from collections.abc import Callable
from typing import Literal, NamedTuple

from pipeline.exports import html, markdown, pdf, plain_json, sarif
from pipeline.exports.report import Report

Name = Literal["json", "sarif", "html", "md", "markdown", "pdf"]


class Format(NamedTuple):
    write: Callable[[Report], bytes]
    content_type: str
    ending: str


FORMATS: dict[str, Format] = {
    "json": Format(plain_json.write, "application/json", "json"),
    "sarif": Format(sarif.write, "application/sarif+json", "sarif"),
    "html": Format(html.write, "text/html; charset=utf-8", "html"),
    "md": Format(markdown.write, "text/markdown; charset=utf-8", "md"),
    "markdown": Format(markdown.write, "text/markdown; charset=utf-8", "md"),
    "pdf": Format(pdf.write, "application/pdf", "pdf"),
}
