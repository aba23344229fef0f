"""`psscript rule`: which rules there are, and the page of one."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from workers.options import Subparsers, add_json, new_parser

if TYPE_CHECKING:
    from pipeline.analysis.rule import LoadedRule

EXAMPLES = """\
  psscript rule                            all rules, one a line
  psscript rule PSAvoidUsingWriteHost      why, examples, options, how to suppress it
  psscript rule --json                     names, severities and options for a program
"""


def add_parser(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = new_parser(subparsers, "rule", "The rules of `psscript analyze`.", EXAMPLES)
    parser.add_argument("name", nargs="?", metavar="NAME", help="a rule, with or without PS before it, in any case")
    add_json(parser, "the rules with severity, options and whether they run by default")


def run(args: argparse.Namespace) -> int:
    from pipeline.analysis.catalog import load_rule, load_rules, page

    chosen: list[LoadedRule] = [load_rule(_proper(args.name))] if args.name else load_rules()
    if args.json:
        print(json.dumps([_as_json(rule) for rule in chosen], indent=1))
    elif args.name:
        print(page(chosen[0].name).rstrip())
    else:
        for rule in chosen:
            state = "on " if rule.metadata.enabled else "off"
            print(f"{rule.name:<50}{rule.metadata.severity:<13}{state}  {rule.caption}")
    return 0


def _proper(name: str) -> str:
    from difflib import get_close_matches

    from pipeline.analysis.catalog import rule_names
    from workers.errors import CannotRunError

    known = {rule.lower(): rule for rule in rule_names()}
    lower = name.lower()
    found = known.get(lower) or known.get("ps" + lower)
    if found is None:
        near = get_close_matches(lower if lower.startswith("ps") else "ps" + lower, known, 1)
        raise CannotRunError(f"There is no rule {name}." + (f" Did you mean {known[near[0]]}?" if near else ""))
    return found


def _as_json(rule: LoadedRule) -> dict[str, object]:
    metadata = rule.metadata
    return {
        "name": rule.name, "caption": rule.caption, "severity": metadata.severity, "enabled": metadata.enabled,
        "corrections": metadata.fixes, "options": dict(metadata.options),
    }
