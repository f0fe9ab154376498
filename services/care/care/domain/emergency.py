"""Whether emergency accommodation may be given, and who stays where they live (EL-3 to EL-6)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Ground(StrEnum):
    """EL-3: at least one of these."""

    DESTITUTE = "destitute"
    AT_RISK = "at_risk"
    NO_COUNCIL_HELP = "no_council_help"
    UNSAFE = "unsafe"


class CouncilHelp(StrEnum):
    """What became of the help of the local authority, which comes first (EL-5)."""

    AVAILABLE = "available"
    NOT_ENTITLED = "not_entitled"
    REFUSED = "refused"
    NOT_IN_TIME = "not_in_time"
    UNSUITABLE = "unsuitable"


class Living(StrEnum):
    NOWHERE = "nowhere"
    COUNCIL = "council"
    ASYLUM = "asylum"
    OWN = "own"
    FAMILY = "family"
    OTHER = "other"


class Gap(StrEnum):
    """What is still missing in an assessment, beside the parts themselves."""

    LANGUAGE = "language"
    INTERPRETER_ACCEPTABLE = "interpreter_acceptable"
    REMEDY = "remedy"
    OUTCOME = "outcome"
    GROUND = "ground"
    DESTITUTE_ON = "destitute_on"
    NOT_SOON_DESTITUTE = "not_soon_destitute"
    COUNCIL_HELP = "council_help"
    COUNCIL_HELPS = "council_helps"
    COUNCIL_REASON = "council_reason"
    STAYS_THERE = "stays_there"
    WHY_CONTRACT = "why_contract"


@dataclass(frozen=True, kw_only=True)
class Accommodation:
    """EL-6: whoever lives somewhere safe and suitable stays there, unless contract accommodation is needed.

    For people seeking asylum the need is one that asylum accommodation cannot meet (AC-5).
    """

    living: Living
    is_suitable: bool
    is_contract_needed: bool = False
    why_contract: str = ""

    @property
    def stays_there(self) -> bool:
        return self.living is not Living.NOWHERE and self.is_suitable and not self.is_contract_needed

    def gaps(self) -> Iterator[Gap]:
        if self.is_suitable and self.is_contract_needed and not self.why_contract.strip():
            yield Gap.WHY_CONTRACT


@dataclass(frozen=True, kw_only=True)
class EmergencyNeed:
    """Why somebody needs a place before the decision, and why the council does not help instead."""

    grounds: frozenset[Ground]
    destitute_on: date | None = None
    council_help: CouncilHelp | None = None
    council_reason: str = ""

    def gaps(self, *, referred_on: date, look_ahead_days: int) -> Iterator[Gap]:
        if not self.grounds:
            yield Gap.GROUND
        yield from self._gaps_of_time(referred_on + timedelta(days=look_ahead_days))
        yield from self._gaps_of_the_council()

    def _gaps_of_time(self, last_on: date) -> Iterator[Gap]:
        """EL-4: at risk is whoever will be destitute on or before that day."""
        if Ground.AT_RISK not in self.grounds:
            return
        if self.destitute_on is None:
            yield Gap.DESTITUTE_ON
        elif self.destitute_on > last_on:
            yield Gap.NOT_SOON_DESTITUTE

    def _gaps_of_the_council(self) -> Iterator[Gap]:
        if self.council_help is None:
            yield Gap.COUNCIL_HELP
        elif self.council_help is CouncilHelp.AVAILABLE:
            yield Gap.COUNCIL_HELPS
        elif not self.council_reason.strip():
            yield Gap.COUNCIL_REASON
