"""As many cases as wanted: a few made by the service's own acts, and the rest copied from them by SQL."""

from collections.abc import Sequence
from uuid import uuid4

import asyncpg
from fastapi import FastAPI
from tests.decision.portal_visits import CASEY, decide, open_case

from contracts.ids import CaseId
from decision import commands
from decision.domain.decisions import Outcome
from decision.domain.stages import Stage
from plumbing.clock import utcnow

HELD_BY_ONE_PERSON = 20
DAYS_AGO = 30
OF_A_HUNDRED = {"exited": 85, "recovery": 6, "pending": 4, "to_conclude": 4, "review": 1}

# A page's speed depends on how many cases stand in its queue, and on all those that do not.
# Cases that are over come without clocks and history, which no page measured here reads of them.
MADE = """
CREATE TEMPORARY TABLE made AS SELECT
    gen_random_uuid() AS id, gen_random_uuid() AS referral_id, n,
    CASE WHEN n <= $3 THEN $4::uuid ELSE ($2::uuid[])[1 + n % 100] END AS model,
    n > $3 AND n % 100 < $5 AS is_over
FROM generate_series(1, $1::int) AS n
"""
COPIES = (
    """
    INSERT INTO case_file SELECT copy.* FROM made JOIN case_file ON case_file.id = made.model,
    LATERAL jsonb_populate_record(case_file, jsonb_build_object(
        'id', made.id, 'referral_id', made.referral_id, 'reference', 'NRM-' || lpad(made.n::text, 8, '0'),
        'organisation_id', 'organisation-' || made.n % 150,
        'received_on', case_file.received_on - made.n % 1000, 'queue_on', case_file.queue_on - made.n % 60,
        'due_on', case_file.due_on - made.n % 60, 'ends_on', case_file.ends_on + made.n % 60,
        'priority', CASE WHEN case_file.priority < 6 THEN 1 + made.n % 6 ELSE 6 END)) AS copy
    """,
    """
    INSERT INTO clock SELECT copy.* FROM made JOIN clock ON clock.case_id = made.model,
    LATERAL jsonb_populate_record(clock, jsonb_build_object(
        'id', gen_random_uuid(), 'case_id', made.id, 'referral_id', made.referral_id)) AS copy
    WHERE NOT made.is_over
    """,
    """
    INSERT INTO decision SELECT copy.* FROM made JOIN decision ON decision.case_id = made.model,
    LATERAL jsonb_populate_record(decision, jsonb_build_object(
        'id', gen_random_uuid(), 'case_id', made.id)) AS copy
    """,
    """
    INSERT INTO case_history (case_id, case_version, at, actor, name, fact)
    SELECT made.id, case_version, at, actor, name, fact
    FROM made JOIN case_history ON case_history.case_id = made.model WHERE NOT made.is_over
    """,
)


async def fill(app: FastAPI, owner_url: str, cases: int) -> None:
    models = await _models(app)
    picks = [models[name] for name, number in OF_A_HUNDRED.items() for _ in range(number)]
    connection = await asyncpg.connect(owner_url.replace("+asyncpg", ""))
    try:
        await connection.execute(
            MADE, cases, picks, HELD_BY_ONE_PERSON, models["mine"], OF_A_HUNDRED["exited"], timeout=None
        )
        for statement in COPIES:
            await connection.execute(statement, timeout=None)
        await connection.execute("VACUUM ANALYZE", timeout=None)
    finally:
        await connection.close()


async def _models(app: FastAPI) -> dict[str, CaseId]:
    names = ("pending", "mine", "review", "recovery", "to_conclude", "exited")
    models = {
        name: await open_case(app, days_ago=DAYS_AGO, reference=f"MODEL-{uuid4().hex}") for name in names
    }
    async with app.state.open_work() as uow:
        await commands.take_case(uow, models["mine"], seen=1, by=CASEY.user_id, at=utcnow())
    await decide(app, models["review"], Outcome.NEGATIVE)
    for name in ("recovery", "to_conclude", "exited"):
        await decide(app, models[name], Outcome.POSITIVE)
    await _move(app, models, to_conclude=Stage.CONCLUSIVE_GROUNDS_PENDING, exited=Stage.EXITED)
    return models


async def _move(app: FastAPI, models: dict[str, CaseId], **stages: Stage) -> None:
    """Far on, without the months and acts in between."""
    for name, stage in stages.items():
        async with app.state.open_work() as uow:
            case = await uow.cases.get(models[name])
            case.stage = stage
            over: Sequence[object] = case.end_every_clock(on=utcnow().date(), cause="case_closed.exited")
            assert over
            await uow.record(case, [], by=None, at=utcnow())
