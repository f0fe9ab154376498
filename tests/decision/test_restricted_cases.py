"""Cases only named people find and open, wherever anybody else looks."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from tests.decision.builders import WEDNESDAY_1_APRIL, a_case
from tests.decision.portal_visits import CASEY, LEE, REMY, open_case, see, send
from tests.decision.referral_service import ReferralServiceDouble
from tests.decision.test_allocation import facts_of, holder, take_next
from tests.decision.test_likeness import hear, referral_of
from tests.decision.test_searching import found, look
from tests.portals import a_person, put_in_directory, signed_in

from contracts.ids import CaseId, UserId
from decision import allocating
from decision.domain import restriction
from decision.domain.allocation import ConflictDeclared
from decision.domain.case import Case
from decision.domain.decisions import ReasonsMissing
from decision.domain.restriction import NamesNobodyElse, NotNamed, Restriction, RestrictionReason
from decision.storage.tables import case_file, plumbing
from plumbing.clock import utcnow
from plumbing.directory import DirectoryEntry

HIDDEN = "NRM-HIDDEN-1"
LISTS = (
    "/my-work",
    "/queues/reasonable-grounds",
    "/team",
    "/views",
    "/v1/cases",
    "/v1/queues/reasonable-grounds",
    f"/v1/cases?reference={HIDDEN}",
)
OTHER_LEADER = a_person("leader", "caseworker", "second_reviewer", subject="lou", user_id=UserId(uuid4()))


def said_of(case: Case, *named: DirectoryEntry, **changes: Any) -> Restriction:
    usual: dict[str, Any] = {
        "case_id": case.id,
        "reason": RestrictionReason.SAFEGUARDING,
        "named": frozenset(each.user_id for each in named),
        "words": "MARKER: a relative works here.",
        "by": LEE.user_id,
        "at": WEDNESDAY_1_APRIL + timedelta(days=1),
    }
    return Restriction(**usual | changes)


def test_restricting_names_who_restricts_and_takes_the_case_from_who_is_not_named() -> None:
    case = a_case()
    case.take(by=CASEY.user_id)
    events = restriction.restrict(case, said_of(case, REMY), conflicted=())
    assert [each.name.split(".")[2] for each in events] == ["case_restricted", "case_put_back"]
    assert set(events[0].model_dump()["open_to"]) == {LEE.user_id, REMY.user_id}
    case.take(by=REMY.user_id)
    assert len(restriction.restrict(case, said_of(case, REMY), conflicted=())) == 1


def test_a_restriction_says_why_names_somebody_else_and_nobody_with_a_conflict() -> None:
    case = a_case()
    with pytest.raises(NamesNobodyElse):
        restriction.restrict(case, said_of(case, LEE), conflicted=())
    with pytest.raises(ReasonsMissing):
        restriction.restrict(case, said_of(case, REMY, words=" "), conflicted=())
    with pytest.raises(ConflictDeclared):
        restriction.restrict(case, said_of(case, REMY), conflicted={REMY.user_id})


async def restricted(app: FastAPI, *named: DirectoryEntry, **changes: Any) -> CaseId:
    """By a leader, on the page."""
    await put_in_directory(app, CASEY, REMY, LEE, OTHER_LEADER)
    case_id = await open_case(app, reference=HIDDEN, referral_id=uuid4(), days_ago=30, **changes)
    path = f"/cases/{case_id}/restriction"
    async with signed_in(app, LEE) as client:
        form = {"version": (await see(client, path)).hidden("version"), "reason": "safeguarding"}
        assert "Select at least one person" in (await send(client, path, **form)).text
        people = {"people": [str(each.user_id) for each in named]}
        answer = await client.post(path, data={**form, **people, "words": "MARKER: a relative works here."})
        assert "The case is restricted." in (await see(client, answer.headers["location"])).text
    return case_id


async def audited(app: FastAPI, action: str) -> list[str]:
    async with app.state.open_work() as uow:
        audit = plumbing.audit.c
        return list(await uow.session.scalars(select(audit.actor).where(audit.action == action)))


def pages_of(app: FastAPI, case_id: CaseId) -> Iterator[str]:
    """Every address that shows something of one case."""
    for context in iter_route_contexts(app.routes):
        path = context.path or ""
        if "{case_id}" in path and "GET" in (context.methods or ()):
            named = path.replace("{case_id}", str(case_id)).replace("{reference}", HIDDEN)
            yield "/".join(str(uuid4()) if part.startswith("{") else part for part in named.split("/"))


async def test_whoever_is_not_named_finds_the_case_nowhere_and_opens_no_page_of_it(
    app: FastAPI, referral_service: ReferralServiceDouble
) -> None:
    case_id, like = await restricted(app, REMY), await open_case(app, referral_id=uuid4())
    await hear(app, await referral_of(app, like), {await referral_of(app, case_id): 1.0})
    referral_service.named = [str(await referral_of(app, case_id))]
    paths = list(pages_of(app, case_id))
    assert len(paths) > 40
    async with signed_in(app, OTHER_LEADER) as client:
        for path in (*LISTS, f"/cases/{like}"):
            assert HIDDEN not in (await client.get(path, follow_redirects=True)).text, path
        assert found(await look(client, reference=HIDDEN)) == []
        assert found(await look(client, name="Anybody", born="1998")) == []
        answers = {path: (await client.get(path)).status_code for path in paths}
        refused = await see(client, f"/cases/{case_id}", status=403)
        taking = await client.post(f"/cases/{case_id}/take", data={"version": "2"})
    assert set(answers.values()) == {403, 404}
    assert list(answers.values()).count(403) > 40
    assert "This case is restricted" in refused.text
    assert "ask your leader" in refused.text
    assert taking.status_code == 403
    assert set(await audited(app, "restricted_case_refused")) == {str(OTHER_LEADER.user_id)}
    assert await audited(app, "access_refused") == []


async def test_whoever_is_named_finds_it_and_it_is_given_to_nobody_else(app: FastAPI) -> None:
    case_id = await restricted(app, REMY)
    assert await take_next(app, CASEY) is None
    async with app.state.open_work() as uow:
        with pytest.raises(NotNamed):
            await allocating.allocate_case(uow, case_id, CASEY.user_id, seen=2, by=LEE.user_id, at=utcnow())
    async with signed_in(app, REMY) as client:
        assert HIDDEN in (await see(client, "/queues/reasonable-grounds")).text
        assert "Restricted" in (await see(client, f"/cases/{case_id}")).text
        assert "MARKER" in (await see(client, f"/cases/{case_id}/circumstances")).text
    assert await take_next(app, REMY) == case_id
    async with app.state.open_work() as uow:
        with pytest.raises(IntegrityError, match="named among those who may open it"):
            await uow.session.execute(update(case_file).values(taken_by=CASEY.user_id))


async def lift(client: httpx.AsyncClient, case_id: CaseId, *, seen: int) -> httpx.Response:
    headers = {"If-Match": f'"{seen}"'}
    path = f"/v1/cases/{case_id}/restriction/lift"
    return await client.post(path, json={"words": "She has left."}, headers=headers)


async def test_a_lifted_restriction_opens_the_case_to_everybody(app: FastAPI) -> None:
    case_id = await restricted(app, REMY)
    async with signed_in(app, OTHER_LEADER) as client:
        assert (await lift(client, case_id, seen=2)).status_code == 403
    async with signed_in(app, LEE) as client:
        assert (await lift(client, case_id, seen=2)).status_code == 200
        assert (await lift(client, case_id, seen=3)).status_code == 409
    assert await take_next(app, CASEY) == case_id
    assert await holder(app, case_id) == CASEY.user_id
    async with signed_in(app, CASEY) as client:
        told = (await see(client, f"/cases/{case_id}/history")).text
    assert "Open to 2 people" in told
    assert "Restriction lifted" in told
    assert [name.split(".")[2] for name in await facts_of(app, case_id)].count("case_restricted") == 1
