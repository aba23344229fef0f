"""Is it alive, and can it work."""

from web.call import Call
from web.endpoint import ANYONE, Noun
from web.schemas.health import Alive

noun = Noun("health", "/health")


@noun.get("/live", ANYONE, answers={200: Alive}, rate="none")
def live(_call: Call) -> Alive:
    """The process answers."""
    return Alive(status="ok")
