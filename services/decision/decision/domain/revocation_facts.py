"""Facts on the way to a decision on revocation. Outside only the new decision is heard of."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from contracts.events import Internal
from decision.domain.facts import PrivateFact


class RevocationFact(PrivateFact):
    revocation_id: Annotated[UUID, Internal]


class RevocationConsidered(RevocationFact):
    """The person, or who can reach them, was told that the positive decision may be revoked."""

    name: ClassVar[str] = "nrm.decision.revocation_considered.v1"

    written_to: Annotated[str, Internal]
    answer_by: Annotated[date, Internal]


class RevocationRepresented(RevocationFact):
    name: ClassVar[str] = "nrm.decision.revocation_represented.v1"

    received_on: Annotated[date, Internal]


class RevocationProposed(RevocationFact):
    name: ClassVar[str] = "nrm.decision.revocation_proposed.v1"

    is_to_be_revoked: Annotated[bool, Internal]
    proposed_by: Annotated[UUID, Internal]


class RevocationReviewed(RevocationFact):
    name: ClassVar[str] = "nrm.decision.revocation_reviewed.v1"

    is_agreed: Annotated[bool, Internal]
    reviewed_by: Annotated[UUID, Internal]


class RevocationNotTaken(RevocationFact):
    """The positive decision stands."""

    name: ClassVar[str] = "nrm.decision.revocation_not_taken.v1"
