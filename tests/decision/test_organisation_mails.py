"""Who is told of what, as the table of the guidance has it; and mails to organisations, which say nothing."""

from dataclasses import replace

import pytest
from fastapi import FastAPI
from tests.decision.builders import TIMES, a_case, a_case_under_review, a_positive_case, a_review, noon
from tests.decision.kept_cases import DecisionWork, history, opened, the_case
from tests.decision.portal_visits import CASEY, LEE, Seen, see, send
from tests.decision.test_staff_mails import Letterbox
from tests.portals import signed_in

from contracts.decision import CaseSuspended, CaseWithdrawn, CgDecided, DisqualificationDecided
from contracts.events import Event
from decision.domain import reasonable_grounds
from decision.domain.case import Case
from decision.domain.overlays import Whereabouts
from decision.domain.telling_organisations import News, organisations_to_tell
from decision.domain.told import Who, must_hear
from decision.mails import Letters, deliver
from decision.storage.mails import Waiting
from decision.storage.organisation_addresses import OrganisationAddress

FR, PROVIDER, COUNCIL = Who.FIRST_RESPONDER, Who.SUPPORT_PROVIDER, Who.LOCAL_AUTHORITY
GUARDIAN, POLICE, IMMIGRATION = Who.GUARDIAN, Who.POLICE, Who.IMMIGRATION
ADULT, ALONE, CHILD = (
    {"age_band": "adult", "is_support_wanted": True},
    {"age_band": "adult", "is_support_wanted": False},
    {"age_band": "child", "is_support_wanted": True},
)
AT = noon("2026-04-01")


@pytest.mark.parametrize(
    ("occasion", "about", "hear"),
    [
        ("acknowledged", ADULT, {FR, PROVIDER, POLICE, IMMIGRATION}),
        ("acknowledged", ALONE, {FR, POLICE, IMMIGRATION}),
        ("acknowledged", CHILD, {FR, PROVIDER, COUNCIL, GUARDIAN, POLICE, IMMIGRATION}),
        ("suspended", ADULT, {FR, PROVIDER, COUNCIL, POLICE, IMMIGRATION}),
        ("suspended", ALONE, {FR, COUNCIL, POLICE, IMMIGRATION}),
        ("suspended", CHILD, {FR, PROVIDER, COUNCIL, GUARDIAN, POLICE, IMMIGRATION}),
        ("withdrawn", ADULT, {FR, PROVIDER, COUNCIL, POLICE}),
        ("withdrawn", ALONE, {FR, COUNCIL, POLICE}),
        ("withdrawn", CHILD, {FR, PROVIDER, COUNCIL, POLICE}),
        ("disqualified", ADULT, {FR, PROVIDER, COUNCIL, POLICE, IMMIGRATION}),
        ("disqualified", ALONE, {FR, COUNCIL, POLICE, IMMIGRATION}),
        ("disqualified", CHILD, {FR, PROVIDER, COUNCIL, GUARDIAN, POLICE, IMMIGRATION}),
    ],
)
def test_who_must_hear_is_what_the_table_of_the_guidance_says(
    occasion: str, about: dict[str, object], hear: set[Who]
) -> None:
    assert {told.who for told in must_hear(a_case(**about), occasion)} == hear  # type: ignore[arg-type]  # a row


def facts(case: Case) -> dict[News, Event]:
    at = {"decided_at": AT, "decided_on": AT.date()}
    return {
        News.DECIDED: case.fact(CgDecided, outcome="positive", **at),
        News.SUSPENDED: case.fact(
            CaseSuspended, suspended_at=AT, before="reasonable_grounds", reason="missing"
        ),
        News.WITHDRAWN: case.fact(CaseWithdrawn, withdrawn_at=AT),
        News.DISQUALIFIED: case.fact(DisqualificationDecided, decided_at=AT, outcome="imposed"),
    }


