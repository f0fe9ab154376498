"""Cases to conclude on the portal, decided some days ago, as the real clock of the portal counts."""

from datetime import timedelta
from uuid import UUID

import httpx
from fastapi import FastAPI
from tests.decision.asking_visits import say_why_nobody_is_asked
from tests.decision.builders import a_ruling, noon
from tests.decision.conclusive_builders import a_conclusive_review, a_conclusive_ruling
from tests.decision.portal_visits import CASEY, REMY, Seen, open_case, see, send

from contracts.ids import CaseId
from decision import commands, concluding
from decision.domain.case import Case
from decision.domain.decisions import DecisionState, Relied, Source
from decision.domain.definition import Head
from plumbing.clock import utcnow
from plumbing.directory import DirectoryEntry

TRAFFICKING_FOUND = {
    "trafficking_action": "found",
    "trafficking_means": "not_needed",
    "trafficking_purpose": "found",
}
NOTHING_FOUND = {
    "trafficking_action": "not_found",
    "trafficking_means": "found",
    "trafficking_purpose": "not_found",
    "slavery_means": "not_found",
    "slavery_service": "not_found",
}


def page_of(case_id: CaseId, step: str) -> str:
    return f"/cases/{case_id}/conclusive-grounds/{step}"


async def the_case(app: FastAPI, case_id: CaseId) -> Case:
    async with app.state.open_work() as uow:
        case: Case = await uow.cases.get(case_id)
        return case


async def recovering(
    app: FastAPI, *, days_ago: int = 0, is_swept: bool = True, by: DirectoryEntry = CASEY
) -> CaseId:
    """Reasonable grounds were positive so many days ago."""
    case_id = await open_case(app, days_ago=days_ago)
    at = utcnow() - timedelta(days=days_ago)
    async with app.state.open_work() as uow:
        await commands.decide_reasonable_grounds(uow, case_id, a_ruling(by=by.user_id, at=at), seen=1)
    if is_swept:
        await sweep(app)
    return case_id


async def pending(app: FastAPI) -> CaseId:
    return await recovering(app, days_ago=40)


async def sweep(app: FastAPI) -> None:
    async with app.state.open_work() as uow:
        await commands.sweep_clocks(uow, at=utcnow())


async def conclude(
    app: FastAPI,
    case_id: CaseId,
    head: Head | None = Head.TRAFFICKING,
    *,
    days_ago: int = 0,
    by: DirectoryEntry = CASEY,
) -> DecisionState:
    case = await the_case(app, case_id)
    ruling = a_conclusive_ruling(
        head,
        by=by.user_id,
        at=utcnow() - timedelta(days=days_ago),
        reasons="MARKER of the author's reasons.",
        relied_on=(Relied(Source.REFERRAL, UUID(str(case.referral_id))),),
    )
    async with app.state.open_work() as uow:
        return await concluding.decide_conclusive_grounds(uow, case_id, ruling, seen=case.version)


async def before_a_panel(app: FastAPI) -> CaseId:
    """Written and agreed in December 2019, when panels sat."""
    case_id = await open_case(app, received_at=noon("2019-10-01"))
    async with app.state.open_work() as uow:
        ruling = a_ruling(by=CASEY.user_id, at=noon("2019-10-01"))
        await commands.decide_reasonable_grounds(uow, case_id, ruling, seen=1)
    case = await the_case(app, case_id)
    relied_on = (Relied(Source.REFERRAL, UUID(str(case.referral_id))),)
    negative = a_conclusive_ruling(
        None, by=CASEY.user_id, at=noon("2019-12-16"), relied_on=relied_on, reasons="MARKER of the author."
    )
    async with app.state.open_work() as uow:
        await concluding.decide_conclusive_grounds(uow, case_id, negative, seen=case.version)
    async with app.state.open_work() as uow:
        review = a_conclusive_review(by=REMY.user_id, at=noon("2019-12-17"), reasons="")
        seen = (await uow.cases.get(case_id)).version
        await concluding.review_conclusive_grounds(uow, case_id, review, seen=seen)
    return case_id


async def write(client: httpx.AsyncClient, case_id: CaseId, outcome: str, findings: dict[str, str]) -> Seen:
    """To the check page, relying on the referral."""
    await send(client, page_of(case_id, "outcome"), outcome=outcome)
    await send(client, page_of(case_id, "findings"), **findings)
    reasons = await see(client, page_of(case_id, "reasons"))
    first = reasons.soup.select_one("input[name=relied_on]")
    assert first is not None
    relied_on = str(first["value"])
    await send(client, page_of(case_id, "reasons"), relied_on=relied_on, reasons="My MARKER reasons")
    if outcome == "neither":
        await say_why_nobody_is_asked(client, case_id)
    return await see(client, page_of(case_id, "check"))


async def record(client: httpx.AsyncClient, case_id: CaseId, check: Seen) -> Seen:
    sent = await send(client, page_of(case_id, "check"), version=check.hidden("version"))
    assert sent.status_code == 303, sent.text
    return await see(client, sent.headers["location"])
