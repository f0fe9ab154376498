"""Facts of serving that nobody outside hears of."""

from typing import Annotated, ClassVar

from contracts.events import Internal
from decision.domain.facts import PrivateFact


class UnsafeAddressReported(PrivateFact):
    """An address is linked to the exploitation, or nobody can say that it is not: no letter goes there."""

    name: ClassVar[str] = "nrm.decision.unsafe_address_reported.v1"


class OrganisationMailed(PrivateFact):
    """A mail has gone to an organisation: that the referral came, or that there is news of the case."""

    name: ClassVar[str] = "nrm.decision.organisation_mailed.v1"

    news: Annotated[str, Internal]
    who: Annotated[str, Internal]
