import asyncio
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import Executable, insert, select, update
from sqlalchemy.exc import IntegrityError
from tests.decision.builders import a_ruling
from tests.decision.portal_visits import CASEY, LEE, REMY, decide, open_case, see, send
from tests.portals import a_person, put_in_directory, signed_in

from contracts.ids import CaseId
from decision import allocating, commands
from decision.domain.allocation import (
    Conflict,
    ConflictDeclared,
    ConflictReason,
    ReferredByOwnOrganisation,
)
from decision.domain.decisions import Outcome
from decision.domain.facts import CasePutBack, CaseTaken
from decision.storage.queue_tables import conflict_of_interest
from decision.storage.tables import case_file, case_history, decision
from plumbing.clock import utcnow
from plumbing.directory import DirectoryEntry


def conflict_of(person: DirectoryEntry, case_id: CaseId) -> Conflict:
    return Conflict(
        case_id=case_id,
        person=person.user_id,
        reason=ConflictReason.KNOWS_THE_PERSON,
        declared_at=utcnow(),
    )


async def declare(app: FastAPI, person: DirectoryEntry, case_id: CaseId, *, seen: int = 1) -> None:
    async with app.state.open_work() as uow:
        await allocating.declare_conflict(uow, conflict_of(person, case_id), seen=seen)


async def take_next(app: FastAPI, person: DirectoryEntry) -> CaseId | None:
    async with app.state.open_work() as uow:
        return await allocating.take_next_case(uow, by=person.user_id, at=utcnow())


async def take(app: FastAPI, person: DirectoryEntry, case_id: CaseId, *, seen: int) -> None:
    async with app.state.open_work() as uow:
        await commands.take_case(uow, case_id, seen=seen, by=person.user_id, at=utcnow())


async def execute(app: FastAPI, statement: Executable) -> None:
    async with app.state.open_work() as uow:
        await uow.session.execute(statement)


async def holder(app: FastAPI, case_id: CaseId) -> UUID | None:
    async with app.state.open_work() as uow:
        found: UUID | None = await uow.session.scalar(
            select(case_file.c.taken_by).where(case_file.c.id == case_id)
        )
    return found


async def facts_of(app: FastAPI, case_id: CaseId) -> list[str]:
    async with app.state.open_work() as uow:
        names = await uow.session.scalars(
            select(case_history.c.name)
            .where(case_history.c.case_id == case_id)
            .order_by(case_history.c.position)
        )
        return list(names)


async def test_the_next_case_is_the_most_pressing_one_nobody_has(app: FastAPI) -> None:
    usual, late = await open_case(app), await open_case(app, days_ago=30)
    assert [await take_next(app, CASEY) for _ in range(3)] == [late, usual, None]
    assert await holder(app, late) == CASEY.user_id


async def test_twenty_who_take_the_next_case_at_once_get_twenty_different_cases(app: FastAPI) -> None:
    cases = {await open_case(app, days_ago=days) for days in range(20)}
    people = [a_person("caseworker", subject=f"p{number}") for number in range(20)]
    taken = await asyncio.gather(*(take_next(app, person) for person in people))
    assert set(taken) == cases
    holders = [await holder(app, case_id) for case_id in cases]
    assert len(set(holders)) == 20


async def test_the_next_case_is_none_of_ones_own_organisation_nor_one_with_a_conflict(app: FastAPI) -> None:
    officer = a_person("caseworker", subject="officer", organisation="sample-police")
    await put_in_directory(app, officer)
    theirs = await open_case(app, days_ago=40, organisation_id="sample-police")
    known = await open_case(app, days_ago=30)
    await declare(app, officer, known)
    free = await open_case(app)
    assert [await take_next(app, officer), await take_next(app, officer)] == [free, None]
    assert [await take_next(app, CASEY), await take_next(app, CASEY)] == [theirs, known]


async def test_nobody_takes_a_case_their_own_organisation_referred(app: FastAPI) -> None:
    officer = a_person("caseworker", subject="officer", organisation="sample-police")
    await put_in_directory(app, officer)
    case_id = await open_case(app, organisation_id="sample-police")
    with pytest.raises(ReferredByOwnOrganisation):
        await take(app, officer, case_id, seen=1)


