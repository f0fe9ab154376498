"""Who must be told of what has happened to a case, for whoever tells them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clocks import Confidence
from decision.domain.case import Case
from decision.domain.closing import may_notices_go_out
from decision.domain.overlays import Disqualification
from decision.domain.stages import SUSPENDED, Stage
from decision.domain.told import Occasion, Told, When, Who, must_hear, who_is_told

WHO: Mapping[Who, str] = {
    Who.FIRST_RESPONDER: "The first responder",
    Who.SUPPORT_PROVIDER: "The support provider",
    Who.LOCAL_AUTHORITY: "The local authority",
    Who.GUARDIAN: "The guardian, where the child has one",
    Who.POLICE: "The police",
    Who.IMMIGRATION: "Immigration casework",
}
ONLY: Mapping[When, str] = {
    When.ADULT_IF_ENGAGED: "if adult services are engaged",
    When.PROCEEDINGS: "if there are criminal proceedings; they tell the prosecutor",
    When.INVESTIGATING: "if they are investigating",
    When.INVOLVED: "if involved, so that the person is treated as at risk if met again",
}

TITLES: Mapping[Occasion, str] = {
    "acknowledged": "Who must hear that the referral has come",
    "suspended": "Who must hear that the case is suspended",
    "withdrawn": "Who must hear that the case is withdrawn",
    "disqualified": "Who must hear that the person has lost protection",
}


@dataclass(frozen=True)
class ToTell:
    title: str
    lines: Sequence[str]
    source: str


def to_tell(case: Case) -> ToTell | None:
    """Nobody is told of a death without a person deciding whom."""
    if not may_notices_go_out(case):
        return ToTell("Nothing is sent by itself, as the person has died", (), "")
    occasion = _occasion(case)
    if occasion is None:
        return None
    reference = who_is_told()
    source = f"{reference.source} ({Confidence(reference.confidence).in_words})"
    lines = [in_words(told) for told in must_hear(case, occasion)]
    return ToTell(TITLES[occasion], lines, source)


def _occasion(case: Case) -> Occasion | None:
    if case.stage in SUSPENDED:
        return "suspended"
    if case.stage is Stage.WITHDRAWN:
        return "withdrawn"
    return "disqualified" if case.disqualification is Disqualification.IMPOSED else None


def in_words(told: Told) -> str:
    return f"{WHO[told.who]}, {ONLY[told.only]}" if told.only in ONLY else WHO[told.who]
