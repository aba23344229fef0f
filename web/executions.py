"""Runs of scripts: clients report them; running here is for an operator to allow."""

from typing import Any

from pipeline import executing
from pipeline.library import executions
from web.call import Answer, Call
from web.endpoint import SIGNED_IN, Noun
from web.errors import RequestError
from web.schemas.executions import Execute, NewRun, Ordered, Reported, Run, RunInFull, Runs
from web.schemas.scripts import NamedUser, VersionPaging
from web.scripts import pages

noun = Noun("executions", "/api/scripts")


class ExecutionDisabledError(RequestError):
    """Scripts are not run here. This is the command line to run it yourself."""

    code = "execution_disabled"
    status = 409


@noun.post("/<id:script_id>/executions", SIGNED_IN, answers={201: Reported}, idempotent="yes")
def report_execution(call: Call, script_id: int, body: NewRun) -> Answer:
    """Report a run."""
    run_id = executions.report_run(
        call.engine,
        call.viewer,
        script_id,
        status=body.status,
        execution_time=body.execution_time,
        parameters=body.parameters,
        error=body.error_message,
    )
    call.stores.cache.forget_scripts([script_id])
    return Answer(Reported(id=run_id), 201)


@noun.get("/<id:script_id>/execution-history", SIGNED_IN, answers={200: Runs})
def get_execution_history(call: Call, script_id: int, query: VersionPaging) -> Runs:
    """The runs of one's own script, the newest first."""
    number = query.page or 1
    offset = 0 if query.cursor else (number - 1) * query.limit
    found, total = executions.list_runs(call.engine, call.viewer, script_id, before=query.cursor, limit=query.limit + 1, offset=offset)
    shown = found[: query.limit]
    return Runs(
        executions=[run_of(each) for each in shown],
        total=total,
        page=number,
        total_pages=pages(total, query.limit),
        next_cursor=str(shown[-1].id) if len(found) > query.limit else None,
    )


@noun.get("/<id:script_id>/executions/<id:execution_id>", SIGNED_IN, answers={200: RunInFull})
def get_execution(call: Call, script_id: int, execution_id: int) -> RunInFull:
    """One run of one's own script, with what it wrote."""
    found = executions.get_run(call.engine, call.viewer, script_id, execution_id)
    return RunInFull(**_fields(found), output=found.output, output_truncated=found.output_truncated)


@noun.post("/<id:script_id>/execute", SIGNED_IN, answers={202: Ordered}, refusals=(409,), body_optional=True, idempotent="yes")
def execute_script(call: Call, script_id: int, body: Execute) -> Answer:
    """Run a script in a sandbox, where that is allowed; else the command line that runs it."""
    if not call.settings.execute_scripts:
        raise ExecutionDisabledError(command=executions.command_line(call.engine, call.viewer, script_id, body.parameters))
    try:
        run_id, version = executing.order(call.engine, call.viewer, script_id, body.parameters)
    except executing.CannotRunScriptsError as error:
        error.details["command"] = executions.command_line(call.engine, call.viewer, script_id, body.parameters)
        raise
    call.stores.queues.push_runs([run_id])
    where = f"/api/scripts/{script_id}/executions/{run_id}"
    return Answer(Ordered(id=run_id, script_id=script_id, version=version, status_url=where), 202, {"Location": where})


def run_of(found: executions.Run) -> Run:
    return Run(**_fields(found))


def _fields(found: executions.Run) -> dict[str, Any]:
    user = NamedUser(id=found.user_id, username=found.username or "") if found.user_id is not None else None
    return {
        "id": found.id,
        "script_id": found.script_id,
        "user": user,
        "status": found.status,
        "execution_time": found.execution_time,
        "parameters": found.parameters,
        "error_message": found.error_message,
        "ip_address": found.ip_address,
        "created_at": found.created_at,
        "version": found.version,
        "exit_code": found.exit_code,
        "reason": found.reason,
        "started_at": found.started_at,
        "ended_at": found.ended_at,
    }
