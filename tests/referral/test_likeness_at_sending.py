"""Looking for the same person as a referral is sent: across organisations, and told to few."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import func, select, text
from structlog.testing import capture_logs
from tests.portals import signed_in, user_of
from tests.referral.answers import Filled, adult_answers, anonymous_answers
from tests.referral.journey import fill_in, look, send

from contracts.ids import ReferralId
from plumbing.access import User
from plumbing.database import STAFF, Scope, Work
from plumbing.directory import DirectoryEntry
from plumbing.identifiers import draw_reference, new_id
from referral import commands
from referral.commands import NewNumbers
from referral.domain.form.content import referral_form
from referral.domain.referral import Referral
from referral.storage import UnitOfWork, plumbing
from referral.storage.likeness import likeness, likeness_owed, suspected_duplicate

FORM = referral_form()
NOON = datetime(2026, 4, 1, 11, tzinfo=UTC)
KNOWN = "This person may already be known"


@pytest.fixture
def user(officer: DirectoryEntry) -> User:
    return user_of(officer, at=NOON)


@pytest.fixture
def other(stranger: DirectoryEntry) -> User:
    return user_of(stranger, at=NOON)


def named(first: str, last: str, born: str = "1998-03-07", **more: str) -> Filled:
    year, month, day = born.split("-")
    dob = {"day": day, "month": month, "year": year}
    return adult_answers(FORM, pv_name_first_name=first, pv_name_last_name=last, pv_dob=dob, **more)


ARBEN = named("Arben", "Gjoka")
ARBEN_AGAIN = named("Djoka", "ARBEN", born="1998-07-03", living_conditions="Another account altogether")


async def sent(work: Work[UnitOfWork], user: User, answers: Filled) -> Referral:
    numbers = NewNumbers(ReferralId(new_id()), draw_reference("NRM"))
    async with work(Scope.of_tenant(user.organisation)) as uow:
        return await commands.send_answers(uow, FORM, answers, numbers, by=user, at=NOON)


async def rows(work: Work[UnitOfWork], table: Any) -> Sequence[Any]:
    async with work(STAFF) as uow:
        return (await uow.session.execute(select(table))).all()


async def suspicions_announced(work: Work[UnitOfWork]) -> list[dict[str, Any]]:
    found = [row.envelope for row in await rows(work, plumbing.outbox)]
    return [each["data"] for each in found if each["type"] == "nrm.referral.duplicate_suspected.v1"]


async def test_the_same_person_sent_by_another_organisation_is_announced_with_a_score(
    work: Work[UnitOfWork], user: User, other: User
) -> None:
    first = await sent(work, user, ARBEN)
    second = await sent(work, other, ARBEN_AGAIN)
    [announced] = await suspicions_announced(work)
    assert announced["referral_id"] == str(second.id)
    assert announced["candidates"].keys() == {str(first.id)}
    assert 0.5 <= announced["candidates"][str(first.id)] < 1


async def test_the_same_referral_sent_twice_is_certain(work: Work[UnitOfWork], user: User) -> None:
    first = await sent(work, user, ARBEN)
    await sent(work, user, ARBEN)
    [announced] = await suspicions_announced(work)
    assert announced["candidates"] == {str(first.id): 1.0}


async def test_two_people_are_not_announced_as_one(work: Work[UnitOfWork], user: User) -> None:
    await sent(work, user, ARBEN)
    await sent(work, user, named("Ilir", "Gjoka"))
    assert await suspicions_announced(work) == []


async def test_two_senders_at_once_do_not_miss_each_other(
    work: Work[UnitOfWork], user: User, other: User
) -> None:
    await asyncio.gather(sent(work, user, ARBEN), sent(work, other, ARBEN_AGAIN))
    assert len(await suspicions_announced(work)) == 1


async def test_nothing_is_kept_to_find_an_anonymous_person_by(work: Work[UnitOfWork], user: User) -> None:
    await sent(work, user, anonymous_answers(FORM))
    assert await rows(work, likeness) == []
    assert await rows(work, likeness_owed) == []


async def test_the_index_says_nothing_to_somebody_without_the_key(work: Work[UnitOfWork], user: User) -> None:
    await sent(work, user, ARBEN)
    tokens = [bytes(row.token) for row in await rows(work, likeness)]
    assert tokens
    assert {len(token) for token in tokens} == {16}
    assert not any(word in token for token in tokens for word in (b"arben", b"ARBN", b"1998"))


async def test_an_organisation_cannot_read_the_index_nor_what_was_suspected_of_others(
    work: Work[UnitOfWork], user: User, other: User
) -> None:
    await sent(work, user, ARBEN)
    await sent(work, user, ARBEN_AGAIN)
    async with work(Scope.of_tenant(other.organisation)) as uow:
        count = select(func.count()).select_from(suspected_duplicate)
        assert await uow.session.scalar(count) == 0
        allowed = await uow.session.scalar(text("SELECT has_table_privilege('likeness', 'SELECT')"))
        assert allowed is False


async def test_the_sender_has_only_their_own_rights_again_afterwards(
    work: Work[UnitOfWork], user: User, other: User
) -> None:
    await sent(work, other, ARBEN)
    numbers = NewNumbers(ReferralId(new_id()), draw_reference("NRM"))
    async with work(Scope.of_tenant(user.organisation)) as uow:
        await commands.send_answers(uow, FORM, ARBEN_AGAIN, numbers, by=user, at=NOON)
        assert await uow.session.scalar(text("SELECT current_user")) == "referral_tenant"
        assert await uow.session.scalar(text("SELECT count(*) FROM referral")) == 1


async def test_who_waits_for_another_sending_waits_once_and_the_check_is_made_good_later(
    work: Work[UnitOfWork], user: User, other: User
) -> None:
    first = await sent(work, user, ARBEN)
    async with work(STAFF) as busy:
        await busy.session.execute(text("SELECT pg_advisory_xact_lock(hashtext('nrm likeness'))"))
        with capture_logs() as said:
            second = await sent(work, other, ARBEN_AGAIN)
    assert [each["event"] for each in said] == ["likeness-put-off"]
    assert await suspicions_announced(work) == []
    assert [row.referral_id for row in await rows(work, likeness_owed)] == [second.id]
    await sent(work, user, named("Wei", "Zhang", born="1984-10-30"))
    [announced] = await suspicions_announced(work)
    assert announced["referral_id"] == str(second.id)
    assert announced["candidates"].keys() == {str(first.id)}
    assert await rows(work, likeness_owed) == []


async def test_the_sender_learns_that_the_person_may_be_known_but_not_from_whom(
    app: FastAPI, work: Work[UnitOfWork], officer: DirectoryEntry, other: User
) -> None:
    known = await sent(work, other, ARBEN)
    async with signed_in(app, officer) as client:
        draft = await fill_in(client, ARBEN_AGAIN)
        before = await look(client, f"{draft}/check-answers")
        confirmation = await send(client, draft)
        after = [await look(client, confirmation), await look(client, confirmation.rpartition("/")[0])]
    assert KNOWN not in before
    assert all(KNOWN in each and known.reference not in each for each in after)


async def test_the_sender_is_shown_which_of_their_own_referrals_it_is(
    client: httpx.AsyncClient, work: Work[UnitOfWork], user: User
) -> None:
    known = await sent(work, user, ARBEN)
    confirmation = await send(client, await fill_in(client, ARBEN_AGAIN))
    assert known.reference in await look(client, confirmation)


async def test_nothing_is_said_of_a_person_nobody_knows(client: httpx.AsyncClient) -> None:
    confirmation = await send(client, await fill_in(client, ARBEN))
    assert KNOWN not in await look(client, confirmation)
