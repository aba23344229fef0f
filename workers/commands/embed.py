"""`psscript embed`: the model whose vectors answer searches, and how to get to another."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from workers.options import Subparsers, add_data, add_json, new_parser

if TYPE_CHECKING:
    from workers.library import OpenLibrary

EXAMPLES = """\
  psscript embed status                   which model answers searches, and how far another is
  psscript embed switch minilm            re-embed everything in the background, then search with it
  psscript embed switch openai:nomic      the same with a service (EMBEDDING_URL, EMBEDDING_KEY) and its model
  psscript embed switch hashed            back to the default; a switch under way is called off
  psscript embed index                    build the indexes that a library of this size is worth, now
"""


def add_parser(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    description = (
        "What turns scripts into vectors. While a library runs, its sweeper carries a switch out: scripts are found by the old model until the new "
        "one is complete. It builds indexes too."
    )
    parser = new_parser(subparsers, "embed", description, EXAMPLES)
    actions = parser.add_subparsers(dest="action", metavar="status|switch|index", required=True)
    status = actions.add_parser("status", help="models, how complete they are, why scripts have no vector, indexes")
    add_json(status, "models, wanted, trouble, indexes")
    switch = actions.add_parser("switch", help="have another model answer searches, as soon as it is complete")
    switch.add_argument("model", metavar="MODEL", help="hashed, minilm, openai, or openai:NAME with the service's name of the model")
    add_json(switch, "wanted, model")
    add_json(actions.add_parser("index", help="build or drop vector indexes as the size of the library asks for"), "dropped, built, done")
    for action in actions.choices.values():
        add_data(action)


def run(args: argparse.Namespace) -> int:
    from workers.library import reachable

    with reachable(args, f"psscript embed {args.action}") as library:
        if args.action == "status":
            return _status(library, as_json=args.json)
        if args.action == "switch":
            return _switch(library, args.model, as_json=args.json)
        return _index(library, as_json=args.json)


def _status(library: OpenLibrary, *, as_json: bool) -> int:
    from pipeline.embedding.standing import standing

    found = standing(library.engine, library.settings)
    if as_json:
        print(json.dumps(found))
        return 0
    for model in found["models"]:
        print(_of_model(model))
    if found["trouble"]:
        print(f"Wanted is {found['wanted']}, which cannot be used: {found['trouble']['message']}")
    for index in found["indexes"]:
        print(f"Index {index['name']}: {index['bytes'] / 2**20:,.0f} MiB{'' if index['valid'] else ', not finished'}")
    if not found["models"]:
        print(f"No script has a vector yet; the first will be of {found['wanted']}.")
    return 0


def _of_model(model: dict[str, Any]) -> str:
    role = "answers searches" if model["state"] == "active" else "takes its place when it is complete"
    share = 100 * (model["scripts"] - model["lacking"]) / model["scripts"] if model["scripts"] else 100.0
    figures = f"{model['vectors']:,} of {model['scripts']:,} scripts have its vector; {share:.1f} % done, {model['lacking']:,} to go"
    lines = [f"{model['id']} {role}: {figures}"]
    if model["state"] == "active" and model["beside"]:
        lines.append(f"    {model['beside']:,} vectors are still to be moved; searches find them where they are")
    lines += [f"    {reason['scripts']:,} without: {reason['code']}: {reason['message']}" for reason in model["reasons"]]
    return "\n".join(lines)


def _switch(library: OpenLibrary, wanted: str, *, as_json: bool) -> int:
    from pipeline.embedding.choosing import choose

    model = choose(library.engine, library.settings, wanted)
    if as_json:
        print(json.dumps({"wanted": wanted, "model": model.id}))
    else:
        print(f"Wanted is {model.id} now. While the library runs, its vectors are made in the background: psscript embed status")
    return 0


def _index(library: OpenLibrary, *, as_json: bool) -> int:
    from pipeline.search.vector_index import keep_indexes, plan

    chosen = plan(library.engine)
    done = keep_indexes(library.settings.dsn or "", chosen)
    if as_json:
        print(json.dumps({"dropped": chosen.drop, "built": chosen.build, "done": done}))
    elif not done:
        print("Another process is building indexes.")
    else:
        print(f"Dropped: {', '.join(chosen.drop) or 'none'}. Built: {', '.join(chosen.build) or 'none'}.")
    return 0 if done else 1
