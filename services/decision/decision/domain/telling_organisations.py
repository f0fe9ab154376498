"""Which organisations hear by mail of what happened to a case (§9): those whom the case itself names.

Whoever is told only if somebody judges so is left to people. The mail says no more than that there is news.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from contracts.decision import (
    CaseOpened,
    CaseSuspended,
    CaseWithdrawn,
    CgDecided,
    DisqualificationDecided,
    RgDecided,
)
from contracts.events import Event
from decision.domain.case import Case
from decision.domain.closing import may_notices_go_out
from decision.domain.notices import notices_of
from decision.domain.told import Occasion, Who, must_hear


class News(StrEnum):
    ACKNOWLEDGED = "acknowledged"
    DECIDED = "decided"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    DISQUALIFIED = "disqualified"


OCCASIONS: Mapping[News, Occasion] = {
    News.ACKNOWLEDGED: "acknowledged",
    News.SUSPENDED: "suspended",
    News.WITHDRAWN: "withdrawn",
    News.DISQUALIFIED: "disqualified",
}
MAILED = (Who.FIRST_RESPONDER, Who.SUPPORT_PROVIDER, Who.LOCAL_AUTHORITY, Who.POLICE)


@dataclass(frozen=True)
class OrganisationNotice:
    news: News
    who: Who


def organisations_to_tell(case: Case, events: Sequence[Event]) -> list[OrganisationNotice]:
    """Nobody is told by itself of anything once the person has died."""
    if not may_notices_go_out(case):
        return []
    found = [news for event in events if (news := _news(event))]
    return [OrganisationNotice(news, who) for news in found for who in _who(case, news) if who in MAILED]


def belongs_to(case: Case, who: Who) -> str:
    """By what its mail box is found: the organisation that referred, or the nation or region of the case."""
    keys = {Who.FIRST_RESPONDER: case.organisation_id, Who.SUPPORT_PROVIDER: case.nation}
    return keys.get(who, case.region or "")


def _news(event: Event) -> News | None:
    match event:
        case CaseOpened():
            return News.ACKNOWLEDGED
        case RgDecided() | CgDecided():
            return News.DECIDED
        case CaseSuspended():
            return News.SUSPENDED
        case CaseWithdrawn():
            return News.WITHDRAWN
        case DisqualificationDecided(outcome="imposed"):
            return News.DISQUALIFIED
    return None


def _who(case: Case, news: News) -> list[Who]:
    if news is News.DECIDED:
        listed = notices_of(case, case.decisions[-1]).values()
        known = {each.recipient.value for each in listed if not each.is_for_a_person_to_judge}
        return [who for who in Who if who.value in known]
    return [told.who for told in must_hear(case, OCCASIONS[news]) if not told.is_for_a_person_to_judge]
