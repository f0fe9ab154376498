"""Whose own worker somebody is: taken by a worker, handed over by a manager, left with the provider."""

from typing import Any

import pytest
from fastapi import FastAPI
from tests.care.portal import read, ready_to_place, send, text_of, worker, worker_id
from tests.care.scenes import HESTIA, MEDAILLE, in_recovery, noon
from tests.care.test_money_pages import manager
from tests.care.town import Town

from care.domain.own_worker import hand_over, take
from care.domain.people import Actor
from care.domain.refusals import Code, Refused
from care.domain.support import SupportCase
from plumbing.identifiers import new_id

SAM, ALEX = Actor(HESTIA, user="sam"), Actor(HESTIA, user="alex")
MO = Actor(HESTIA, user="mo", is_manager=True)
THEIRS = Actor(MEDAILLE, user="merle", is_manager=True)


def of_hestia() -> SupportCase:
    case = in_recovery()
    case.claim_for(HESTIA)
    return case


def test_a_worker_takes_a_person_who_has_nobody() -> None:
    case = of_hestia()
    change = take(case, new_id(), actor=SAM, at=noon("3"))
    assert (case.worker_id, change.worker_before, change.worker_id) == ("sam", None, "sam")


def test_nobody_is_taken_from_a_colleague() -> None:
    case = of_hestia()
    take(case, new_id(), actor=SAM, at=noon("3"))
    with pytest.raises(Refused, match=Code.FORBIDDEN):
        take(case, new_id(), actor=ALEX, at=noon("4"))
    assert case.worker_id == "sam"


@pytest.mark.parametrize(
    ("actor", "to", "code"),
    [
        pytest.param(ALEX, "alex", Code.FORBIDDEN, id="a worker hands nobody over"),
        pytest.param(THEIRS, "merle", Code.FORBIDDEN, id="another provider's manager neither"),
        pytest.param(MO, "sam", Code.WRONG_STATE, id="not to whoever has them already"),
        pytest.param(MO, "alex", None, id="to a colleague"),
        pytest.param(MO, None, None, id="back to nobody"),
    ],
)
def test_a_manager_of_the_provider_hands_a_person_over(
    actor: Actor, to: str | None, code: Code | None
) -> None:
    case = of_hestia()
    take(case, new_id(), actor=SAM, at=noon("3"))
    if code is None:
        assert hand_over(case, new_id(), to, actor=actor, at=noon("4")).worker_before == "sam"
        assert case.worker_id == to
    else:
        with pytest.raises(Refused, match=code):
            hand_over(case, new_id(), to, actor=actor, at=noon("4"))
        assert case.worker_id == "sam"


def test_whoever_goes_to_another_provider_leaves_their_worker_and_nobody_else_does() -> None:
    case = of_hestia()
    take(case, new_id(), actor=SAM, at=noon("3"))
    case.claim_for(HESTIA)
    case.settle_with(HESTIA)
    assert case.worker_id == "sam"
    case.settle_with(MEDAILLE)
    assert case.provider_id == MEDAILLE
    assert case.worker_id is None


async def test_my_people_come_first_and_a_manager_sees_who_works_with_whom(app: Any, town: Town) -> None:
    person = await ready_to_place(town)
    async with town.work() as uow:
        (await uow.cases.locked(person)).claim_for(HESTIA)
    async with worker(app, called="other") as other, worker(app) as client:
        assert "You are nobody’s own worker yet" in await read(client, "/people")
        assert "Become their own worker" in await read(client, f"/people/{person}")
        await send(client, f"/people/{person}/worker/take")
        mine, others = (await read(client, "/people")).split("Others")
        assert "NRM-7K3F-92QD-X" in mine
        assert "Nobody else is in support" in others
        assert "(you)" in await read(client, f"/people/{person}")
        assert (await client.get(f"/people/{person}/worker")).status_code == 403
        for part in ("money", "family"):
            assert f"/{part}" in (await client.get(f"/people/{person}")).text
            assert f"/{part}" not in (await other.get(f"/people/{person}")).text, "what would refuse"
            assert (await other.get(f"/people/{person}/{part}")).status_code == 403
    await _handed_over(app, f"/people/{person}/worker")
    async with town.work() as uow:
        assert (await uow.cases.get(person)).worker_id == str(worker_id(called="other"))


async def _handed_over(app: FastAPI, here: str) -> None:
    async with manager(app) as client:
        assert "Casey Sample: 1 person" in await read(client, "/workers")
        wrong = text_of(await send(client, here, 422, worker=str(new_id()), reason="They speak Twi"))
        assert "Select one of your workers" in wrong
        other = str(worker_id(called="other"))
        await send(client, here, worker=other, reason="They speak Twi")
        assert "They speak Twi" in await read(client, here)
    async with manager(app, MEDAILLE) as client:
        assert (await client.get(here)).status_code == 404
