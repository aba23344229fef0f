"""Signing in and out."""

from pipeline.accounts import registering, sessions, users
from pipeline.accounts.sessions import Session
from pipeline.accounts.signing_in import check_password
from web.call import Answer, Call
from web.endpoint import ANYONE, SIGNED_IN, Noun
from web.errors import InvalidError
from web.schemas.accounts import OwnAccount, Refresh, Registration, SessionAnswer, SignIn, User, UserAnswer

noun = Noun("auth", "/api/auth")


@noun.post("/login", ANYONE, answers={200: SessionAnswer}, refusals=(401, 423), rate="sign_in")
def login(call: Call, body: SignIn) -> SessionAnswer:
    """Sign in with a password."""
    name = body.email or body.username
    if not name:
        raise InvalidError("Say who you are with `email` or `username`.")
    account = check_password(call.engine, name, body.password)
    return _answer(sessions.begin(call.engine, call.stores.keys, call.stores.lifetimes, account))


@noun.post("/register", ANYONE, answers={201: SessionAnswer}, refusals=(403, 409), rate="register")
def register(call: Call, body: Registration) -> Answer:
    """Make an account for oneself, where that is allowed."""
    account = registering.register(
        call.engine,
        body.username,
        body.email,
        body.password,
        mode=call.settings.registration,
        listens_on=call.settings.bind,
        invitation=body.invitation,
        rule=call.stores.password_rule,
    )
    return Answer(_answer(sessions.begin(call.engine, call.stores.keys, call.stores.lifetimes, account)), 201)


@noun.post("/refresh", ANYONE, answers={200: SessionAnswer}, refusals=(401,), rate="sign_in")
def refresh(call: Call, body: Refresh) -> SessionAnswer:
    """Exchange a refresh token for the next pair of tokens."""
    return _answer(sessions.refresh(call.engine, call.stores.keys, call.stores.lifetimes, body.refresh_token))


@noun.get("/me", SIGNED_IN, answers={200: UserAnswer})
def me(call: Call) -> UserAnswer:
    """Who is signed in."""
    return UserAnswer(user=User.model_validate(users.get_user(call.engine, call.caller.id)))


@noun.put("/user", SIGNED_IN, answers={200: UserAnswer}, refusals=(409,))
def update_own_account(call: Call, body: OwnAccount) -> UserAnswer:
    """Change one's own names or password; another password ends every sign-in."""
    said = body.model_fields_set
    account = users.change_user(
        call.engine,
        call.caller.id,
        username=body.username if "username" in said else None,
        email=body.email if "email" in said else None,
    )
    if "username" in said:
        call.stores.cache.forget_everything()
    if "password" in said:
        old = body.current_password or ""
        users.change_password(call.engine, call.caller.id, body.password, rule=call.stores.password_rule, old=old)
    return UserAnswer(user=User.model_validate(account))


@noun.post("/logout", SIGNED_IN, answers={204: None})
def logout(call: Call) -> Answer:
    """End this sign-in: its tokens are valid no more."""
    if call.caller.session:
        sessions.end(call.engine, call.caller.id, call.caller.session)
    return Answer(status=204)


def _answer(session: Session) -> SessionAnswer:
    return SessionAnswer(token=session.token, refresh_token=session.refresh_token, user=User.model_validate(session.account))
