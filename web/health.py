"""Is it alive, and can it work."""

from importlib.metadata import version

from pipeline.readiness import readiness
from web.call import Call
from web.endpoint import ANYONE, Noun
from web.schemas.health import Alive, Ready

noun = Noun("health", "/health")


@noun.get("/live", ANYONE, answers={200: Alive}, rate="none")
def live(_call: Call) -> Alive:
    """The process answers."""
    return Alive(status="ok")


@noun.get("/ready", ANYONE, answers={200: Ready}, rate="none")
def ready(call: Call) -> Ready:
    """It can take work and answer questions; `degraded` names what it does without for now."""
    found = readiness(call.engine, call.stores.queues)
    return Ready(
        status="degraded" if found.degraded else "ok",
        degraded=list(found.degraded),
        version=version("psscript") if call.caller.is_admin else None,
    )
