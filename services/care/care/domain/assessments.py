"""An assessment of needs: how it was held, its minimum content, and what it found (LC-3 to LC-5, LC-7)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from care.domain.emergency import CouncilHelp, Gap, Living
from care.domain.needs import Need
from care.domain.refusals import Code, Refused
from contracts.ids import ProviderId, SupportCaseId


class Kind(StrEnum):
    INITIAL = "initial"
    DETAILED = "detailed"
    REVIEW = "review"
    PRE_ASYLUM_MOVE = "pre_asylum_move"


class Assessor(StrEnum):
    """The guidance and a minister's answer name different assessors, so who it was is kept (LC-4)."""

    PRIME = "prime"
    PROVIDER = "provider"


class Method(StrEnum):
    TELEPHONE = "telephone"
    IN_PERSON = "in_person"
    VIDEO = "video"


class Outcome(StrEnum):
    EMERGENCY = "emergency"
    CONTRACT_ACCOMMODATION = "contract_accommodation"
    OUTREACH = "outreach"
    NEEDS_KNOWN = "needs_known"
    FITS = "fits"
    DOES_NOT_FIT = "does_not_fit"


class Part(StrEnum):
    """What is asked about. Two assessments may ask about one thing."""

    WELLBEING = "wellbeing"
    PHYSICAL_HEALTH = "physical_health"
    ACCOMMODATION = "accommodation_needs"
    SUPPORT_RECEIVED = "support_received"
    INDEPENDENT_LIVING = "independent_living"
    LANGUAGE_AND_CULTURE = "language_and_culture"
    FAMILY = "family"
    RISK = "risk"
    CURRENT_ACCOMMODATION = "current_accommodation"
    RISK_FROM_EXPLOITERS = "risk_from_exploiters"
    OTHER_SERVICES = "other_services"
    SEXUAL_HEALTH = "sexual_health"
    SPIRITUAL = "spiritual"
    PRACTICAL = "practical"
    LEGAL_ADVICE = "legal_advice"
    OTHER_ADVICE = "other_advice"
    WELFARE = "welfare"
    DEPENDANTS_OWN_REFERRAL = "dependants_own_referral"
    SCHOOLING = "schooling"


MINIMUM: Mapping[Kind, tuple[Part, ...]] = {
    # The guidance's list (S01), and what is weighed for accommodation beside it (S07).
    Kind.INITIAL: (
        Part.WELLBEING,
        Part.PHYSICAL_HEALTH,
        Part.ACCOMMODATION,
        Part.SUPPORT_RECEIVED,
        Part.INDEPENDENT_LIVING,
        Part.LANGUAGE_AND_CULTURE,
        Part.FAMILY,
        Part.RISK,
        Part.CURRENT_ACCOMMODATION,
        Part.RISK_FROM_EXPLOITERS,
        Part.OTHER_SERVICES,
    ),
    Kind.DETAILED: (
        Part.PHYSICAL_HEALTH,
        Part.SEXUAL_HEALTH,
        Part.WELLBEING,
        Part.LANGUAGE_AND_CULTURE,
        Part.SPIRITUAL,
        Part.PRACTICAL,
        Part.LEGAL_ADVICE,
        Part.OTHER_ADVICE,
        Part.WELFARE,
        Part.DEPENDANTS_OWN_REFERRAL,
        Part.SCHOOLING,
    ),
    # No list has been published for these two: what may have changed where the person lives is ours.
    Kind.REVIEW: (
        Part.CURRENT_ACCOMMODATION,
        Part.WELLBEING,
        Part.PHYSICAL_HEALTH,
        Part.PRACTICAL,
        Part.RISK,
    ),
    Kind.PRE_ASYLUM_MOVE: (
        Part.ACCOMMODATION,
        Part.WELLBEING,
        Part.PHYSICAL_HEALTH,
        Part.FAMILY,
        Part.RISK_FROM_EXPLOITERS,
    ),
}
OUTCOMES: Mapping[Kind, tuple[Outcome, ...]] = {
    Kind.INITIAL: (Outcome.EMERGENCY, Outcome.CONTRACT_ACCOMMODATION, Outcome.OUTREACH),
    Kind.DETAILED: (Outcome.NEEDS_KNOWN,),
    Kind.REVIEW: (Outcome.FITS, Outcome.DOES_NOT_FIT),
    Kind.PRE_ASYLUM_MOVE: (Outcome.FITS, Outcome.DOES_NOT_FIT),
}
# What is held in the summary of needs already is shown, so that nobody tells it again.
HELD_AS: Mapping[Part, Need] = {
    Part.PHYSICAL_HEALTH: Need.HEALTH,
    Part.WELLBEING: Need.WELLBEING,
    Part.ACCOMMODATION: Need.ACCOMMODATION,
    Part.LANGUAGE_AND_CULTURE: Need.LANGUAGE_AND_CULTURE,
    Part.FAMILY: Need.FAMILY,
    Part.RISK_FROM_EXPLOITERS: Need.SAFETY,
    Part.LEGAL_ADVICE: Need.LEGAL,
    Part.WELFARE: Need.MONEY,
}
HEALTH = frozenset({Part.WELLBEING, Part.PHYSICAL_HEALTH, Part.SEXUAL_HEALTH, Part.FAMILY})


