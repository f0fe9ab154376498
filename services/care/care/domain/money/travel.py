"""Travel to recovery appointments: what it cost is paid back, unless the way could be walked (MO-14)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from care.domain.refusals import Code, Refused


@dataclass(frozen=True, kw_only=True)
class Travel:
    """Pounds for the way to an appointment and back on one day, after it was paid for."""

    on: date
    cost: Decimal
    could_be_walked: bool

    def check(self, entitled_from: date | None) -> None:
        """Walking is expected where it is reasonable and safe. Travel before support is not ours to pay."""
        if entitled_from is None or self.on < entitled_from:
            raise Refused(Code.BEFORE_ENTITLEMENT)
        if self.could_be_walked:
            raise Refused(Code.WALKING_EXPECTED)