async def test_who_declares_a_conflict_puts_the_case_back_and_cannot_take_it_again(app: FastAPI) -> None:
    case_id = await open_case(app)
    await take_next(app, CASEY)
    await declare(app, CASEY, case_id, seen=2)
    assert await holder(app, case_id) is None
    assert CasePutBack.name in await facts_of(app, case_id)
    with pytest.raises(ConflictDeclared):
        await take(app, CASEY, case_id, seen=3)


async def test_who_has_a_conflict_can_do_nothing_else_with_the_case(app: FastAPI) -> None:
    case_id = await open_case(app)
    await declare(app, CASEY, case_id)
    with pytest.raises(ConflictDeclared):
        await decide_at(app, case_id, seen=2)


async def decide_at(app: FastAPI, case_id: CaseId, *, seen: int) -> None:
    ruling = a_ruling(Outcome.POSITIVE, by=CASEY.user_id, at=utcnow())
    async with app.state.open_work() as uow:
        await commands.decide_reasonable_grounds(uow, case_id, ruling, seen=seen)


async def test_the_database_gives_no_case_to_who_has_a_conflict_in_it(app: FastAPI) -> None:
    case_id = await open_case(app)
    await declare(app, CASEY, case_id)
    with pytest.raises(IntegrityError, match="no conflict of interest"):
        await execute(app, update(case_file).where(case_file.c.id == case_id).values(taken_by=CASEY.user_id))


async def test_the_database_takes_no_conflict_of_who_holds_the_case(app: FastAPI) -> None:
    case_id = await open_case(app)
    await take_next(app, CASEY)
    with pytest.raises(IntegrityError, match="puts the case back first"):
        await execute(app, insert(conflict_of_interest).values(vars(conflict_of(CASEY, case_id))))


async def test_the_database_lets_nobody_review_with_a_conflict(app: FastAPI) -> None:
    case_id = await open_case(app)
    await decide(app, case_id, Outcome.NEGATIVE, by=CASEY)
    await declare(app, REMY, case_id, seen=2)
    reviewed = {"reviewed_by": REMY.user_id, "reviewed_at": utcnow(), "state": "returned"}
    with pytest.raises(IntegrityError, match="who decides has no conflict"):
        await execute(app, update(decision).where(decision.c.case_id == case_id).values(reviewed))


async def test_a_leader_gives_a_case_to_who_holds_least_and_sees_what_each_holds(app: FastAPI) -> None:
    await put_in_directory(app, CASEY, REMY)
    case_id = await open_case(app, days_ago=30)
    await open_case(app, days_ago=40)
    await take_next(app, CASEY)
    async with signed_in(app, LEE) as client:
        asked = await see(client, f"/cases/{case_id}/allocate")
        assert "Holds 1, 1 overdue" in asked.text
        form = {"version": asked.hidden("version"), "person": str(REMY.user_id)}
        answer = await send(client, f"/cases/{case_id}/allocate", **form)
        assert answer.status_code == 303
    assert await holder(app, case_id) == REMY.user_id
    assert CaseTaken.name in await facts_of(app, case_id)


async def test_a_leader_who_picks_nobody_is_told_and_keeps_the_page(app: FastAPI) -> None:
    await put_in_directory(app, CASEY)
    case_id = await open_case(app)
    async with signed_in(app, LEE) as client:
        answer = await send(client, f"/cases/{case_id}/allocate", version="1")
    assert answer.status_code == 422
    assert "Select who will decide this case" in answer.text


async def test_a_leader_cannot_give_a_case_to_who_has_a_conflict_or_is_no_caseworker(app: FastAPI) -> None:
    await put_in_directory(app, CASEY, REMY)
    case_id = await open_case(app)
    await declare(app, REMY, case_id)
    async with signed_in(app, LEE) as client:
        page = await see(client, f"/cases/{case_id}/allocate")
        assert str(REMY.user_id) not in page.response.text
        for person in (REMY, LEE):
            form = {"version": page.hidden("version"), "person": str(person.user_id)}
            assert (await send(client, f"/cases/{case_id}/allocate", **form)).status_code == 422
    assert await holder(app, case_id) is None


