from datetime import date
from uuid import uuid4

import pytest
from fastapi import FastAPI
from sqlalchemy import select
from tests.decision.portal_visits import CASEY, LEE, REMY, STRANGER, decide, open_case, see
from tests.decision.referral_service import ReferralServiceDouble
from tests.portals import put_in_directory, signed_in, visitor

from decision.domain.decisions import Outcome
from decision.storage.tables import case_file, plumbing

PARTS = ["", "/referral", "/decisions", "/support", "/history"]


async def referral_of(app: FastAPI, case_id: object) -> object:
    async with app.state.open_work() as uow:
        return await uow.session.scalar(select(case_file.c.referral_id).where(case_file.c.id == case_id))


@pytest.mark.parametrize("part", PARTS)
async def test_every_page_of_a_case_says_which_case_it_is_and_what_to_do_next(
    app: FastAPI, part: str
) -> None:
    case_id = await open_case(app, reference="NRM-7K3F-92QD-X", age_band="child")
    async with signed_in(app, CASEY) as client:
        page = await see(client, f"/cases/{case_id}{part}")
    assert "NRM-7K3F-92QD-X" in page.text
    assert "What to do next Nobody has this case yet" in page.text
    assert "Child" in page.text


@pytest.mark.parametrize("part", PARTS)
async def test_every_look_at_a_case_is_audited_once(app: FastAPI, part: str) -> None:
    case_id = await open_case(app)
    async with signed_in(app, CASEY) as client:
        await see(client, f"/cases/{case_id}{part}")
    async with app.state.open_work() as uow:
        audit = plumbing.audit.c
        rows = (
            await uow.session.execute(select(audit.actor, audit.detail).where(audit.subject == str(case_id)))
        ).all()
    assert [(row.actor, row.detail["page"]) for row in rows] == [
        (str(CASEY.user_id), part.strip("/") or "overview")
    ]


async def test_the_overview_says_why_a_date_is_what_it_is(app: FastAPI) -> None:
    case_id = await open_case(app)
    async with signed_in(app, CASEY) as client:
        page = await see(client, f"/cases/{case_id}")
    reasons = [" ".join(why.get_text(" ").split()) for why in page.soup.select(".nrm-why")]
    words = next(each for each in reasons if "CLK-RG:" in each)
    for part in (
        "CLK-RG",
        "PV-LEGACY",
        "5 working days; the first day is day 0",
        "england-",
        "How sure we are Official",
    ):
        assert part in words
    assert "are our settings" in words


async def test_the_overview_of_a_positive_case_shows_recovery_and_the_earliest_conclusive_grounds(
    app: FastAPI,
) -> None:
    case_id = await open_case(app)
    await decide(app, case_id, Outcome.POSITIVE)
    async with signed_in(app, LEE) as client:
        page = await see(client, f"/cases/{case_id}")
    assert "Recovery period of 30 days" in page.text
    assert "Lasts at least until the end of this day" in page.text
    assert "Not before this day" in page.text


async def test_the_referral_is_asked_of_its_service_for_the_person_reading(
    app: FastAPI, referral_service: ReferralServiceDouble
) -> None:
    case_id = await open_case(app)
    async with signed_in(app, CASEY) as client:
        page = await see(client, f"/cases/{case_id}/referral")
    (asked,) = referral_service.asked
    assert asked.url.path == f"/v1/internal/referrals/{await referral_of(app, case_id)}"
    assert asked.headers["authorization"].startswith("Bearer ")
    assert "Mai <b>Sample</b>" in page.text, "what somebody typed is shown, never obeyed"


@pytest.mark.parametrize(
    ("status", "is_away", "said"),
    [
        pytest.param(200, True, "not answering", id="away"),
        pytest.param(404, False, "no longer holds", id="gone"),
        pytest.param(403, False, "did not let us", id="refused"),
    ],
)
async def test_without_the_referral_service_the_page_says_so_and_the_rest_works(
    app: FastAPI, referral_service: ReferralServiceDouble, status: int, is_away: bool, said: str
) -> None:
    referral_service.status, referral_service.is_away = status, is_away
    case_id = await open_case(app)
    async with signed_in(app, CASEY) as client:
        page = await see(client, f"/cases/{case_id}/referral")
    assert said in page.text
    assert "What to do next" in page.text


async def test_the_support_page_shows_region_and_dates(app: FastAPI) -> None:
    case_id = await open_case(app)
    referral_id = await referral_of(app, case_id)
    async with app.state.open_work() as uow:
        await uow.support.note_support(referral_id, uuid4(), started_on=date(2026, 4, 10))
        await uow.support.note_placement(
            uuid4(), referral_id, region="west-midlands", arrived_on=date(2026, 4, 11)
        )
    async with signed_in(app, CASEY) as client:
        page = await see(client, f"/cases/{case_id}/support")
    assert "Placed Yes, in West Midlands" in page.text
    assert "Arrived 11 April 2026" in page.text


@pytest.mark.parametrize(
    ("is_wanted", "said"), [(True, "has not opened a support case yet"), (False, "does not ask for support")]
)
async def test_the_support_page_says_why_there_is_nothing_yet(
    app: FastAPI, is_wanted: bool, said: str
) -> None:
    case_id = await open_case(app, is_support_wanted=is_wanted)
    async with signed_in(app, CASEY) as client:
        assert said in (await see(client, f"/cases/{case_id}/support")).text


async def test_the_history_is_told_from_events_newest_first(app: FastAPI) -> None:
    await put_in_directory(app, CASEY)
    case_id = await open_case(app)
    await decide(app, case_id, Outcome.POSITIVE)
    async with signed_in(app, LEE) as client:
        page = await see(client, f"/cases/{case_id}/history")
    titles = [title.get_text(strip=True) for title in page.soup.select(".moj-timeline__title")]
    assert titles[-2:] == [
        "Clock started: Reasonable grounds decision",
        "Referral received and case opened",
    ]
    assert "Reasonable grounds decided: positive" in titles
    assert "by Casey Sample" in page.text


async def test_the_decisions_page_shows_the_reasons_to_staff(app: FastAPI) -> None:
    case_id = await open_case(app)
    await decide(app, case_id, Outcome.NEGATIVE)
    async with signed_in(app, REMY) as client:
        page = await see(client, f"/cases/{case_id}/decisions")
    assert "MARKER of the author's reasons." in page.text
    assert "Waiting for second review" in page.text


async def test_a_case_that_does_not_exist_is_not_found(app: FastAPI) -> None:
    async with signed_in(app, CASEY) as client:
        await see(client, f"/cases/{uuid4()}", status=404)


@pytest.mark.parametrize("path", ["/my-work", "/queues/reasonable-grounds"])
async def test_somebody_of_another_service_may_not_look(app: FastAPI, path: str) -> None:
    async with signed_in(app, STRANGER) as client:
        await see(client, path, status=403)


async def test_who_is_not_signed_in_is_asked_to_sign_in(app: FastAPI) -> None:
    case_id = await open_case(app)
    async with visitor(app) as client:
        response = await client.get(f"/cases/{case_id}")
    assert response.status_code == 303
    assert response.headers["location"].startswith("/sign-in")


async def test_an_overdue_case_says_so(app: FastAPI) -> None:
    case_id = await open_case(app, days_ago=30)
    async with signed_in(app, CASEY) as client:
        page = await see(client, f"/cases/{case_id}")
    badges = [badge.get_text(strip=True) for badge in page.soup.select(".nrm-identity .moj-badge")]
    assert badges == ["Overdue"]
