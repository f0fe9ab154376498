"""The referral service's own database: tables, what is kept in them, and one unit of work over it."""

from sqlalchemy.ext.asyncio import AsyncSession

from plumbing.database import Transaction
from plumbing.encryption import DataKeys, KeyRing
from referral.domain.drafts import DraftLife
from referral.storage.aftermath import Aftermath
from referral.storage.drafts import DraftMissing, Drafts
from referral.storage.evidence import EvidenceFiles, EvidenceMissing
from referral.storage.journeys import Journeys
from referral.storage.likeness import Likenesses
from referral.storage.mails import Mails
from referral.storage.referrals import ReferralMissing, Referrals
from referral.storage.requests import RequestMissing, Requests
from referral.storage.tables import metadata, plumbing

__all__ = [
    "DraftMissing",
    "EvidenceMissing",
    "ReferralMissing",
    "RequestMissing",
    "UnitOfWork",
    "metadata",
    "plumbing",
]

NO_KEYS = KeyRing(current=0, keys={})
USUAL_LIFE = DraftLife()


class UnitOfWork(Transaction):
    """One transaction. Without keys, as in the worker, it can follow a referral but not read it."""

    def __init__(self, session: AsyncSession, ring: KeyRing = NO_KEYS, life: DraftLife = USUAL_LIFE) -> None:
        super().__init__(session, plumbing)
        self.keys = DataKeys(session, plumbing.data_key, ring)
        self.drafts = Drafts(session, self.keys, life)
        self.referrals = Referrals(session, self.keys)
        self.evidence = EvidenceFiles(session, self.keys)
        self.journeys = Journeys(session)
        self.requests = Requests(session, self.keys)
        self.aftermath = Aftermath(session)
        self.likenesses = Likenesses(session, ring)
        self.mails = Mails(session)
