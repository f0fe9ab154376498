"""What is said about who may hold a case."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from http import HTTPStatus

from decision.domain.allocation import (
    ConflictDeclared,
    ConflictReason,
    NotACaseworker,
    NothingToAllocate,
    ReferredByOwnOrganisation,
)
from decision.domain.reconsideration import SomebodyElseMustDecide
from decision.domain.restriction import NotNamed, RestrictionReason
from plumbing.problems import Problem

REASONS: Mapping[ConflictReason, str] = {
    ConflictReason.KNOWS_THE_PERSON: "I know the person, or somebody close to them",
    ConflictReason.KNOWS_A_SUSPECT: "I know somebody suspected of exploiting them",
    ConflictReason.KNOWS_THE_REFERRER: "I am close to whoever referred them",
    ConflictReason.WORKED_ON_THE_REFERRAL: "I worked on the referral",
    ConflictReason.INTEREST: "I have another personal interest in the outcome",
}
RESTRICTED_FOR: Mapping[RestrictionReason, str] = {
    RestrictionReason.SAFEGUARDING: "Safeguarding: somebody could find or harm the person through us",
    RestrictionReason.KNOWN_TO_STAFF: "The person, or somebody in the case, is known to people who work here",
    RestrictionReason.PUBLIC_INTEREST: "The case attracts attention outside",
    RestrictionReason.OTHER: "Another reason",
}
MAY_NOT_HOLD: Mapping[type[Exception], str] = {
    ConflictDeclared: "They have declared a conflict of interest in this case.",
    ReferredByOwnOrganisation: "Their own organisation referred this case, so somebody else must decide it.",
    SomebodyElseMustDecide: "They had a part in the decision that is made again, so somebody else must.",
    NotNamed: "The case is restricted, and they are not among those named. Name them first.",
    NotACaseworker: "Only a caseworker whose account is open can be given a case.",
    NothingToAllocate: "Nothing waits to be decided in this case.",
}
YOU_MAY_NOT: Mapping[type[Exception], str] = {
    ConflictDeclared: "You have declared a conflict of interest in this case. Somebody else must take it.",
    ReferredByOwnOrganisation: "Your own organisation referred this case. Somebody else must take it.",
    SomebodyElseMustDecide: "You had a part in the decision that is made again. Somebody else must take it.",
}


@asynccontextmanager
async def saying_why_not() -> AsyncIterator[None]:
    """Answers whoever may not hold the case in words."""
    try:
        yield
    except tuple(YOU_MAY_NOT) as refusal:
        raise Problem(HTTPStatus.FORBIDDEN, YOU_MAY_NOT[type(refusal)]) from refusal
