"""Danger in the database: what is written down, announced, sealed and set in motion at once."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from tests.care.bookings import a_booking, arrive, open_tasks, said, state_of
from tests.care.scenes import HESTIA, RULES, Works, noon, some_premises
from tests.care.town import Town

from care.commands import disclosing
from care.commands.disclosing import Asked
from care.commands.lives import By
from care.commands.offers import Wanted
from care.commands.risk import complaints, incidents, missing
from care.commands.risk.incidents import Told
from care.domain.complaints import Alternative, AskedToLeave
from care.domain.disclosure import Asker, DisclosureState
from care.domain.incidents import Category, Happening, Severity
from care.domain.missing_people import Ending, EpisodeId, Telling
from care.domain.people import Actor
from care.domain.placement import PlacementState
from care.domain.refusals import Code, Refused
from care.domain.support import SupportState
from care.domain.tasks import TaskKind
from care.queries.reveals import reveals_since
from care.storage import Missing
from care.storage.addresses import seal_address
from contracts.ids import PremisesId, ProviderId
from plumbing.database import Scope
from plumbing.encryption import KeyRing

MANAGER = Actor(HESTIA, user="a manager at Hestia", is_manager=True)
WORKER = Actor(HESTIA, user="a worker at Hestia")
MED = Actor(ProviderId("MED"), user="a worker at Medaille")
HESTIAS = Scope.of_tenant(HESTIA)
SECRET = "A man in a red van asked for Mai"
NIGHT = noon("12")
AREA = some_premises().area


def by(actor: Actor = WORKER, at: datetime = NIGHT) -> By:
    return By(actor, RULES, at)


@pytest.fixture
async def home(town: Town) -> Wanted:
    """Somebody who has lived in bed A since 10 March."""
    what = await a_booking(town)
    await arrive(town, what, "10", at="10")
    return what


async def state_of_case(town: Town, home: Wanted) -> SupportState:
    async with town.work() as uow:
        return (await uow.cases.get(home.support_case_id)).state


async def go_missing(town: Town, home: Wanted) -> EpisodeId:
    async with town.work(HESTIAS) as uow:
        seen = NIGHT - timedelta(hours=5)
        return await missing.report_missing(uow, home.support_case_id, seen, Told(what_happened=SECRET), by())


async def test_an_address_that_is_known_flags_the_house_and_asks_for_another_place(
    town: Town, home: Wanted
) -> None:
    what = Happening(
        category=Category.ADDRESS_COMPROMISED, severity=Severity.CRITICAL, known_at=NIGHT - timedelta(hours=1)
    )
    async with town.work(HESTIAS) as uow:
        incident = await incidents.record_incident(
            uow, home.support_case_id, what, Told(what_happened=SECRET), by()
        )
        assert await uow.risks.is_flagged(town.beds["A"].premises_id)
        assert (await uow.cases.get(home.support_case_id)).avoid_areas == [AREA]
    assert (TaskKind.RE_PLACEMENT, home.placement_id) in await open_tasks(town)
    async with town.work(HESTIAS) as uow:
        await incidents.report(uow, incident, by())
        await incidents.lift_flag(uow, town.beds["A"].premises_id, by(MANAGER))
        assert not await uow.risks.is_flagged(town.beds["A"].premises_id)
    assert (await said(town.work))[-1] == "incident_reported"


async def test_what_happened_is_sealed_and_in_no_event_and_no_audit_entry(town: Town, home: Wanted) -> None:
    await go_missing(town, home)
    async with town.work() as uow:
        case = await uow.cases.get(home.support_case_id)
        assert SECRET in (await uow.texts.of_case(case.id, case.referral_id)).values()
        for table in ("outbox", "audit", "incident", "missing_episode", "sealed_text"):
            rows = (await uow.session.execute(text(f"SELECT t::text FROM {table} t"))).scalars()
            assert not [row for row in rows if "red van" in row]


async def test_ri_4_support_of_a_missing_person_stands_still_and_their_bed_is_kept_until_they_return(
    town: Town, home: Wanted
) -> None:
    episode = await go_missing(town, home)
    assert await state_of_case(town, home) is SupportState.SUSPENDED
    assert await state_of(town, home) is PlacementState.ABSENT
    assert (await said(town.work))[-1] == "person_reported_missing"
    with pytest.raises(Refused) as refused:
        await go_missing(town, home)
    assert refused.value.code is Code.ALREADY_MISSING
    async with town.work(HESTIAS) as uow:
        await missing.tell(uow, episode, Telling.POLICE, by())
    async with town.work(HESTIAS) as uow:
        await missing.end(uow, episode, Ending.RETURNED, by(at=NIGHT + timedelta(hours=9)))
    assert await state_of_case(town, home) is SupportState.RECOVERY
    assert await state_of(town, home) is PlacementState.IN_RESIDENCE
    assert (await said(town.work))[-1] == "person_found"


async def test_ri_4_after_72_hours_a_manager_releases_the_bed_and_support_stays_open(
    town: Town, home: Wanted
) -> None:
    episode = await go_missing(town, home)
    late = NIGHT - timedelta(hours=5) + timedelta(hours=72)
    with pytest.raises(Refused):
        async with town.work(HESTIAS) as uow:
            await missing.release_bed(uow, episode, by(MANAGER, late - timedelta(minutes=1)))
    async with town.work(HESTIAS) as uow:
        await missing.release_bed(uow, episode, by(MANAGER, late))
    assert await state_of(town, home) is PlacementState.DEPARTED
    assert await state_of_case(town, home) is SupportState.SUSPENDED
    async with town.work(HESTIAS) as uow:
        await missing.end(uow, episode, Ending.FOUND_ELSEWHERE, by(at=late))
    assert await state_of_case(town, home) is SupportState.RECOVERY


async def test_ri_9_who_is_asked_to_leave_loses_the_bed_and_keeps_the_support(
    town: Town, home: Wanted
) -> None:
    asked = AskedToLeave(
        warned_on=NIGHT.date(), why_no_warning="", alternative=Alternative.ANOTHER_HOUSE, is_prime_told=True
    )
    async with town.work(HESTIAS) as uow:
        await complaints.ask_to_leave(uow, home.support_case_id, asked, by=by(MANAGER))
    assert await state_of(town, home) is PlacementState.DEPARTED
    assert await state_of_case(town, home) is SupportState.RECOVERY


def a_request(*facts: str, asker: Asker = Asker.COMPETENT_AUTHORITY) -> Asked:
    return Asked(
        asker=asker, asked_on=NIGHT.date(), who="A caseworker", purpose="CG", basis="consent", facts=facts
    )


async def test_vi_1_a_refused_request_is_kept_and_a_released_one_gives_the_named_facts_only(
    town: Town, home: Wanted
) -> None:
    async with town.work(HESTIAS) as uow:
        refused = await disclosing.record_request(
            uow, home.support_case_id, a_request("the whole file"), by=by()
        )
    async with town.work(HESTIAS) as uow:
        kept = await uow.disclosures.locked(refused.id)
        assert (kept.state, kept.refused_for) == (DisclosureState.REFUSED, Code.MUST_NAME_FACTS)
        request = await disclosing.record_request(
            uow, home.support_case_id, a_request("day of arrival", "region"), by=by()
        )
    async with town.work(HESTIAS) as uow:
        answers = ["10 March 2025", "", SECRET]
        await disclosing.release(uow, request.id, answers, by=by(MANAGER))
    async with town.work(HESTIAS) as uow:
        case = await uow.cases.get(home.support_case_id)
        texts = await uow.texts.of_case(case.id, case.referral_id)
    told = {purpose: words for (subject, purpose), words in texts.items() if subject == request.id}
    assert {purpose: words for purpose, words in told.items() if purpose.startswith("answer")} == {
        "answer 0": "10 March 2025"
    }


async def test_vi_3_an_address_is_read_with_its_key_by_the_own_provider_and_each_reading_is_kept(
    town: Town, ring: KeyRing
) -> None:
    house = PremisesId(town.beds["A"].premises_id)
    async with town.work() as uow:
        await uow.addresses.keep(house, seal_address("1 Invented Row", house, ring))
    async with town.work(HESTIAS) as uow:
        assert await disclosing.reveal_address(uow, house, "a taxi", ring, by=by()) == "1 Invented Row"
    async with town.work(HESTIAS) as uow:
        looked = await reveals_since(uow, datetime.min.replace(tzinfo=UTC), ring)
        assert [(each.revealed_by, each.reason) for each in looked] == [("a worker at Hestia", "a taxi")]
    async with town.work(Scope.of_tenant("MED")) as uow:
        assert (await uow.session.execute(text("SELECT * FROM premises_address"))).all() == []
        with pytest.raises(Missing):
            await disclosing.reveal_address(uow, house, "a taxi", ring, by=by(MED))


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("severity = 'other'", "incident_always_critical"),
        ("closed_at = now(), closed_by = 'x'", "incident_reported_first"),
        ("reported_at = now()", "incident_reported"),
    ],
)
async def test_the_database_itself_keeps_incidents_straight(
    town: Town, home: Wanted, change: str, constraint: str
) -> None:
    await go_missing(town, home)
    with pytest.raises(IntegrityError, match=constraint):
        async with town.work() as uow:
            await uow.session.execute(text(f"UPDATE incident SET {change}"))


async def test_another_provider_sees_nothing_of_it(work: Works, town: Town, home: Wanted) -> None:
    await go_missing(town, home)
    async with work(Scope.of_tenant("MED")) as uow:
        for table in ("incident", "missing_episode", "complaint", "disclosure_request"):
            assert await uow.session.scalar(text(f"SELECT count(*) FROM {table}")) == 0
