"""A child in the referral mechanism becomes an adult, and is asked about adult support (EL-8)."""

import pytest
from fastapi import FastAPI
from tests.care.portal import prime, read, send, worker
from tests.care.scenes import a_referral, day, noon
from tests.care.test_consumers import REFERRAL, decided, submitted, take
from tests.care.test_lives import CONCLUSIVE
from tests.care.town import Town

from care.domain.intake import Intake, Pathway
from care.domain.refusals import Refused
from contracts.decision import PersonTurned18
from contracts.ids import Nation
from plumbing.database import Database


def a_child(nation: Nation = "england") -> Intake:
    heard = a_referral(age_band="child", nation=nation)
    intake = Intake(referral_id=heard.referral_id)
    intake.hear_referral(heard)
    intake.turned_18_on = day("20")
    return intake


@pytest.mark.parametrize(
    ("nation", "wants", "opens", "pathway"),
    [
        pytest.param("england", True, True, Pathway.CARE_CONTRACT, id="wants support"),
        pytest.param("england", False, False, Pathway.SUPPORT_NOT_WANTED, id="does not"),
        pytest.param("scotland", True, False, Pathway.SCOTLAND, id="EL-10 in Scotland"),
    ],
)
def test_el_8_an_adult_is_asked_once_and_support_follows_their_answer(
    nation: Nation, wants: bool, opens: bool, pathway: Pathway
) -> None:
    child = a_child(nation)
    assert (child.answer_at_18(wants_support=wants, at=noon("21")) is not None) is opens
    assert child.pathway is pathway
    with pytest.raises(Refused):
        child.answer_at_18(wants_support=wants, at=noon("22"))


async def test_el_8_the_prime_asks_and_a_support_case_opens_with_what_was_decided_before(
    app: FastAPI, town: Town, care_database: Database
) -> None:
    turned = PersonTurned18.model_validate(CONCLUSIVE | {"turned_on": day("20")})
    await take(care_database, [submitted(age_band="child"), decided(), turned])
    here = f"/turning-18/{REFERRAL}"
    async with prime(app) as client:
        assert "turned 18" in await read(client, "/elsewhere")
        assert "20 March 2025" in await read(client, "/turning-18")
        assert f"/elsewhere/{REFERRAL}" in (await client.get("/turning-18")).text, "their guardian"
        assert (await client.post(here, data={"told_by": "person"})).status_code == 422
        opened = await send(client, here, wants_support="yes", told_by="professional")
        shown = await read(client, opened.headers["location"])
        assert "Recovery" in shown
        assert "No safe contact" in shown
        assert (await client.get(here)).status_code == 404
    async with worker(app) as client:
        assert (await client.get("/turning-18")).status_code == 403
