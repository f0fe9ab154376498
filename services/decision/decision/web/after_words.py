"""What follows a decision, in the words of a page."""

from collections.abc import Mapping

from decision.domain.decisions import DecisionKind
from decision.domain.reconsideration import Ground, Point, Refusal, RequestState, Timing

KINDS: Mapping[DecisionKind, str] = {
    DecisionKind.REASONABLE_GROUNDS: "reasonable grounds",
    DecisionKind.CONCLUSIVE_GROUNDS: "conclusive grounds",
}
GROUNDS: Mapping[Ground, str] = {
    Ground.NEW_EVIDENCE: "There is new evidence that could change the result",
    Ground.GUIDANCE: "The decision was not made in line with the guidance",
}
POINTS: Mapping[Point, str] = {
    Point.TEST_APPLIED: "The test that was applied",
    Point.PEOPLE_ASKED: "Who was asked before the decision",
    Point.TIME_GIVEN: "The time or the help given to answer",
    Point.EVIDENCE_WEIGHED: "How the evidence was weighed",
    Point.SOMETHING_ELSE: "Something else",
}
TIMINGS: Mapping[Timing, str] = {
    Timing.NO_LIMIT: "No limit applies",
    Timing.IN_TIME: "In time",
    Timing.IN_GRACE: "After the last day, and taken until the end of the next working day (our setting)",
    Timing.EXTENDED: "In the time that was extended",
    Timing.LATE: "Late",
}
REFUSALS: Mapping[Refusal, str] = {
    Refusal.LATE: "It came late, and the circumstances are not exceptional",
    Refusal.COURT_ONLY: "Removal to a state of both conventions is intended: a court is the only route",
    Refusal.EVIDENCE_NOT_ENCLOSED: "The new evidence did not come with the request",
    Refusal.NOTHING_NEW: "What is new could not change the result",
    Refusal.GUIDANCE_FOLLOWED: "The guidance was followed",
}
STATES: Mapping[RequestState, str] = {
    RequestState.REQUESTED: "Waits for an answer",
    RequestState.ACCEPTED: "Accepted: the person is a potential victim again",
    RequestState.REFUSED: "Refused",
    RequestState.KEPT: "Looked at again: the decision stays negative",
    RequestState.REOPENED: "Looked at again: the decision is open, and will be made anew",
}
DONE: Mapping[str, str] = {
    "asked": "The request is recorded and changes no exit date. Who had no part in the decision answers it.",
    "extended": "There is more time to ask.",
    "accepted": "The request is accepted. The person is a potential victim again, and has no exit date.",
    "refused": "The request is refused. The decision stands as before, and so does any exit date.",
    "kept": "The decision stays negative. A court is the only further route.",
    "reopened": "The decision is open again. It is yours to make anew.",
}
