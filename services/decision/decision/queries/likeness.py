"""Cases that may be about the same person, whichever of the two was received first."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import case as either
from sqlalchemy import func, select

from contracts.ids import CaseId
from decision.domain.case import Case
from decision.storage import UnitOfWork
from decision.storage.restricted_tables import is_open_to_reader
from decision.storage.tables import case_file, suspected_duplicate


@dataclass(frozen=True)
class LikeCase:
    case_id: CaseId
    reference: str
    score: float


async def cases_like(uow: UnitOfWork, case: Case) -> Sequence[LikeCase]:
    """The likest first. Those restricted to others are left out."""
    pair = suspected_duplicate.c
    here = case.referral_id
    there = either((pair.referral_id == here, pair.candidate_id), else_=pair.referral_id)
    score = func.max(pair.score)
    query = (
        select(case_file.c.id, case_file.c.reference, score.label("score"))
        .join(suspected_duplicate, case_file.c.referral_id == there)
        .where((pair.referral_id == here) | (pair.candidate_id == here), is_open_to_reader(uow.session))
        .group_by(case_file.c.id)
        .order_by(score.desc(), case_file.c.reference)
    )
    found = (await uow.session.execute(query)).all()
    return [LikeCase(CaseId(row.id), row.reference, row.score) for row in found]
