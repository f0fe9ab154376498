"""The blind index that brings up referrals of people alike, and what came of looking at them.

A token is a keyed fingerprint: without the key file nobody can tell what it stands for, nor make one to look
for somebody. The key is derived from the oldest key of the ring, which stays when the current one changes.
"""

import hmac
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    delete,
    func,
    insert,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import REAL, UUID
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from contracts.ids import ReferralId, UserId
from plumbing.encryption import KeyRing
from plumbing.tables import INSTANT
from referral.storage.tables import metadata, referral

TOKEN_BYTES = 16
KEY_PURPOSE = b"nrm referral likeness v1"
ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtext('nrm likeness'))")
BECOME = text("SELECT set_config('role', :role, true), set_config('lock_timeout', :patience, true)")
LOCK_NOT_AVAILABLE = "55P03"
BEFORE = text("SELECT current_setting('role'), current_setting('lock_timeout')")

likeness = Table(
    "likeness",
    metadata,
    Column("token", LargeBinary, nullable=False),
    Column("referral_id", UUID, ForeignKey("referral.id", name="likeness_referral", ondelete="CASCADE")),
    PrimaryKeyConstraint("token", "referral_id", name="likeness_pkey"),
    Index("likeness_referral_id", "referral_id"),
)

likeness_owed = Table(
    "likeness_owed",
    metadata,
    Column(
        "referral_id",
        UUID,
        ForeignKey("referral.id", name="likeness_owed_referral", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("since", INSTANT, nullable=False),
    Index("likeness_owed_since", "since"),
)

suspected_duplicate = Table(
    "suspected_duplicate",
    metadata,
    Column(
        "referral_id",
        UUID,
        ForeignKey("referral.id", name="suspected_duplicate_referral", ondelete="CASCADE"),
    ),
    Column(
        "candidate_id",
        UUID,
        ForeignKey("referral.id", name="suspected_duplicate_candidate", ondelete="CASCADE"),
    ),
    Column("score", REAL, nullable=False),
    Column("suspected_at", INSTANT, nullable=False),
    PrimaryKeyConstraint("referral_id", "candidate_id", name="suspected_duplicate_pkey"),
    CheckConstraint("score BETWEEN 0 AND 1", name="suspected_duplicate_score"),
)


@dataclass(frozen=True)
class Suspicion:
    """What the sender is told: that the person may be known, and which of their own referrals says so."""

    own_references: Sequence[str] = ()


class OthersAreLooking(Exception):
    """Another sending looks for its person, and has not finished in time."""


class Likenesses:
    def __init__(self, session: AsyncSession, ring: KeyRing) -> None:
        self._session = session
        self._ring = ring

    @asynccontextmanager
    async def across_organisations(self, *, patience: str) -> AsyncIterator[None]:
        """Reads everybody's referrals for a moment, one sender at a time so that two cannot miss each other.

        Undone as a whole when anything goes wrong, the waiting included: sending goes on without it.
        Raises OthersAreLooking.
        """
        async with self._session.begin_nested():
            role, waiting = (await self._session.execute(BEFORE)).one()
            await self._session.execute(BECOME, {"role": "referral_staff", "patience": patience})
            await self._take_turn()
            yield
            await self._session.execute(BECOME, {"role": role, "patience": waiting})

    async def _take_turn(self) -> None:
        try:
            await self._session.execute(ONE_AT_A_TIME)
        except DBAPIError as trouble:
            if getattr(trouble.orig, "sqlstate", "") == LOCK_NOT_AVAILABLE:
                raise OthersAreLooking from trouble
            raise

    async def keep(self, referral_id: ReferralId, words: Iterable[str]) -> None:
        rows = [{"token": token, "referral_id": referral_id} for token in self._tokens(words)]
        await self._session.execute(upsert(likeness).on_conflict_do_nothing(), rows)

    async def alike(
        self, words: Iterable[str], *, but: ReferralId | None = None, most: int
    ) -> Sequence[ReferralId]:
        """Those that share most with what is looked for."""
        query = (
            select(likeness.c.referral_id)
            .where(likeness.c.token.in_(self._tokens(words)), likeness.c.referral_id.is_distinct_from(but))
            .group_by(likeness.c.referral_id)
            .order_by(func.count().desc(), likeness.c.referral_id.desc())
            .limit(most)
        )
        return [ReferralId(found) for found in (await self._session.execute(query)).scalars()]

    async def suspect(
        self, referral_id: ReferralId, scores: Mapping[ReferralId, float], *, at: datetime
    ) -> None:
        rows = [
            {"referral_id": referral_id, "candidate_id": found, "score": score, "suspected_at": at}
            for found, score in scores.items()
        ]
        await self._session.execute(insert(suspected_duplicate), rows)

    async def suspicion(self, referral_id: ReferralId, holder: UserId) -> Suspicion | None:
        query = (
            select(referral.c.reference)
            .select_from(suspected_duplicate)
            .outerjoin(
                referral,
                (referral.c.id == suspected_duplicate.c.candidate_id) & (referral.c.holder == holder),
            )
            .where(suspected_duplicate.c.referral_id == referral_id)
            .order_by(suspected_duplicate.c.score.desc())
        )
        found = (await self._session.execute(query)).scalars().all()
        return Suspicion([own for own in found if own]) if found else None

    async def owe(self, referral_id: ReferralId, *, since: datetime) -> None:
        row = upsert(likeness_owed).values(referral_id=referral_id, since=since)
        change = row.on_conflict_do_update(index_elements=["referral_id"], set_={"since": since})
        await self._session.execute(change)

    async def owed(self, *, most: int) -> Sequence[ReferralId]:
        query = select(likeness_owed.c.referral_id).order_by(likeness_owed.c.since).limit(most)
        return [ReferralId(owed) for owed in (await self._session.execute(query)).scalars()]

    async def settle(self, referral_id: ReferralId) -> bool:
        """False when somebody else has looked in the meantime."""
        paid = delete(likeness_owed).where(likeness_owed.c.referral_id == referral_id)
        gone = await self._session.execute(paid.returning(likeness_owed.c.referral_id))
        return gone.one_or_none() is not None

    def _tokens(self, words: Iterable[str]) -> list[bytes]:
        key = self._key()
        return [hmac.digest(key, word.encode(), sha256)[:TOKEN_BYTES] for word in sorted(words)]

    def _key(self) -> bytes:
        oldest = self._ring.keys[min(self._ring.keys)]
        return HKDF(SHA256(), length=32, salt=None, info=KEY_PURPOSE).derive(oldest)
