"""`psscript token`: personal tokens, for scripts and CI."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from workers.options import Subparsers, add_data, add_json, new_parser, positive

if TYPE_CHECKING:
    from pipeline.accounts import PersonalToken

EXAMPLES = """\
  psscript token create --user ann --name laptop
  psscript token create --user nightly --name build --scope read --days 90 --json | jq -r .token
  psscript token list --user ann
  psscript token revoke --user ann 3
"""


def add_parser(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = new_parser(subparsers, "token", "Personal tokens: what a program signs in with instead of a password.", EXAMPLES)
    actions = parser.add_subparsers(dest="action", metavar="create|list|revoke", required=True)
    create = actions.add_parser("create", help="make a token; it is shown once")
    create.add_argument("--name", metavar="LABEL", required=True, help="what the token is for")
    create.add_argument("--scope", action="append", choices=["read", "write", "admin"], help="may repeat (default: read and write)")
    create.add_argument("--days", type=positive, metavar="N", help="the token expires after so many days (default: never)")
    listing = actions.add_parser("list", help="show the tokens of a user")
    revoke = actions.add_parser("revoke", help="make a token worthless")
    revoke.add_argument("id", type=int, metavar="ID", help="the number that `psscript token list` shows")
    for each in (create, listing, revoke):
        each.add_argument("--user", metavar="NAME", required=True)
        add_data(each)
        add_json(each, "the token, or a list of what is known of them")


def run(args: argparse.Namespace) -> int:
    from pipeline.accounts import create_token, find_user, list_tokens, revoke_token
    from pipeline.accounts.tokens import DEFAULT_SCOPES
    from workers.library import reachable

    with reachable(args, f"psscript token {args.action}") as library:
        user = find_user(library.engine, args.user)
        if args.action == "create":
            secret, token = create_token(library.engine, user.id, args.name, args.scope or DEFAULT_SCOPES, _expiry(args.days))
            print(
                json.dumps({"token": secret} | _as_json(token))
                if args.json
                else f"{secret}\nIt is shown once; keep it where only its program reads it."
            )
        elif args.action == "list":
            _list(list_tokens(library.engine, user.id), as_json=args.json)
        else:
            revoke_token(library.engine, user.id, args.id)
            print(json.dumps({"revoked": args.id}) if args.json else f"Token {args.id} of {user.username} is revoked.")
    return 0


def _expiry(days: int | None) -> datetime | None:
    """UTC without a zone, as the database keeps times."""
    return datetime.now(UTC).replace(tzinfo=None) + timedelta(days=days) if days is not None else None


def _list(tokens: list[PersonalToken], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps([_as_json(token) for token in tokens]))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table("id", "name", "scopes", "made (UTC)", "last used (UTC)", "expires (UTC)", box=None)
    for token in tokens:
        times = (token.created_at, token.last_used_at, token.expires_at)
        shown = [time.strftime("%Y-%m-%d %H:%M") if time else "never" for time in times]
        table.add_row(str(token.id), token.name, " ".join(token.scopes), *shown)
    Console().print(table)


def _as_json(token: PersonalToken) -> dict[str, Any]:
    return {
        "id": token.id,
        "name": token.name,
        "scopes": list(token.scopes),
        "expiresAt": _iso(token.expires_at),
        "lastUsedAt": _iso(token.last_used_at),
        "createdAt": _iso(token.created_at),
    }


def _iso(time: datetime | None) -> str | None:
    return f"{time.isoformat()}Z" if time else None
