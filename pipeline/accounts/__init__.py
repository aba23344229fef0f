"""Who may call: accounts, their passwords, sign-ins and tokens."""

from pipeline.accounts.account import Account, Role
from pipeline.accounts.tokens import PersonalToken, Scope, create_token, list_tokens, revoke_token
from pipeline.accounts.users import PasswordRule, change_password, create_user, find_user, list_users

__all__ = [
    "Account",
    "PasswordRule",
    "PersonalToken",
    "Role",
    "Scope",
    "change_password",
    "create_token",
    "create_user",
    "find_user",
    "list_tokens",
    "list_users",
    "revoke_token",
]
