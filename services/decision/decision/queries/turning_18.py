"""Children who turn 18 soon while their case is open, and adults who have not yet said if they stay in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Row, and_, or_, select, tuple_

from contracts.ids import CaseId
from decision.domain.overlays import Consent
from decision.domain.rules import rule_book
from decision.domain.stages import UNDECIDED, Stage
from decision.domain.turning_18 import CONSENT_AT_18, PREPARE
from decision.storage import UnitOfWork
from decision.storage.joined_tables import STANDS_ALONE
from decision.storage.restricted_tables import is_open_to_reader
from decision.storage.tables import case_file, clock, plumbing


@dataclass(frozen=True)
class Turning18:
    """`answer_due_on` once the birthday has come, and never a reason to close the case."""

    case_id: CaseId
    reference: str
    turns_18_on: date
    is_adult: bool
    answer_due_on: date | None
    stage: Stage
    holder: str

    @property
    def cut(self) -> tuple[date, CaseId]:
        return self.turns_18_on, self.case_id


async def turning_18(
    uow: UnitOfWork, *, today: date, after: tuple[date, CaseId] | None = None, limit: int = 50
) -> Sequence[Turning18]:
    """The oldest birthday first; the next page begins after the `cut` of the last line."""
    column = case_file.c
    query = (
        select(case_file, clock.c.due_on.label("answer_due_on"), plumbing.directory.c.name.label("holder"))
        .outerjoin(clock, and_(clock.c.case_id == column.id, _is_open_answer()))
        .outerjoin(plumbing.directory, plumbing.directory.c.user_id == column.taken_by)
        .where(column.stage.in_(UNDECIDED), STANDS_ALONE, or_(_is_near(today), _is_asked()))
        .where(is_open_to_reader(uow.session))
        .order_by(column.turns_18_on, column.id)
        .limit(limit)
    )
    if after:
        query = query.where(tuple_(column.turns_18_on, column.id) > after)
    return [_line(row) for row in await uow.session.execute(query)]


def first_birthday_too_far(today: date) -> date:
    """As many days ahead as the rule looks (our setting)."""
    rule = rule_book().select(PREPARE, on=today)
    assert rule.length is not None
    return today + timedelta(days=rule.length.n + 1)


def _is_near(today: date) -> ColumnElement[bool]:
    column = case_file.c
    return and_(column.age_band == "child", column.turns_18_on < first_birthday_too_far(today))


def _is_asked() -> ColumnElement[bool]:
    return and_(case_file.c.consent == Consent.AWAITING_AT_18, case_file.c.turns_18_on.is_not(None))


def _is_open_answer() -> ColumnElement[bool]:
    return and_(clock.c.rule == CONSENT_AT_18, clock.c.ended_on.is_(None))


def _line(row: Row[tuple[object, ...]]) -> Turning18:
    return Turning18(
        case_id=CaseId(row.id),
        reference=row.reference,
        turns_18_on=row.turns_18_on,
        is_adult=row.age_band == "adult",
        answer_due_on=row.answer_due_on,
        stage=row.stage,
        holder=row.holder or "",
    )
