"""What is counted of a month (§11), against stays, plans and decisions lived through on a real database."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from tests.care.bookings import a_booking, arrive
from tests.care.scenes import HESTIA, HESTIA_WORKER, MEDAILLE, RULES, day, noon
from tests.care.test_lives import by, concluded, served, supported_by_hestia
from tests.care.town import Town

from care.commands import assessing, journey, leaving, moving_on
from care.commands.journey import NewContact, Reviewed
from care.commands.moving_on import Planned
from care.commands.risk import missing
from care.commands.risk.incidents import Told
from care.domain.journey import ContactKind
from care.domain.leaving import Leaving
from care.domain.measures import KEPT_BACK, Figure, keep_back, measures_as_shipped
from care.domain.missing_people import Telling
from care.domain.months import Month, NotAMonth
from care.domain.move_on import Topic
from care.domain.needs import Agreement, Answer, Need, Recommendation
from care.queries.measures import figures
from contracts.ids import ProviderId, SupportCaseId
from plumbing.database import STAFF, Database, Scope

MARCH, APRIL, MAY = Month.read("2025-03"), Month.read("2025-04"), Month.read("2025-05")
AFTERWARDS = noon("2025-08-01")
Counted = tuple[Decimal, int | None]


async def counted(
    town: Town, month: Month, *, scope: Scope = STAFF, now: datetime = AFTERWARDS
) -> dict[tuple[str, ProviderId | None], Counted]:
    async with town.work(scope) as uow:
        found = await figures(uow, month, rules=RULES, now=now)
    return {
        (name, each.provider_id): (each.part, each.whole) for name, all_ in found.items() for each in all_
    }


def of(part: int | str, whole: int | None) -> Counted:
    return Decimal(part), whole


async def test_an_empty_month_counts_nothing_and_every_query_runs(town: Town) -> None:
    found = await counted(town, Month.read("2020-02"))
    assert {name for name, _ in found} == set(measures_as_shipped())
    assert set(found.values()) == {of(0, 0), of(0, None)}


async def test_stays_are_counted_by_bed_and_day(town: Town) -> None:
    await arrive(town, await a_booking(town, "10", "14"), "10", at="10")
    late = await a_booking(town, "20", "24")
    await arrive(town, late, "21", at="21")
    found = await counted(town, MARCH)
    assert found["occupancy", HESTIA] == of(5 + 4, 2 * 31)
    assert found["occupancy", MEDAILLE] == of(0, 31)
    assert found["occupancy", None] == of(9, 3 * 31)
    assert found["arrived_as_planned", HESTIA] == of(1, 2)
    assert found["offers_declined", HESTIA] == of(0, 2)
    assert found["moves", None] == of(0, 2)
    assert found["occupancy", None] != (await counted(town, APRIL))["occupancy", None]


async def test_a_provider_counts_its_own_alone(town: Town) -> None:
    await arrive(town, await a_booking(town), "10", at="10")
    found = await counted(town, MARCH, scope=Scope.of_tenant(MEDAILLE))
    assert found["occupancy", None] == of(0, 31)
    assert ("occupancy", HESTIA) not in found


async def test_plans_contacts_assessments_and_leaving_are_counted_when_they_were_due(
    care_database: Database, town: Town
) -> None:
    person = await supported_by_hestia(
        care_database, town, concluded("positive"), served("positive", "2025-04-22")
    )
    async with town.work() as uow:
        held = Reviewed(id=uuid4(), held_on=day("2025-04-23"), is_agreed=True)
        await journey.review_plan(uow, person, held, by("2025-04-23", HESTIA_WORKER))
        seen = NewContact(id=uuid4(), kind=ContactKind.VISIT, happened_at=noon("2025-04-23"))
        await journey.log_contact(uow, person, seen, by("2025-04-23", HESTIA_WORKER))
        asked = [Recommendation(Need.HEALTH, 3), Recommendation(Need.LEGAL, 2)]
        await assessing.submit(uow, person, uuid4(), asked, "why", by("2025-04-24", HESTIA_WORKER))
    async with town.work() as uow:
        answers = {Need.HEALTH: Answer(Agreement.AGREED), Need.LEGAL: Answer(Agreement.NOT_AGREED)}
        await assessing.decide(uow, person, answers, by("2025-04-30"))
    april, may = await counted(town, APRIL), await counted(town, MAY)
    assert april["assessment_agreed_in_part", HESTIA] == of(1, 1)
    assert april["assessment_agreed", HESTIA] == april["assessment_not_agreed", HESTIA] == of(0, 1)
    assert may["assessment_in_time", HESTIA] == of(1, 1), "it was due in May and sent in April"
    assert may["rhythm_kept", HESTIA][1] == 1, "fourteen days after the visit nobody had been in touch"
    assert may["rhythm_kept", HESTIA][0] == 0


async def go_missing(town: Town, person: SupportCaseId, on: str, *, known: str) -> None:
    """Reported when it was known, to the police too."""
    async with town.work() as uow:
        told = Told(what_happened="They did not come back from college")
        episode = await missing.report_missing(uow, person, noon(on), told, by(known))
        await missing.tell(uow, episode, Telling.POLICE, by(known))


async def leave_for_abroad(town: Town, person: SupportCaseId) -> None:
    """On 7 May 2025, with everything settled before."""
    async with town.work() as uow:
        settled = Planned(words={}, settled=frozenset(Topic), destination="abroad")
        await moving_on.plan_move_on(uow, person, settled, by("2025-05-01"))
        gone = Leaving(on=day("2025-05-07"), destination="abroad", is_safe=True)
        await leaving.exit_support(uow, person, gone, by("2025-05-07"))


async def test_somebody_missing_is_counted_and_how_soon_the_police_knew(town: Town) -> None:
    home = await a_booking(town)
    await arrive(town, home, "10", at="10")
    await go_missing(town, home.support_case_id, "11", known="12")
    found = await counted(town, MARCH)
    assert found["missing", HESTIA] == of(1, None)
    assert found["missing_reported", HESTIA] == of(0, 1)


async def test_where_people_went_is_counted_in_the_month_they_left(
    care_database: Database, town: Town
) -> None:
    person = await supported_by_hestia(care_database, town, concluded(), served())
    await leave_for_abroad(town, person)
    found = await counted(town, MAY)
    assert found["destination_known", HESTIA] == of(1, 1)
    assert found["safe_housing_at_exit", HESTIA] == of(0, 1)
    a_year_later = await counted(town, Month.read("2026-05"), now=noon("2026-06-01"))
    assert a_year_later["back_within_a_year", HESTIA] == of(0, 1)


def figure(measure: str, part: str, whole: int | None) -> Figure:
    return Figure(measure=measures_as_shipped()[measure], provider_id=None, part=Decimal(part), whole=whole)


@pytest.mark.parametrize(
    ("measure", "part", "whole", "words"),
    [
        ("contact_in_time", "5", 5, "100.0%"),
        ("contact_in_time", "0", 5, "0.0%"),
        ("contact_in_time", "1", 5, KEPT_BACK),
        ("contact_in_time", "4", 400, KEPT_BACK),
        ("contact_in_time", "5", 400, "1.3%"),
        ("contact_in_time", "4", 4, KEPT_BACK),
        ("contact_in_time", "0", 0, "–"),
        ("missing", "0", None, "0"),
        ("missing", "1", None, KEPT_BACK),
        ("missing", "4", None, KEPT_BACK),
        ("missing", "5", None, "5"),
        ("days_of_turnaround", "1234", None, "1,234"),
        ("first_payment", "30.25", 5, "30.3"),
        ("first_payment", "30.25", 4, KEPT_BACK),
    ],
)
def test_vi_7_small_numbers_are_not_shown(measure: str, part: str, whole: int | None, words: str) -> None:
    assert figure(measure, part, whole).words == words


def test_vi_7_a_providers_small_figure_is_not_what_is_left_of_all_the_others() -> None:
    people = {None: "63", HESTIA: "20", MEDAILLE: "40", ProviderId("UNS"): "3"}
    found = keep_back(
        [replace(figure("missing", part, None), provider_id=who) for who, part in people.items()]
    )
    assert [each.words for each in found] == ["63", KEPT_BACK, "40", KEPT_BACK]


@pytest.mark.parametrize(
    ("parts", "wholes", "words"),
    [
        ((40, 12, 28), (60, 20, 40), ["66.7%", "60.0%", "70.0%"]),
        ((30, 2, 28), (60, 20, 40), ["50.0%", KEPT_BACK, KEPT_BACK]),
        ((3, 3, 0), (60, 20, 40), [KEPT_BACK, KEPT_BACK, KEPT_BACK]),
    ],
)
def test_vi_7_a_share_of_which_few_are_true_is_neither_shown_nor_left_over(
    parts: tuple[int, ...], wholes: tuple[int, ...], words: list[str]
) -> None:
    people = zip((None, HESTIA, MEDAILLE), parts, wholes, strict=True)
    found = keep_back(
        [replace(figure("missing_people", str(part), whole), provider_id=who) for who, part, whole in people]
    )
    assert [each.words for each in found] == words


def test_a_level_is_ours_and_holds_from_its_month() -> None:
    measure = measures_as_shipped()["contact_in_time"]
    assert measure.level_on(date(2021, 1, 3)) is None
    level = measure.level_on(date(2021, 1, 4))
    assert level is not None
    assert level.mark == "D"
    assert [figure("contact_in_time", part, 10).reaches(level) for part in ("8", "9")] == [False, True]


@pytest.mark.parametrize("text", ["2025-13", "2025-00", "25-01", "2025-1", "2025-01-01", "1999-01", ""])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(NotAMonth):
        Month.read(text)


def test_a_month_knows_its_ends() -> None:
    assert (Month.read("2024-02").last, Month.read("2024-12").next) == (
        date(2024, 2, 29),
        Month.read("2025-01"),
    )
    assert MARCH.next_at.isoformat() == "2025-03-31T23:00:00+00:00", "British Summer Time has begun"
