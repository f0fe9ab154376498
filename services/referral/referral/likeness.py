"""Looking for a person: as a referral is sent, which it never stands in the way of, and by name."""

from collections.abc import Mapping
from datetime import datetime

import structlog

from clocks.days import london_day
from contracts.ids import ReferralId, UserId
from contracts.referral import DuplicateSuspected
from plumbing.encryption import CannotOpen
from referral.domain.likeness.looking import likeness_to, looked_for
from referral.domain.likeness.person import Person, person_in
from referral.domain.likeness.scoring import THRESHOLD, score
from referral.domain.likeness.tokens import kept_under, looked_for_under
from referral.domain.referral import Referral
from referral.storage import UnitOfWork
from referral.storage.likeness import OthersAreLooking

MOST_CANDIDATES = 12
MOST_NAMESAKES = 50
OWED_AT_ONCE = 2
PATIENCE = "2s"

log = structlog.get_logger()


async def look_for_duplicates(uow: UnitOfWork, referral_id: ReferralId, *, at: datetime) -> None:
    """In the transaction that sends. What fails is undone, and made good by a later sending (MH06).

    Nobody waits for others twice: who was kept waiting looks at nothing that is owed either.
    """
    await uow.likenesses.owe(referral_id, since=at)
    try:
        await _try_to_look(uow, referral_id, at=at)
        for owed in await uow.likenesses.owed(most=OWED_AT_ONCE):
            await _try_to_look(uow, owed, at=at)
    except OthersAreLooking:
        log.info("likeness-put-off", referral_id=str(referral_id))


async def _try_to_look(uow: UnitOfWork, referral_id: ReferralId, *, at: datetime) -> None:
    """Raises OthersAreLooking: then it stays owed, as it was."""
    try:
        async with uow.likenesses.across_organisations(patience=PATIENCE):
            found = await _look(uow, referral_id, at=at)
    except OthersAreLooking:
        raise
    except Exception as trouble:  # whatever it is, the referral has to be sent
        log.error("likeness-not-looked-at", referral_id=str(referral_id), trouble=type(trouble).__name__)
        await uow.likenesses.owe(referral_id, since=at)
        return
    if found:
        _record(uow, referral_id, found, at=at)


async def _look(uow: UnitOfWork, referral_id: ReferralId, *, at: datetime) -> int:
    """How many referrals seem to be about the same person."""
    if not await uow.likenesses.settle(referral_id):
        return 0
    referral = await uow.referrals.get(referral_id)
    person = described_in(referral)
    if person is None:
        return 0
    found = await _alike(uow, referral_id, person)
    await uow.likenesses.keep(referral_id, kept_under(person))
    if found:
        await _suspect(uow, referral, found, at=at)
    return len(found)


async def find_by_name(
    uow: UnitOfWork, name: str, year: int | None, *, by: UserId, at: datetime
) -> list[ReferralId]:
    """For the people who decide: whoever goes by the name, likest first. The name is kept nowhere."""
    wanted = looked_for(name, year)
    found = await _named(uow, wanted) if wanted else {}
    detail = {"found": str(len(found))}
    uow.audit.add(action="person-looked-for", actor=str(by), subject=str(by), at=at, detail=detail)
    return sorted(found, key=lambda each: (-found[each], each))


async def _named(uow: UnitOfWork, wanted: Person) -> dict[ReferralId, float]:
    candidates = await uow.likenesses.alike(looked_for_under(wanted), most=MOST_NAMESAKES)
    scores = {each: await _likeness(uow, each, wanted) for each in candidates}
    return {each: likeness for each, likeness in scores.items() if likeness}


async def _likeness(uow: UnitOfWork, candidate: ReferralId, wanted: Person) -> float:
    other = await _described(uow, candidate)
    return 0.0 if other is None else likeness_to(wanted, other)


def described_in(referral: Referral) -> Person | None:
    return person_in(referral.answers, london_day(referral.sent_at))


async def _alike(uow: UnitOfWork, referral_id: ReferralId, person: Person) -> dict[ReferralId, float]:
    words = looked_for_under(person)
    candidates = await uow.likenesses.alike(words, but=referral_id, most=MOST_CANDIDATES)
    scores = {each: await _score(uow, each, person) for each in candidates}
    return {each: likeness for each, likeness in scores.items() if likeness >= THRESHOLD}


async def _score(uow: UnitOfWork, candidate: ReferralId, person: Person) -> float:
    other = await _described(uow, candidate)
    return 0.0 if other is None else score(other, person)


async def _described(uow: UnitOfWork, candidate: ReferralId) -> Person | None:
    try:
        return described_in(await uow.referrals.get(candidate))
    except CannotOpen:  # its key has been destroyed: that person has been forgotten
        return None


async def _suspect(
    uow: UnitOfWork, referral: Referral, scores: Mapping[ReferralId, float], *, at: datetime
) -> None:
    await uow.likenesses.suspect(referral.id, scores, at=at)
    event = DuplicateSuspected(
        referral_id=referral.id,
        reference=referral.reference,
        suspected_at=at,
        candidates=dict(scores.items()),
    )
    await uow.outbox.add(event, at=at)


def _record(uow: UnitOfWork, referral_id: ReferralId, found: int, *, at: datetime) -> None:
    detail = {"candidates": str(found)}
    uow.audit.add(
        action="duplicate-suspected", actor="referral", subject=str(referral_id), at=at, detail=detail
    )
