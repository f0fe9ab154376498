"""Facts on the way to a decision on disqualification. Nobody outside hears of them."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from contracts.events import Internal
from decision.domain.facts import PrivateFact


class ProposalFact(PrivateFact):
    proposal_id: Annotated[UUID, Internal]


class RepresentationsExtended(ProposalFact):
    """The person has more time to answer, as the circumstances are exceptional."""

    name: ClassVar[str] = "nrm.decision.representations_extended.v1"

    until: Annotated[date, Internal]


class RepresentationsReceived(ProposalFact):
    name: ClassVar[str] = "nrm.decision.representations_received.v1"

    received_on: Annotated[date, Internal]
    is_late: Annotated[bool, Internal]


class DisqualificationAssessed(ProposalFact):
    """Somebody has weighed threat and need, and proposes what to decide. A second person looks at it."""

    name: ClassVar[str] = "nrm.decision.disqualification_assessed.v1"

    is_to_be_imposed: Annotated[bool, Internal]
    assessed_by: Annotated[UUID, Internal]


class DisqualificationReviewed(ProposalFact):
    name: ClassVar[str] = "nrm.decision.disqualification_reviewed.v1"

    is_agreed: Annotated[bool, Internal]
    reviewed_by: Annotated[UUID, Internal]


class DisqualificationAskedAgain(ProposalFact):
    """Somebody asks to look again at what was imposed. It stays imposed meanwhile."""

    name: ClassVar[str] = "nrm.decision.disqualification_asked_again.v1"

    received_on: Annotated[date, Internal]


class DisqualificationKept(ProposalFact):
    """Somebody who had no part in it looked again, and it stays imposed."""

    name: ClassVar[str] = "nrm.decision.disqualification_kept.v1"
