"""Facts of serving that nobody outside hears of."""

from typing import ClassVar

from decision.domain.facts import PrivateFact


class UnsafeAddressReported(PrivateFact):
    """An address is linked to the exploitation, or nobody can say that it is not: no letter goes there."""

    name: ClassVar[str] = "nrm.decision.unsafe_address_reported.v1"
