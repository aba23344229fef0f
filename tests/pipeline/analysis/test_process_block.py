"""A process block that something stands beside is a parse error, found by the rule about aliases."""

from __future__ import annotations

from pipeline.analysis.catalog import load_rule
from pipeline.analysis.context import Context
from pipeline.analysis.engine import analyze
from pipeline.analysis.finding import PARSE_ERROR
from pipeline.analysis.rule import Chosen
from pipeline.powershell.script import parse


def test_a_process_block_beside_a_statement_is_a_parse_error() -> None:
    rule = load_rule("PSAvoidUsingCmdletAliases")
    report = analyze(Context(parse("function f { 'x'; process { $_ } }")), [Chosen(rule, rule.metadata.options)])
    assert [(f.rule, f.severity, f.start, f.end, f.suppression_id) for f in report.findings] == [
        ("InvalidSyntaxAroundProcessBlock", PARSE_ERROR, 18, 25, "process"),
    ]
    assert not report.findings[0].corrections


def test_a_real_process_block_is_none() -> None:
    rule = load_rule("PSAvoidUsingCmdletAliases")
    assert not analyze(Context(parse("function f { process { $_ } }")), [Chosen(rule, rule.metadata.options)]).findings
