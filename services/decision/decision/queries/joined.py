"""The links and merges of a case, as its pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from contracts.ids import CaseId
from decision.domain.case import Case
from decision.domain.joining import JoinedCases
from decision.domain.overlays import Consent
from decision.queries.case import names_of
from decision.storage import CaseNote, UnitOfWork
from decision.storage.restricted_tables import is_open_to_reader
from decision.storage.tables import case_file


@dataclass(frozen=True)
class JoinedView:
    """`is_part`: this case is the one received later. `reference` is the other's.

    `is_withdrawal_asked`: it was reported on the other that the person no longer agrees.
    """

    joined: JoinedCases
    other_id: CaseId
    reference: str
    is_part: bool
    is_withdrawal_asked: bool
    joined_by: str
    undone_by: str
    notes: Sequence[CaseNote] = ()


async def joined_to(uow: UnitOfWork, case: Case) -> list[JoinedView]:
    """Newest first, undone ones among them. Those with a case restricted to others are not said."""
    joins = await uow.joins.of_case(case.id)
    if not joins:
        return []
    others = await _others(uow, {each for join in joins for each in join.cases})
    names = await names_of(uow, {each for join in joins for each in (join.joined_by, join.undone_by)})
    notes = await _notes(uow, joins)
    return [
        JoinedView(
            joined=join,
            other_id=(other := join.earlier_id if join.later_id == case.id else join.later_id),
            reference=others[other][0],
            is_part=join.later_id == case.id,
            is_withdrawal_asked=others[other][1] is Consent.WITHDRAWN,
            joined_by=names.get(join.joined_by, ""),
            undone_by=names.get(join.undone_by, ""),
            notes=notes.get(join.id, ()),
        )
        for join in joins
        if join.cases <= others.keys()
    ]


async def _others(uow: UnitOfWork, ids: set[CaseId]) -> dict[UUID, tuple[str, Consent]]:
    columns = case_file.c
    query = select(columns.id, columns.reference, columns.consent).where(
        columns.id.in_(ids), is_open_to_reader(uow.session)
    )
    return {row.id: (row.reference, row.consent) for row in await uow.session.execute(query)}


async def _notes(uow: UnitOfWork, joins: Sequence[JoinedCases]) -> dict[UUID, list[CaseNote]]:
    """Why they were joined or taken apart, kept with the later case of each."""
    kept = [note for later in {join.later_id for join in joins} for note in await uow.notes.of_case(later)]
    return {join.id: [note for note in kept if note.subject_id == join.id] for join in joins}
