"""A type is used that one of the profiled systems to be supported lacks. The profiles are not part of PSScript."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.rule import WARNING, Context, Hit, Options, Rule

RULE = Rule(WARNING, enabled=False, options={"TargetProfiles": (), "ProfileDirPath": "", "IgnoreTypes": ()})


def check(context: Context, options: Options) -> Iterator[Hit]:
    context.note("PSUseCompatibleTypes needs the compatibility profiles of PSScriptAnalyzer, which are not at hand: nothing was checked.")
    return iter(())
