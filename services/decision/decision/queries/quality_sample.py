"""Decisions picked for somebody to look at again: by chance, and the same ones for the same seed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Text, cast, func, select

from contracts.ids import CaseId
from decision.domain.decisions import DecisionKind, DecisionState, Outcome
from decision.storage import UnitOfWork
from decision.storage.restricted_tables import is_open_to_reader
from decision.storage.tables import case_file, decision

MOST = 100


@dataclass(frozen=True, kw_only=True)
class SampleOf:
    """`size` of the decisions that were made on these London days, both counted, and stand."""

    seed: str
    size: int
    decided_from: date
    decided_until: date


@dataclass(frozen=True)
class Sampled:
    case_id: CaseId
    reference: str
    kind: DecisionKind
    outcome: Outcome
    decided_on: date


async def quality_sample(uow: UnitOfWork, wanted: SampleOf) -> Sequence[Sampled]:
    """The order is a hash of seed and decision, so who knows the seed can draw the sample again."""
    written = decision.c
    drawn = func.md5(func.concat(wanted.seed, cast(written.id, Text)))
    query = (
        select(case_file.c.id, case_file.c.reference, written.kind, written.outcome, written.decided_on)
        .join(case_file, case_file.c.id == written.case_id)
        .where(
            written.state == DecisionState.STANDS,
            written.decided_on.between(wanted.decided_from, wanted.decided_until),
            is_open_to_reader(uow.session),
        )
        .order_by(drawn, written.id)
        .limit(wanted.size)
    )
    return [Sampled(*row) for row in await uow.session.execute(query)]
