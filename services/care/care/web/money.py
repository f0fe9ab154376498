"""One person's money: how much a week and why, from when, and every line there was."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Request
from starlette.responses import Response

from care.domain.money.facts import AsylumSupport, MoneyFacts
from care.domain.money.ledger import NewLine, settle
from care.domain.money.payment import LineState
from care.domain.money.rates import rates_as_shipped
from care.domain.money.weekly import Weekly
from care.domain.refusals import Refused
from care.domain.support import SupportCase
from care.domain.visibility import Data
from care.queries.money import LineOf, lines_of_person
from care.storage import UnitOfWork
from care.web import columns, money_words, paths, words
from care.web.edge import Desk, ProvidersDesk
from care.web.person_parts import parts_of
from care.web.seeing import must_see
from contracts.ids import SupportCaseId
from plumbing.govuk.parts import Column, Link, Row, Status
from plumbing.pages import page

router = APIRouter(prefix=f"{paths.PEOPLE}/{{support_case_id}}/money")


@dataclass(frozen=True)
class LineShown:
    days: str
    why: str
    pounds: str
    status: Status


@dataclass(frozen=True, kw_only=True)
class MoneyView:
    reference: str
    back: str
    here: str
    next: str
    entitlement: Sequence[Row]
    week: Sequence[Row]
    not_written: Sequence[LineShown]
    lines: Sequence[LineShown]
    parts: Sequence[Link]
    columns: Sequence[Column] = columns.MONEY_LINES


async def own_case(uow: UnitOfWork, desk: Desk, support_case_id: SupportCaseId) -> SupportCase:
    """Money is shown to whoever supports the person, not to everybody who might take them in."""
    case = await uow.cases.get(support_case_id)
    must_see(desk, case, Data.PAYMENTS)
    return case


@router.get("")
async def money(request: Request, desk: ProvidersDesk, support_case_id: SupportCaseId) -> Response:
    async with desk.work() as uow:
        case = await own_case(uow, desk, support_case_id)
        facts = await uow.money.facts(case)
        known = await uow.money.settled(case.id)
        lines = await lines_of_person(uow, support_case_id)
    days = facts.days_to_settle(known, None) if known else None
    parts = parts_of(case, desk, "money")
    changed = settle(days, facts.entitled(rates_as_shipped()), known) if days else ()
    return page(request, "money.html", _view(case, facts, changed, lines, parts=parts, today=desk.today))


def _view(
    case: SupportCase,
    facts: MoneyFacts,
    changed: Sequence[NewLine],
    lines: Sequence[LineOf],
    *,
    parts: Sequence[Link],
    today: date,
) -> MoneyView:
    return MoneyView(
        reference=case.reference,
        back=paths.person(case.id),
        here=paths.person(case.id, "money"),
        next=_next(facts, changed, lines),
        entitlement=list(_entitlement(facts)),
        week=list(_week(facts, today)),
        not_written=[_new(line) for line in changed],
        lines=[_shown(of) for of in lines],
        parts=parts,
    )


def _next(facts: MoneyFacts, changed: Sequence[NewLine], lines: Sequence[LineOf]) -> str:
    if facts.starts_on is None:
        return "Money starts with emergency accommodation, or with a positive reasonable grounds decision."
    if changed:
        return "Something has changed since these days were paid. The next payment run corrects it."
    if any(of.line.state is LineState.TO_APPROVE for of in lines):
        return "A manager approves the days marked “To be approved” before they are paid."
    return "Nothing is to be done. The next payment run pays what is due."


def _entitlement(facts: MoneyFacts) -> Iterator[Row]:
    entitled = facts.entitlement
    if entitled is None:
        yield Row("Entitled", "Not yet")
        return
    yield Row("Entitled", money_words.days(entitled.first_on, entitled.last_on))
    yield Row("Because", f"{money_words.BASES[entitled.basis]} (MO-1, MO-2)")
    for gap in facts.not_supported:
        yield Row("Not supported, so not paid", f"{money_words.days(gap.first_on, gap.last_on)} (MO-7)")
    for spell in facts.asylum:
        yield Row("Asylum support", _asylum(spell))
    if facts.children_born_on:
        yield Row("Children living with the person", str(len(facts.children_born_on)))


def _asylum(spell: AsylumSupport) -> str:
    kind, days = money_words.ASYLUM_KINDS[spell.kind], money_words.days(spell.first_on, spell.last_on)
    return f"{kind}, {money_words.pounds(spell.weekly)} a week, {days}"


def _week(facts: MoneyFacts, today: date) -> Iterator[Row]:
    try:
        found = facts.entitled(rates_as_shipped())(today)
    except Refused as refused:
        yield Row("This week", words.REFUSALS[refused.code])
        return
    yield from _parts(found, today)
    yield Row("A week", f"{money_words.pounds(found.contract_pays)}")


def _parts(found: Weekly, today: date) -> Iterator[Row]:
    for part in found.parts:
        mark = money_words.mark_of(rates_as_shipped().by_id(part.rate_id), today)
        yield Row(money_words.ITEMS[part.item], f"{money_words.pounds(part.amount)} ({mark})")
    if found.asylum_offset:
        yield Row("Less the asylum payment", f"−{money_words.pounds(found.asylum_offset)} (MO-4)")


def _new(line: NewLine) -> LineShown:
    return LineShown(
        money_words.days(line.first_on, line.last_on),
        money_words.KINDS[line.kind],
        money_words.pounds(line.amount),
        Status("Not yet worked in", "waiting"),
    )


def _shown(of: LineOf) -> LineShown:
    line = of.line
    return LineShown(
        money_words.days(line.first_on, line.last_on),
        money_words.why(line),
        money_words.pounds(line.amount),
        money_words.LINE_STATES[of.state],
    )