async def test_only_a_leader_allocates(app: FastAPI) -> None:
    case_id = await open_case(app)
    async with signed_in(app, CASEY) as client:
        assert (await client.get(f"/cases/{case_id}/allocate")).status_code == 403


async def test_one_button_takes_the_next_case(app: FastAPI) -> None:
    case_id = await open_case(app, days_ago=3)
    async with signed_in(app, CASEY) as client:
        page = await see(client, "/my-work")
        assert "Take the next case" in page.text
        taken = await send(client, "/my-work/take-next")
        assert taken.headers["location"] == f"/cases/{case_id}"
        none = await send(client, "/my-work/take-next")
        assert "Every case that awaits" in (await see(client, none.headers["location"])).text
        assert "Begin with" in (await see(client, "/my-work")).text


async def test_a_conflict_is_declared_on_a_page_and_told_in_the_history(app: FastAPI) -> None:
    case_id = await open_case(app)
    path = f"/cases/{case_id}/conflict-of-interest"
    async with signed_in(app, CASEY) as client:
        assert "Declare a conflict of interest" in (await see(client, f"/cases/{case_id}")).text
        page = await see(client, path)
        faulty = await send(client, path, version=page.hidden("version"))
        assert faulty.status_code == 422
        sent = await send(client, path, version=page.hidden("version"), reason="knows_the_referrer")
        assert "is recorded" in (await see(client, sent.headers["location"])).text
        refused = await send(client, f"/cases/{case_id}/take", version="2")
        assert refused.status_code == 403
        assert "You have declared a conflict of interest in this case" in refused.text
        assert "Conflict of interest declared" in (await see(client, f"/cases/{case_id}/history")).text


async def test_a_conflict_declared_by_mistake_is_withdrawn_by_who_declared_it_with_a_reason(
    app: FastAPI,
) -> None:
    case_id = await open_case(app)
    await put_in_directory(app, CASEY, REMY)
    await declare(app, CASEY, case_id)
    await declare(app, REMY, case_id, seen=2)
    path = f"/cases/{case_id}/conflict-of-interest"
    async with signed_in(app, CASEY) as client:
        page = await see(client, path)
        assert "You have declared a conflict" in page.text
        assert str(REMY.user_id) not in page.response.text
        assert (await client.get(f"{path}/{REMY.user_id}/withdraw")).status_code == 403
        asked = await see(client, f"{path}/{CASEY.user_id}/withdraw")
        fields = {"version": asked.hidden("version")}
        assert (await send(client, f"{path}/{CASEY.user_id}/withdraw", **fields)).status_code == 422
        fields["words"] = "MARKER: another case was meant."
        sent = await send(client, f"{path}/{CASEY.user_id}/withdraw", **fields)
        assert "is withdrawn" in (await see(client, sent.headers["location"])).text
        assert "Conflict of interest withdrawn" in (await see(client, f"/cases/{case_id}/history")).text
        assert (await send(client, f"/cases/{case_id}/take", version="4")).status_code == 303
    assert await holder(app, case_id) == CASEY.user_id


async def test_a_leader_withdraws_anybodys_conflict_and_a_colleague_nobodys(app: FastAPI) -> None:
    case_id = await open_case(app)
    path = f"/v1/cases/{case_id}/conflicts-of-interest"
    async with signed_in(app, REMY) as client:
        declared = await client.post(path, json={"reason": "interest"}, headers={"If-Match": '"1"'})
        assert declared.status_code == 200, declared.text
    async with signed_in(app, CASEY) as client:
        refused = await withdraw_by_program(client, f"{path}/{REMY.user_id}/withdraw")
        assert refused.status_code == 403
    async with signed_in(app, LEE) as client:
        done = await withdraw_by_program(client, f"{path}/{REMY.user_id}/withdraw")
        assert done.status_code == 200, done.text
        again = await withdraw_by_program(client, f"{path}/{REMY.user_id}/withdraw", seen=3)
        assert again.status_code == 409
    await take(app, REMY, case_id, seen=3)


async def withdraw_by_program(client: httpx.AsyncClient, path: str, *, seen: int = 2) -> httpx.Response:
    headers = {"If-Match": f'"{seen}"'}
    return await client.post(path, json={"words": "On the wrong case."}, headers=headers)
