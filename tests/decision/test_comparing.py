"""Two cases side by side: what both referrals say, and where they differ."""

from fastapi import FastAPI
from sqlalchemy import select
from tests.decision.portal_visits import CASEY, STRANGER, open_case, see
from tests.decision.referral_service import ReferralServiceDouble
from tests.portals import signed_in

from decision.storage.tables import plumbing
from decision.web.comparing import side_by_side
from decision.web.referral_part import ReferralPart, SectionCard
from plumbing.govuk.parts import Row


def a_part(*rows: Row, title: str = "About the person") -> ReferralPart:
    return ReferralPart("Mai Sample", [SectionCard(title, rows)])


def test_answers_are_put_beside_each_other_and_what_differs_is_marked() -> None:
    here = a_part(Row("Name", "Mai  Sample"), Row("Languages", ["Vietnamese", "English"]), Row("Town", "Ely"))
    there = a_part(Row("Name", "mai sample"), Row("Languages", ["Vietnamese"]), Row("Work", "Nails"))
    [section] = side_by_side(here, there)
    assert [(line.question, line.differs) for line in section.lines] == [
        ("Name", False),
        ("Languages", True),
        ("Town", True),
        ("Work", True),
    ]


def test_a_part_only_one_referral_has_stands_last() -> None:
    sections = side_by_side(a_part(Row("Name", "Mai")), a_part(Row("Bail", "Yes"), title="Police"))
    assert [section.title for section in sections] == ["About the person", "Police"]


async def test_both_referrals_are_read_and_both_looks_are_recorded(
    app: FastAPI, referral_service: ReferralServiceDouble
) -> None:
    here, there = await open_case(app, reference="NRM-ONE"), await open_case(app, reference="NRM-TWO")
    async with signed_in(app, CASEY) as client:
        page = await see(client, f"/cases/{here}/compare/{there}")
        await see(client, f"/cases/{here}/compare/{here}", status=404)
        referral_service.is_away = True
        assert "not answering" in (await see(client, f"/cases/{here}/compare/{there}")).text
    assert "0 answers differ" in page.text
    assert "Mai <b>Sample</b>" in page.text
    async with app.state.open_work() as uow:
        audit = plumbing.audit
        subjects = await uow.session.scalars(select(audit.c.subject).where(audit.c.action == "case_viewed"))
        assert {str(here), str(there)} <= set(subjects)


async def test_a_stranger_compares_nothing(app: FastAPI) -> None:
    here, there = await open_case(app), await open_case(app)
    async with signed_in(app, STRANGER) as client:
        await see(client, f"/cases/{here}/compare/{there}", status=403)
