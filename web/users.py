"""Accounts, for those who run the library and for everybody's own."""

from pipeline.accounts import users
from pipeline.accounts.settings import get_settings, set_settings
from web.call import Answer, Call
from web.endpoint import ADMINS, SIGNED_IN, Noun
from web.errors import ForbiddenError, NotFoundError
from web.schemas.accounts import (
    DeleteUserQuery,
    ManagedUser,
    NewUser,
    ResetPassword,
    User,
    UserAnswer,
    UserChange,
    UserList,
    UserPaging,
    UserSettings,
)
from web.scripts import pages

noun = Noun("users", "/api/users")


@noun.get("", ADMINS, answers={200: UserList})
def list_users(call: Call, query: UserPaging) -> UserList:
    """All accounts."""
    number = query.page or 1
    offset = 0 if query.cursor else (number - 1) * query.limit
    found = users.list_users(call.engine, after=query.cursor or 0, limit=query.limit + 1, offset=offset)
    total = users.count_users(call.engine)
    shown = found[: query.limit]
    return UserList(
        users=[ManagedUser.model_validate(each) for each in shown],
        total=total,
        page=number,
        total_pages=pages(total, query.limit),
        next_cursor=str(shown[-1].id) if len(found) > query.limit else None,
    )


@noun.get("/<id:user_id>", SIGNED_IN, answers={200: UserAnswer})
def get_user(call: Call, user_id: int) -> UserAnswer:
    """One account: one's own, or for an administrator any."""
    own_or_admin(call, user_id)
    return UserAnswer(user=User.model_validate(users.get_user(call.engine, user_id)))


@noun.post("", ADMINS, answers={201: UserAnswer}, refusals=(409,), idempotent="yes")
def create_user(call: Call, body: NewUser) -> Answer:
    """Make an account."""
    account = users.create_user(call.engine, body.username, body.email, body.password, rule=call.stores.password_rule, role=body.role)
    return Answer(UserAnswer(user=User.model_validate(account)), 201, {"Location": f"/api/users/{account.id}"})


@noun.put("/<id:user_id>", SIGNED_IN, answers={200: UserAnswer}, refusals=(409,))
def update_user(call: Call, user_id: int, body: UserChange) -> UserAnswer:
    """Change an account; its role and its lock only as an administrator, and never one's own role."""
    own_or_admin(call, user_id)
    said = body.model_fields_set
    if {"role", "locked"} & said and not call.caller.is_admin:
        raise ForbiddenError("Roles and locks are for administrators.")
    if "role" in said and user_id == call.caller.user_id:
        raise ForbiddenError("Nobody changes their own role.")
    account = users.change_user(
        call.engine,
        user_id,
        username=body.username if "username" in said else None,
        email=body.email if "email" in said else None,
        role=body.role if "role" in said else None,
    )
    if "locked" in said:
        users.unlock_user(call.engine, user_id)
    if "username" in said:
        call.stores.cache.forget_everything()
    return UserAnswer(user=User.model_validate(account))


@noun.delete("/<id:user_id>", ADMINS, answers={204: None}, refusals=(409,))
def delete_user(call: Call, user_id: int, query: DeleteUserQuery) -> Answer:
    """Delete an account; say what becomes of its scripts."""
    if user_id == call.caller.user_id:
        raise ForbiddenError("Nobody deletes their own account.")
    users.delete_user(call.engine, user_id, transfer_to=query.transfer_to, cascade=query.cascade)
    call.stores.cache.forget_everything()
    return Answer(status=204)


@noun.post("/<id:user_id>/reset-password", SIGNED_IN, answers={204: None})
def reset_password(call: Call, user_id: int, body: ResetPassword) -> Answer:
    """Set another password, which ends every sign-in. Of one's own account it needs the old one."""
    own_or_admin(call, user_id)
    is_own = user_id == call.caller.user_id
    if is_own and body.current_password is None:
        raise ForbiddenError("Your own password is changed with the old one, `currentPassword`.")
    old = body.current_password if is_own else None
    users.change_password(call.engine, user_id, body.password, rule=call.stores.password_rule, old=old)
    return Answer(status=204)


@noun.get("/<id:user_id>/settings", SIGNED_IN, answers={200: UserSettings})
def get_user_settings(call: Call, user_id: int) -> UserSettings:
    """What a frontend remembers for a user."""
    own(call, user_id)
    return UserSettings(settings=get_settings(call.engine, user_id))


@noun.put("/<id:user_id>/settings", SIGNED_IN, answers={200: UserSettings})
def put_user_settings(call: Call, user_id: int, body: UserSettings) -> UserSettings:
    """Remember this instead."""
    own(call, user_id)
    set_settings(call.engine, user_id, body.settings)
    return body


def own(call: Call, user_id: int) -> None:
    if user_id != call.caller.user_id:
        raise NotFoundError


def own_or_admin(call: Call, user_id: int) -> None:
    """Others' accounts look like such that are not there."""
    if user_id != call.caller.user_id and not call.caller.is_admin:
        raise NotFoundError