class NotComplete(Refused):
    """Every part that has no answer, and every question about how it was held that is open."""

    def __init__(self, gaps: tuple[Part | Gap, ...]) -> None:
        super().__init__(Code.REASON_REQUIRED)
        self.gaps = gaps


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """LC-5: held in a language the person understands. `interpreter` is empty where none was needed.

    An interpreter the person did not accept asks for `remedy`: what is done about it.
    """

    method: Method
    language: str
    interpreter: str = ""
    is_interpreter_acceptable: bool | None = None
    remedy: str = ""

    def gaps(self) -> Iterator[Gap]:
        if not self.language.strip():
            yield Gap.LANGUAGE
        if self.interpreter.strip() and self.is_interpreter_acceptable is None:
            yield Gap.INTERPRETER_ACCEPTABLE
        if self.interpreter.strip() and self.is_interpreter_acceptable is False and not self.remedy.strip():
            yield Gap.REMEDY

    @property
    def words(self) -> Mapping[str, str]:
        return {"language": self.language, "interpreter": self.interpreter, "remedy": self.remedy}


@dataclass(frozen=True, kw_only=True)
class Findings:
    """What was said, part by part. "Not asked, because …" is an answer too."""

    said: Mapping[Part, str]
    not_asked: Mapping[Part, str] = field(default_factory=dict)

    def gaps(self, kind: Kind) -> Iterator[Part]:
        for part in MINIMUM[kind]:
            if not (self.said.get(part, "").strip() or self.not_asked.get(part, "").strip()):
                yield part

    def left_out(self, kind: Kind) -> list[Part]:
        return [part for part in MINIMUM[kind] if not self.said.get(part, "").strip()]

    def words(self, kind: Kind) -> Mapping[str, str]:
        """By the purpose each is sealed for."""
        said = {f"part_{part}": self.said.get(part, "") for part in MINIMUM[kind]}
        left_out = {f"not_asked_{part}": self.not_asked.get(part, "") for part in self.left_out(kind)}
        return said | left_out


@dataclass(eq=False, kw_only=True)
class HeldAssessment:
    """What was said is sealed. Never changed: needs that change are assessed again (LC-7)."""

    id: UUID
    support_case_id: SupportCaseId
    kind: Kind
    assessor: Assessor
    assessor_org: ProviderId
    held_by: str
    method: Method
    has_interpreter: bool
    is_interpreter_acceptable: bool | None
    not_asked: list[str]
    outcome: Outcome
    done_at: datetime
    living: Living | None = None
    grounds: list[str] = field(default_factory=list)
    destitute_on: date | None = None
    council_help: CouncilHelp | None = None


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One assessment as it was held."""

    id: UUID
    kind: Kind
    outcome: Outcome
    conversation: Conversation
    findings: Findings

    def gaps(self) -> Iterator[Part | Gap]:
        yield from self.conversation.gaps()
        yield from self.findings.gaps(self.kind)
        if self.outcome not in OUTCOMES[self.kind]:
            yield Gap.OUTCOME

    @property
    def words(self) -> Mapping[str, str]:
        return {**self.conversation.words, **self.findings.words(self.kind)}


def check_complete(gaps: Iterator[Part | Gap]) -> None:
    """Raises NotComplete with all that is missing, so that a page can say it at once."""
    if found := tuple(gaps):
        raise NotComplete(found)
