"""Credentials are sent in the clear."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.arguments import parameters_named
from pipeline.analysis.rule import WARNING, Context, Hit, Options, Rule

RULE = Rule(WARNING)


def check(context: Context, options: Options) -> Iterator[Hit]:
    for command, _ in parameters_named(context, "allowunencryptedauthentication"):
        yield Hit(command, "Credentials may go over the wire without encryption, where anybody can read them.", command.command_name() or "")
