"""A manifest says no ModuleVersion."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipeline.analysis.manifest import manifest_of
from pipeline.analysis.rule import WARNING, Context, Edit, Hit, Options, Rule

RULE = Rule(WARNING, fixes=True)

_FIELD: Final = "\n# Version number of this module.\nModuleVersion = '1.0.0.0'\n"


def check(context: Context, options: Options) -> Iterator[Hit]:
    manifest = context.shared(manifest_of)
    if manifest is None or "moduleversion" in manifest.fields:
        return
    end = manifest.table.key_value_pairs[-1][1].end
    edit = Edit(end, end, _FIELD, "Add a ModuleVersion")
    yield Hit(manifest.table, "A manifest without a ModuleVersion is not valid: the module cannot be loaded by it.", edits=(edit,))
