"""`psscript user`: accounts, made and mended by whoever works on the machine itself."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from workers.options import Subparsers, add_data, add_json, new_parser

if TYPE_CHECKING:
    from pipeline.accounts import Account
    from workers.library import OpenLibrary

EXAMPLES = """\
  psscript user create ann --email ann@example.com            asks for the password
  psscript user create root --admin --random                  makes a password and shows it once
  psscript user create nightly --password-stdin < /run/secrets/ci  for scripts
  psscript user reset ann --random                            a new password; ends her sign-ins and lifts a lock
  psscript user list
"""


def add_parser(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = new_parser(subparsers, "user", "Accounts: makes them, lists them, gives them a new password.", EXAMPLES)
    actions = parser.add_subparsers(dest="action", metavar="create|list|reset", required=True)
    create = actions.add_parser("create", help="make an account")
    create.add_argument("name", metavar="NAME")
    create.add_argument("--email", metavar="ADDRESS", help="default: NAME@localhost")
    create.add_argument("--admin", action="store_true", help="may do everything")
    _add_password(create)
    listing = actions.add_parser("list", help="show all accounts")
    reset = actions.add_parser("reset", help="give an account a new password, end its sign-ins, lift a lock")
    reset.add_argument("name", metavar="NAME", help="user name or e-mail address")
    _add_password(reset)
    for each in (create, listing, reset):
        add_data(each)
        add_json(each, "the account, or a list of them")


def _add_password(parser: argparse.ArgumentParser) -> None:
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--random", action="store_true", help="make a random password and show it once")
    source.add_argument("--password-stdin", action="store_true", help="read the password from standard input, up to the end of the line")


def run(args: argparse.Namespace) -> int:
    from workers.library import reachable
    from workers.password import given_password, random_password

    with reachable(args, f"psscript user {args.action}") as library:
        if args.action == "list":
            return _list(library, as_json=args.json)
        password = random_password() if args.random else given_password(from_stdin=args.password_stdin)
        account = _create(library, args, password) if args.action == "create" else _reset(library, args.name, password)
    _show(account, password if args.random else None, as_json=args.json)
    return 0


def _create(library: OpenLibrary, args: argparse.Namespace, password: str) -> Account:
    from pipeline.accounts import PasswordRule, create_user

    rule = PasswordRule.of(production=library.settings.production)
    email = args.email or f"{args.name}@localhost"
    return create_user(library.engine, args.name, email, password, rule=rule, role="admin" if args.admin else "user")


def _reset(library: OpenLibrary, name: str, password: str) -> Account:
    from pipeline.accounts import PasswordRule, change_password, find_user

    account = find_user(library.engine, name)
    change_password(library.engine, account.id, password, rule=PasswordRule.of(production=library.settings.production))
    return account


def _list(library: OpenLibrary, *, as_json: bool) -> int:
    from pipeline.accounts import list_users

    accounts = list_users(library.engine)
    if as_json:
        print(json.dumps([_as_json(account) for account in accounts]))
        return 0
    from rich.console import Console
    from rich.table import Table

    table = Table("id", "name", "e-mail", "role", "last sign-in (UTC)", box=None)
    for account in accounts:
        seen = account.last_login_at.strftime("%Y-%m-%d %H:%M") if account.last_login_at else "never"
        table.add_row(str(account.id), account.username, account.email, account.role, seen)
    Console().print(table)
    return 0


def _show(account: Account, password: str | None, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(_as_json(account) | ({"password": password} if password else {})))
        return
    print(f"{account.role} {account.username} <{account.email}>")
    if password:
        print(f"password: {password}   (shown once)")


def _as_json(account: Account) -> dict[str, object]:
    seen = account.last_login_at.isoformat() + "Z" if account.last_login_at else None
    return {"id": account.id, "username": account.username, "email": account.email, "role": account.role, "lastLoginAt": seen}
