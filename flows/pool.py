"""The work pool of the deployments on a Prefect server, and the runs that wait or stand in it."""

import asyncio
from collections import defaultdict
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from prefect.client.schemas.objects import FlowRun

POOL = "hankevarasto"
OURS = {"name": {"any_": [POOL]}}
DUE_FOR = timedelta(minutes=1)  # a run due for less may be about to begin
PATIENCE_SECONDS = 90
HELSINKI = ZoneInfo("Europe/Helsinki")


def ask_server(question: Coroutine[Any, Any, Any]) -> Any:
    """The answer of the server of PREFECT_API_URL to one of the questions below."""
    return asyncio.run(question)


async def prepare_pool() -> None:
    """Make the work pool where there is none, and let it run one flow at a time."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.actions import WorkPoolCreate, WorkPoolUpdate
    from prefect.exceptions import ObjectAlreadyExists
    from prefect.workers.process import ProcessWorker

    template = ProcessWorker.get_default_base_job_template()
    async with get_client() as client:
        try:
            await client.create_work_pool(
                WorkPoolCreate(
                    name=POOL, type="process", base_job_template=template, concurrency_limit=1
                )
            )
        except ObjectAlreadyExists:
            await client.update_work_pool(POOL, WorkPoolUpdate(concurrency_limit=1))


async def pool_runs(client: Any, states: list[str], **filters: Any) -> "list[FlowRun]":
    """Runs of the pool in the named types of state, the earliest due first."""
    from prefect.client.schemas.filters import FlowRunFilter, WorkPoolFilter
    from prefect.client.schemas.sorting import FlowRunSort

    found: list[FlowRun] = await client.read_flow_runs(
        flow_run_filter=FlowRunFilter.model_validate(
            {"state": {"type": {"any_": states}}} | filters
        ),
        work_pool_filter=WorkPoolFilter.model_validate(OURS),
        sort=FlowRunSort.NEXT_SCHEDULED_START_TIME_ASC,
    )
    return found


async def bury_dead_runs() -> int:
    """Mark as crashed what stands as running though its worker is gone; how many they were.

    Only for the one whose workers alone work on the pool, and who has none at the moment: a
    dead run would hold the pool's only place for ever.
    """
    from prefect.client.orchestration import get_client
    from prefect.states import Crashed

    words = "Stopped with the worker that ran it. What it received is kept; run it again."
    async with get_client() as client:
        dead = await pool_runs(client, ["PENDING", "RUNNING", "CANCELLING"])
        for run in dead:
            await client.set_flow_run_state(run.id, Crashed(message=words), force=True)
    return len(dead)


async def skip_missed_runs() -> int:
    """Of scheduled runs that are overdue leave each deployment the latest; how many were skipped.

    A machine that slept for ten nights then catches up with one run, not ten.
    """
    from prefect.client.orchestration import get_client
    from prefect.states import Cancelled

    words = "Skipped: it was missed, and a later run of the same deployment is due as well."
    overdue: dict[Any, list[FlowRun]] = defaultdict(list)
    async with get_client() as client:
        before = datetime.now(UTC) - DUE_FOR
        due = {"before_": before}
        for run in await pool_runs(client, ["SCHEDULED"], next_scheduled_start_time=due):
            if run.auto_scheduled:
                overdue[run.deployment_id].append(run)
        missed = [run for runs in overdue.values() for run in runs[:-1]]
        for run in missed:
            await client.set_flow_run_state(run.id, Cancelled(message=words), force=True)
    return len(missed)


async def next_runs() -> list[tuple[str, datetime | None, str]]:
    """Names of the pool's deployments with the time, in Helsinki's, of their next planned run.

    None without one, and in words why. Waits for the server to plan runs of new deployments.
    """
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import WorkPoolFilter

    async with get_client() as client:
        deployments = await client.read_deployments(
            work_pool_filter=WorkPoolFilter.model_validate(OURS)
        )
        scheduled = {d.id for d in deployments if any(s.active for s in d.schedules)}
        for _ in range(PATIENCE_SECONDS):
            after = {"after_": datetime.now(UTC)}
            planned = await pool_runs(client, ["SCHEDULED"], next_scheduled_start_time=after)
            times: dict[Any, datetime] = {}
            for run in planned:
                if run.auto_scheduled and run.next_scheduled_start_time:
                    times.setdefault(run.deployment_id, run.next_scheduled_start_time)
            if scheduled <= times.keys():
                break
            await asyncio.sleep(1)
    return [
        (
            str(d.name),
            times[d.id].astimezone(HELSINKI) if d.id in times else None,
            "being planned" if d.id in scheduled else "on demand",
        )
        for d in deployments
    ]
