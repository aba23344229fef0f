"""`psscript rule`: which rules and detections there are, and the page of one."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from workers.options import Subparsers, add_json, new_parser

if TYPE_CHECKING:
    from pipeline.analysis.detecting.detection import LoadedDetection
    from pipeline.analysis.rule import LoadedRule

EXAMPLES = """\
  psscript rule                            all rules and detections, one a line
  psscript rule PSAvoidUsingWriteHost      why, examples, options, how to suppress it
  psscript rule PS012                      a detection of `psscript analyze --security`
  psscript rule --json                     names, severities and options for a program
"""


def add_parser(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = new_parser(subparsers, "rule", "The rules and the detections of `psscript analyze`.", EXAMPLES)
    parser.add_argument("name", nargs="?", metavar="NAME", help="a rule, with or without PS before it, or a detection by name or number, in any case")
    add_json(parser, "the rules with severity, options and whether they run by default")


def run(args: argparse.Namespace) -> int:
    from pipeline.analysis import catalog
    from pipeline.analysis.detecting import catalog as detections

    name = _proper(args.name) if args.name else None
    if name and not args.json:
        print((detections.page(name) if name in detections.detection_names() else catalog.page(name)).rstrip())
        return 0
    rules = [catalog.load_rule(each) for each in catalog.rule_names() if name in (None, each)]
    seen = [detections.load_detection(each) for each in detections.detection_names() if name in (None, each)]
    if args.json:
        print(json.dumps([_rule_as_json(rule) for rule in rules] + [_detection_as_json(each) for each in seen], indent=1))
        return 0
    for rule in rules:
        _show(rule.name, rule.metadata.severity, "on" if rule.metadata.enabled else "off", rule.caption)
    for each in seen:
        _show(each.name, each.metadata.severity, "--security", each.caption)
    return 0


def _show(name: str, severity: str, state: str, caption: str) -> None:
    print(f"{name:<50}{severity:<13}{state:<12}{caption}")


def _proper(name: str) -> str:
    from difflib import get_close_matches

    from pipeline.analysis.catalog import rule_names
    from pipeline.analysis.detecting.catalog import detection_names
    from workers.errors import CannotRunError

    known = {rule.lower(): rule for rule in (*rule_names(), *detection_names())}
    numbers = {each.lower().partition("_")[0]: each for each in detection_names()}
    lower = name.lower()
    found = known.get(lower) or known.get("ps" + lower) or numbers.get(lower)
    if found is None:
        near = get_close_matches(lower if lower.startswith("ps") else "ps" + lower, known, 1)
        raise CannotRunError(f"There is no rule {name}." + (f" Did you mean {known[near[0]]}?" if near else ""))
    return found


def _rule_as_json(rule: LoadedRule) -> dict[str, object]:
    metadata = rule.metadata
    return {
        "name": rule.name, "caption": rule.caption, "severity": metadata.severity, "enabled": metadata.enabled,
        "corrections": metadata.fixes, "options": dict(metadata.options),
    }


def _detection_as_json(detection: LoadedDetection) -> dict[str, object]:
    """A detection runs where `--security` is given, and has no options."""
    metadata = detection.metadata
    return {
        "name": detection.name, "caption": detection.caption, "severity": metadata.severity, "enabled": False, "corrections": False, "options": {},
        "attack": metadata.attack, "cwe": metadata.cwe, "remedy": metadata.remedy, "safe": metadata.safe,
    }
