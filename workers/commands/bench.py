"""`psscript bench`: large libraries, and what the parts cost."""

from __future__ import annotations

import argparse
import importlib
from types import ModuleType

from workers.options import Subparsers, new_parser

EXAMPLES = """\
  psscript bench library --scripts 5000 --seed 7 ~/scripts              a large library from a small folder
  psscript bench library --scripts 5000 --seed 7 --write /tmp/many ~/scripts   only write the files
  psscript bench pipeline ~/scripts                                     what each stage costs, beside its floor
  psscript bench http ~/scripts                                         what taking files in costs
  psscript bench http --library                                         what reading the library that runs costs
  psscript bench soak --minutes 30 ~/scripts                            what grows under a steady load
  psscript bench parse ~/scripts                                        how fast scripts are read
  psscript bench analyze ~/scripts --rules                              how fast they are judged, and by which rules
  psscript bench embed ~/scripts                                         scripts a second of each embedding provider
  psscript bench search --data ~/library --http                         how long searches take, and what they miss
"""
# One module of this folder a measurement.
MEASUREMENTS = ("library", "pipeline", "http", "parse", "analyze", "soak", "search", "embed")


def add_parser(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = new_parser(subparsers, "bench", "Makes large libraries and measures what the parts cost, with processor time and rates.", EXAMPLES)
    kinds = parser.add_subparsers(dest="kind", metavar="|".join(MEASUREMENTS), required=True)
    for name in MEASUREMENTS:
        _module(name).add_parser(kinds)


def run(args: argparse.Namespace) -> int:
    code: int = _module(args.kind).run(args)
    return code


def _module(name: str) -> ModuleType:
    return importlib.import_module(f"workers.bench.{name}")
