"""Searching by name: the referral service knows names, and here only ids of what it found are kept."""

from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import Table, select
from tests.decision.portal_visits import CASEY, REMY, Seen, open_case, see, send
from tests.decision.referral_service import ReferralServiceDouble
from tests.decision.test_searching import found, look
from tests.portals import signed_in

from contracts.ids import CaseId
from decision.storage.tables import case_file, metadata

CANARY = "Canaria Zyxwvut"


async def referral_of(app: FastAPI, case_id: CaseId) -> str:
    async with app.state.open_work() as uow:
        referral = await uow.session.scalar(select(case_file.c.referral_id).where(case_file.c.id == case_id))
    assert isinstance(referral, UUID)
    return str(referral)


async def three_cases(app: FastAPI, referrals: ReferralServiceDouble) -> list[CaseId]:
    """The first two are of people who go by the name."""
    cases = [await open_case(app, reference=f"NRM-NAMED-{number}", referral_id=uuid4()) for number in "123"]
    referrals.named = [await referral_of(app, each) for each in cases[:2]]
    return cases


async def rows(app: FastAPI, table: Table) -> str:
    async with app.state.open_work() as uow:
        return str((await uow.session.execute(select(table))).all())


async def test_people_are_found_by_a_name_that_is_in_no_address_log_or_row(
    app: FastAPI,
    referral_service: ReferralServiceDouble,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level("DEBUG")
    await three_cases(app, referral_service)
    async with signed_in(app, CASEY) as client:
        page = await look(client, name=CANARY, born="1998")
        assert sorted(found(page)) == ["NRM-NAMED-1", "NRM-NAMED-2"]
        assert found(await look(client, name=CANARY, reference="NRM-NAMED-2")) == ["NRM-NAMED-2"]
    asked = referral_service.asked[0]
    assert asked.content == b'{"name":"Canaria Zyxwvut","born":1998}'
    assert "A name that is searched for is not kept" in page.text
    everywhere = [page.text, str(page.response.url), str(page.response.history), str(asked.url)]
    everywhere += [caplog.text, str(capsys.readouterr())]
    everywhere += [await rows(app, table) for table in metadata.sorted_tables]
    assert "case_search" in metadata.tables
    assert not [each for each in everywhere if "Canaria" in each or "Zyxwvut" in each]


async def test_nobody_is_found_by_a_name_nobody_goes_by(
    app: FastAPI, referral_service: ReferralServiceDouble
) -> None:
    await three_cases(app, referral_service)
    referral_service.named = []
    async with signed_in(app, CASEY) as client:
        page = await look(client, name=CANARY)
    assert found(page) == []
    assert "No case matches" in page.text


async def test_who_knows_somebody_does_not_find_them_by_name(
    app: FastAPI, referral_service: ReferralServiceDouble
) -> None:
    cases = await three_cases(app, referral_service)
    async with signed_in(app, REMY) as client:
        declared = {"reason": "knows_the_person", "version": "1"}
        assert (await send(client, f"/cases/{cases[0]}/conflict-of-interest", **declared)).status_code == 303
        assert found(await look(client, name=CANARY)) == ["NRM-NAMED-2"]


@pytest.mark.parametrize(
    ("is_away", "status", "words"),
    [
        pytest.param(True, 200, "Names cannot be looked for just now", id="away"),
        pytest.param(False, 403, "did not let you look for a name", id="refused"),
        pytest.param(False, 500, "Names cannot be looked for just now", id="broken"),
    ],
)
async def test_a_name_that_cannot_be_looked_for_is_said_kindly_and_stays_typed(
    app: FastAPI, referral_service: ReferralServiceDouble, is_away: bool, status: int, words: str
) -> None:
    referral_service.is_away, referral_service.status = is_away, status
    async with signed_in(app, CASEY) as client:
        page = await refused(client, name=CANARY, reference="NRM")
        assert words in page.text
        assert page.soup.select_one(f'input[name=name][value="{CANARY}"]') is not None
        referral_service.is_away, referral_service.status = False, 200
        assert "Enter a name beside the year" in (await refused(client, born="1998")).text
        assert "one name alone finds nobody" in (await refused(client, name="Canaria")).text
        assert "The year of birth must be" in (await refused(client, name=CANARY, born="98")).text
        assert (await see(client, "/search")).soup.select_one("input[name=name]") is not None


async def refused(client: httpx.AsyncClient, **fields: str) -> Seen:
    answer = await send(client, "/search", **fields)
    assert answer.status_code == 422
    return Seen(answer)
