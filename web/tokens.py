"""Personal tokens, for scripts and CI."""

from datetime import UTC, datetime

from pipeline.accounts import create_token, list_tokens, revoke_token
from web.call import Answer, Call
from web.endpoint import SIGNED_IN, Noun
from web.errors import ForbiddenError, InvalidError
from web.schemas.accounts import CreatedToken, NewToken, Token, Tokens

noun = Noun("tokens", "/api/auth/tokens")


@noun.get("", SIGNED_IN, answers={200: Tokens})
def list_personal_tokens(call: Call) -> Tokens:
    """One's own tokens, without the tokens themselves."""
    found = list_tokens(call.engine, call.caller.id)
    return Tokens(tokens=[Token.model_validate(each) for each in found], total=len(found), page=1, total_pages=1, next_cursor=None)


@noun.post("", SIGNED_IN, answers={201: CreatedToken})
def create_personal_token(call: Call, body: NewToken) -> Answer:
    """A new token, shown this once."""
    if body.expires_at is not None and body.expires_at <= datetime.now(UTC).replace(tzinfo=None):
        raise InvalidError("expiresAt: lies in the past.")
    if beyond := set(body.scopes) - call.caller.scopes:
        raise ForbiddenError(f"A token gives no scope that its maker lacks: {', '.join(sorted(beyond))}.")
    if "admin" in body.scopes and not call.caller.is_admin:
        raise ForbiddenError("The scope `admin` is for administrators.")
    secret, token = create_token(call.engine, call.caller.id, body.name, body.scopes, body.expires_at)
    return Answer(CreatedToken(**Token.model_validate(token).model_dump(), token=secret), 201)


@noun.delete("/<id:token_id>", SIGNED_IN, answers={204: None})
def revoke_personal_token(call: Call, token_id: int) -> Answer:
    """Make a token invalid, at once."""
    revoke_token(call.engine, call.caller.id, token_id)
    return Answer(status=204)
