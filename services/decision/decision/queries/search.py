"""Cases found by what the case itself knows: reference, who referred, when it came, where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, exists, select, text, tuple_

from contracts.ids import CaseId, UserId
from decision.domain.stages import Stage
from decision.storage import UnitOfWork
from decision.storage.queue_tables import conflict_of_interest
from decision.storage.restricted_tables import is_open_to
from decision.storage.searches import SearchFor
from decision.storage.tables import case_file, plumbing

AT_ONCE = 25
MANY = "\\"  # escapes what LIKE would take for a pattern

# One step along the index for each organisation, however many cases it has referred.
ORGANISATIONS = text(
    """
    WITH RECURSIVE known AS (
        (SELECT organisation_id FROM case_file ORDER BY organisation_id LIMIT 1)
        UNION ALL
        SELECT (SELECT organisation_id FROM case_file WHERE organisation_id > known.organisation_id
                ORDER BY organisation_id LIMIT 1)
        FROM known WHERE known.organisation_id IS NOT NULL)
    SELECT organisation_id FROM known WHERE organisation_id IS NOT NULL
    """
)


@dataclass(frozen=True)
class FoundAfter:
    """The last case of the page before. Newest received first."""

    received_on: date
    case_id: CaseId


@dataclass(frozen=True)
class Found:
    case_id: CaseId
    reference: str
    received_on: date
    organisation_id: str
    stage: Stage
    holder: str
    is_merged: bool


@dataclass(frozen=True)
class FoundPage:
    rows: Sequence[Found]
    has_more: bool


async def search(
    uow: UnitOfWork, wanted: SearchFor, *, by: UserId, after: FoundAfter | None, limit: int = AT_ONCE
) -> FoundPage:
    """One row more than asked for shows whether there are more."""
    case, known = case_file.c, plumbing.directory.c
    found = (case.id, case.reference, case.received_on, case.organisation_id, case.stage)
    query = select(*found, known.name, case.merged_into).outerjoin(
        plumbing.directory, known.user_id == case.taken_by
    )
    query = query.select_from(case_file).where(*_conditions(wanted, by))
    if after:
        query = query.where(tuple_(case.received_on, case.id) < (after.received_on, after.case_id))
    query = query.order_by(case.received_on.desc(), case.id.desc()).limit(limit + 1)
    rows = [
        Found(CaseId(row[0]), row[1], row[2], row[3], row[4], row[5] or "", row[6] is not None)
        for row in await uow.session.execute(query)
    ]
    return FoundPage(rows[:limit], len(rows) > limit)


async def organisations(uow: UnitOfWork) -> list[str]:
    """Whoever has referred a case."""
    return list(await uow.session.scalars(ORGANISATIONS))


def _conditions(wanted: SearchFor, by: UserId) -> list[ColumnElement[bool]]:
    case = case_file.c
    conditions: list[ColumnElement[bool]] = [is_open_to(by)]
    if wanted.reference:
        conditions.append(case.reference.like(f"{_plain(wanted.reference)}%", escape=MANY))
    if wanted.organisation:
        conditions.append(case.organisation_id == wanted.organisation)
    if wanted.received_from:
        conditions.append(case.received_on >= wanted.received_from)
    if wanted.received_until:
        conditions.append(case.received_on <= wanted.received_until)
    if wanted.stage:
        conditions.append(case.stage == wanted.stage)
    if wanted.referrals is not None:
        conditions += [case.referral_id.in_(wanted.referrals), _is_no_conflict_of(by)]
    return conditions


def _is_no_conflict_of(person: UserId) -> ColumnElement[bool]:
    """Who has declared that they know somebody does not find them by name."""
    declared = conflict_of_interest.c
    return ~exists().where(declared.case_id == case_file.c.id, declared.person == person)


def _plain(reference: str) -> str:
    for sign in (MANY, "%", "_"):
        reference = reference.replace(sign, MANY + sign)
    return reference
