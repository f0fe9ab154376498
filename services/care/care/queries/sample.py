"""A sample of consented needs summaries and notes, drawn by chance, and the same again for the same seed."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Text, cast, func, select

from care.domain.needs import Need
from care.domain.sampling import is_in_sample
from care.domain.support import SupportCase
from care.storage import UnitOfWork
from care.storage.tables import support_case


@dataclass(frozen=True)
class Sampled:
    """Neither who it is nor which case: a region, what they need, and what was noted."""

    region: str | None
    needs: Sequence[tuple[Need, str]]
    notes: Sequence[str]


async def draw(uow: UnitOfWork, *, seed: str, size: int) -> Sequence[Sampled]:
    """The order is a hash of seed and case, so who knows the seed can draw the sample again."""
    case = support_case.c
    query = (
        select(SupportCase)
        .where(case.inspection_agreed_at.is_not(None), case.provider_id.is_not(None))
        .order_by(func.md5(func.concat(seed, cast(case.id, Text))), case.id)
        .limit(size)
    )
    return [await _sampled(uow, each) for each in (await uow.session.scalars(query)).all()]


async def _sampled(uow: UnitOfWork, case: SupportCase) -> Sampled:
    answers = await uow.lives.answers(case.id)
    shared = {f"need_{need}": answer.is_shared for need, answer in answers.items()}
    texts = await uow.texts.of_case(case.id, case.referral_id)
    read = [
        (purpose, words)
        for (_, purpose), words in sorted(texts.items(), key=lambda each: (each[0][1], str(each[0][0])))
        if is_in_sample(purpose, is_shared=shared.get(purpose, False))
    ]
    of_needs = {f"need_{need}": need for need in Need}
    return Sampled(
        case.region,
        [(of_needs[purpose], words) for purpose, words in read if purpose in of_needs],
        [words for purpose, words in read if purpose not in of_needs],
    )
