"""A resource of Desired State Configuration comes without examples."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.dsc import classes_of, files_named, schema_of
from pipeline.analysis.rule import INFORMATION, Context, Hit, Options, Rule

RULE = Rule(INFORMATION, needs_neighbours=True)


def check(context: Context, options: Options) -> Iterator[Hit]:
    schema, classes = context.shared(schema_of), context.shared(classes_of)
    if context.path is None or not (schema or classes):
        return
    folder = context.path.absolute().parent
    if schema and not files_named(folder.parent.parent / "Examples", context.path.stem):
        yield Hit(context.root, f"No file in the folder Examples of the module shows how to use the resource {context.path.stem}.")
    for definition in classes:
        if not files_named(folder / "Examples", definition.name):
            yield Hit(definition, f"No file in the folder Examples beside this one shows how to use the resource {definition.name}.")
