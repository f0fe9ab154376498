"""What the pages of one case show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import Row, select

from clocks import Calendars, Due, Rule, RuleBook
from contracts.ids import CaseId, UserId
from decision.domain.case import Case
from decision.domain.clocks import Clock
from decision.domain.decisions import Decision
from decision.domain.further_grounds import awaiting, is_further
from decision.domain.letters import Letter
from decision.domain.timekeeping import Timekeeping
from decision.storage import UnitOfWork
from decision.storage.tables import placement, plumbing, support


@dataclass(frozen=True)
class ExplainedClock:
    """A clock with the count that led to its date, done again from what was stored.

    There is no count while it stands still, or where the sources give no length.
    """

    clock: Clock
    rule: Rule
    due: Due | None
    sources: Sequence[str] = ()


@dataclass(frozen=True)
class DecisionView:
    decision: Decision
    written_by: str
    reviewed_by: str
    reasons: str
    review: str
    set_aside: str = ""
    panel: str = ""
    lead: str = ""


@dataclass(frozen=True)
class CaseView:
    """`letters` are the latest first; `part_of` is the reference of the case this one was merged into.

    `awaits_protection`: a further positive decision stands, and nobody has said whether it protects.
    """

    case: Case
    holder: str
    letters: Sequence[Letter] = ()
    part_of: str = ""
    awaits_protection: bool = False
    is_restricted: bool = False
    danger_at: datetime | None = None


@dataclass(frozen=True)
class PlacementView:
    region: str
    arrived_on: date | None
    planned_until: date | None
    departed_on: date | None


@dataclass(frozen=True)
class SupportView:
    """Placed or not, where by region and when. The address is known to nobody here."""

    opened_at: datetime | None = None
    first_contact_at: datetime | None = None
    started_on: date | None = None
    placements: Sequence[PlacementView] = ()


async def case_page(uow: UnitOfWork, case_id: CaseId) -> CaseView:
    case = await uow.cases.get(case_id)
    names = await names_of(uow, {case.taken_by})
    part_of = (await uow.cases.get(case.merged_into)).reference if case.merged_into else ""
    letters = await uow.letters.of_case(case_id)
    awaits_protection = await _awaits_protection(uow, case)
    is_restricted = await uow.restrictions.of_case(case_id) is not None
    return CaseView(
        case,
        names.get(case.taken_by, ""),
        letters,
        part_of,
        awaits_protection,
        is_restricted,
        danger_at=await uow.danger_reports.of_referral(case.referral_id),
    )


async def _awaits_protection(uow: UnitOfWork, case: Case) -> bool:
    return is_further(case) and awaiting(case, await uow.protections.of_case(case.id)) is not None


async def explained_clocks(uow: UnitOfWork, case: Case) -> list[ExplainedClock]:
    book = await uow.policies.book()
    return [await _explained(uow, clock, book) for clock in case.clocks]


async def _explained(uow: UnitOfWork, clock: Clock, book: RuleBook) -> ExplainedClock:
    calendar = await uow.calendars.version(clock.nation, clock.calendar_version)
    times = Timekeeping(book=book, calendars=Calendars.of([calendar]), new_id=uuid4)
    rule = times.rule_as_counted(clock)
    sources = [book.sources.get(tag, tag) for tag in rule.sources]
    return ExplainedClock(clock, rule, times.counted(rule, clock), sources)


async def decisions(uow: UnitOfWork, case: Case) -> list[DecisionView]:
    """Newest first."""
    names = await names_of(uow, {each.written_by for each in case.decisions})
    names |= await names_of(uow, {each.reviewed_by for each in case.decisions})
    words = await uow.reasons.of_decisions(case.id, [each.id for each in case.decisions])
    return [
        DecisionView(
            decision=each,
            written_by=names.get(each.written_by, ""),
            reviewed_by=names.get(each.reviewed_by, ""),
            reasons=words.get((each.id, "reasons"), ""),
            review=words.get((each.id, "review"), ""),
            set_aside=words.get((each.id, "set_aside"), ""),
            panel=words.get((each.id, "panel"), ""),
            lead=words.get((each.id, "lead"), ""),
        )
        for each in reversed(case.decisions)
    ]


async def support_of(uow: UnitOfWork, case: Case) -> SupportView | None:
    """Nothing when no support case has been heard of."""
    heard = select(support).where(support.c.referral_id == case.referral_id)
    noted = (await uow.session.execute(heard)).one_or_none()
    placements = await _placements(uow, case)
    if noted is None:
        return SupportView(placements=placements) if placements else None
    return SupportView(noted.opened_at, noted.first_contact_at, noted.started_on, placements)


async def _placements(uow: UnitOfWork, case: Case) -> list[PlacementView]:
    """Latest first."""
    query = (
        select(placement)
        .where(placement.c.referral_id == case.referral_id)
        .order_by(placement.c.arrived_on.desc().nulls_last(), placement.c.id)
    )
    return [_placement(row) for row in await uow.session.execute(query)]


async def names_of(uow: UnitOfWork, ids: set[UserId | None]) -> dict[UserId | None, str]:
    directory = plumbing.directory
    wanted = [each for each in ids if each]
    query = select(directory.c.user_id, directory.c.name).where(directory.c.user_id.in_(wanted))
    return {UserId(row.user_id): row.name for row in await uow.session.execute(query)} if wanted else {}


def _placement(row: Row[tuple[object, ...]]) -> PlacementView:
    return PlacementView(row.region, row.arrived_on, row.planned_until, row.departed_on)