@pytest.mark.parametrize(
    ("news", "about", "mailed"),
    [
        (News.DECIDED, ADULT, {FR, PROVIDER, POLICE}),
        (News.DECIDED, ALONE, {FR, POLICE}),
        (News.DECIDED, CHILD, {FR, PROVIDER, COUNCIL, POLICE}),
        (News.SUSPENDED, ADULT, {FR, PROVIDER}),
        (News.SUSPENDED, CHILD, {FR, PROVIDER, COUNCIL}),
        (News.WITHDRAWN, ALONE, {FR}),
        (News.WITHDRAWN, CHILD, {FR, PROVIDER, COUNCIL}),
        (News.DISQUALIFIED, ADULT, {FR, PROVIDER, COUNCIL, POLICE}),
    ],
)
def test_a_mail_goes_to_whom_the_case_itself_names(
    news: News, about: dict[str, object], mailed: set[Who]
) -> None:
    case = a_case(**about)
    case.decisions.extend(a_positive_case().decisions)
    told = organisations_to_tell(case, [facts(case)[news]])
    assert ({each.who for each in told}, {each.news for each in told}) == (mailed, {news})


def test_nobody_is_mailed_of_a_draft_of_what_was_not_imposed_or_after_a_death() -> None:
    case = a_case_under_review()
    _, returned = reasonable_grounds.review(case, a_review(is_agreed=False), times=TIMES)
    spared = case.fact(DisqualificationDecided, decided_at=AT, outcome="not_imposed")
    assert organisations_to_tell(case, [*returned, spared]) == []
    case.whereabouts = Whereabouts.DECEASED
    assert organisations_to_tell(case, list(facts(case).values())) == []


def address(who: Who, owner: str = "") -> OrganisationAddress:
    return OrganisationAddress(who, owner, f"{who.value.replace('_', '-')}{owner}@example.org")


async def keep(work: DecisionWork, *addresses: OrganisationAddress) -> None:
    async with work() as uow:
        for each in addresses:
            await uow.organisation_addresses.keep(each, by=LEE.user_id, at=AT)


async def test_a_referral_is_acknowledged_once_mails_have_gone_to_all_who_must_hear(
    work: DecisionWork,
) -> None:
    await keep(work, address(FR), address(FR, "unseen"), address(PROVIDER, "england"), address(POLICE))
    case_id = await opened(work, organisation_id="unseen", reference="NRM-7K3F-92QD-X")
    child = await opened(work, age_band="child")
    box = Letterbox()
    await deliver(work, box, Letters("https://decide.example.org"), lambda: AT)
    first = [mail for mail in box.taken if "NRM-7K3F-92QD-X" in mail.subject]
    assert {mail.to for mail in first} == {
        "first-responderunseen@example.org",
        "support-providerengland@example.org",
        "police@example.org",
    }
    assert all("/cases/" not in mail.text and "NRM-7K3F-92QD-X" in mail.text for mail in first)
    assert (await history(work, case_id)).count("organisation_mailed") == 3
    assert (await the_case(work, case_id)).open_clocks("CLK-ACK") == []
    why = "the council of the child has no address, so a person tells it"
    assert (await the_case(work, child)).open_clocks("CLK-ACK") != [], why


def test_news_is_told_in_the_same_words_whatever_has_happened() -> None:

    waiting = Waiting(
        id=LEE.user_id, address="a@example.org", kind=News.DECIDED, case_id=LEE.user_id, reference="N"
    )
    said = {Letters("x").write(replace(waiting, kind=each, party=FR)).text for each in (*News,)[1:]}
    assert len(said) == 1


async def test_a_leader_keeps_addresses_and_sees_who_must_hear_of_what(app: FastAPI) -> None:
    async with signed_in(app, CASEY) as client:
        assert (await client.get("/addresses")).status_code == 403
    async with signed_in(app, LEE) as client:
        page = await see(client, "/addresses")
        assert "people tell all of them" in page.text
        assert "Who must hear that the person has lost protection" in page.text
        assert "The support provider, if support is wanted (our setting, not official)" in page.text
        assert "The guardian, where the child has one The local authority, if adult" in page.text
        assert "Who must hear of a decision The person, if an adult" in page.text
        refused = Seen(await send(client, "/addresses", who="police", address="nobody"))
        assert "Enter an email address, like" in refused.text
        kept = {"who": "police", "belongs_to": "south-west"}
        await send(client, "/addresses", **kept, address="police@example.org")
        assert "police@example.org" in (await see(client, "/addresses")).text
        await send(client, "/addresses/remove", **kept)
        assert "police@example.org" not in (await see(client, "/addresses")).text
