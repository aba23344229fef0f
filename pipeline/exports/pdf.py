"""To print or to file."""

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from pipeline.exports.report import Report

LONGEST_ENTRY = 2000  # characters
MOST_ENTRIES = 500  # of a section


def write(report: Report) -> bytes:
    document = FPDF()
    document.set_title(plain(report.title))
    document.set_creation_date(report.made_at)
    document.add_page()
    _write(document, report.title, 18, bold=True)
    for name, value in (*report.facts(), *report.scores()):
        _write(document, f"{name}: {value}", 10)
    for heading, entries in report.sections():
        document.ln(4)
        _write(document, heading, 13, bold=True)
        for entry in entries[:MOST_ENTRIES] or ["None."]:
            _write(document, f"- {entry[:LONGEST_ENTRY]}", 10)
        if len(entries) > MOST_ENTRIES:
            _write(document, f"and {len(entries) - MOST_ENTRIES} more", 10)
    return bytes(document.output())


def _write(document: FPDF, text: str, size: int, *, bold: bool = False) -> None:
    document.set_font("helvetica", "B" if bold else "", size)
    document.multi_cell(0, size * 0.5, plain(text), new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def plain(text: str) -> str:
    """What the fonts that every reader has can show: Latin-1; other letters are spelled by their numbers."""
    one_line = "".join(letter if letter.isprintable() else " " for letter in text)
    return one_line.encode("latin-1", "backslashreplace").decode("latin-1")
