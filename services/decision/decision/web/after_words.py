"""What follows a decision, in the words of a page."""

from collections.abc import Mapping

from decision.domain.decisions import DecisionKind
from decision.domain.disqualification import DisqualificationGround, DisqualificationState
from decision.domain.reconsideration import Ground, Point, Refusal, RequestState, Timing
from decision.domain.revocation import RevocationState, WrittenTo

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
DISQUALIFIED_FOR: Mapping[DisqualificationGround, str] = {
    DisqualificationGround.TERRORISM: "Public order: convicted or suspected of terrorism",
    DisqualificationGround.SERIOUS_OFFENCE: "Public order: a listed serious offence",
    DisqualificationGround.PREVENTION_NOTICE: "Public order: a terrorism prevention or similar notice",
    DisqualificationGround.FOREIGN_CRIMINAL: "Public order: a foreign criminal",
    DisqualificationGround.CITIZENSHIP_DEPRIVED: "Public order: deprived of citizenship",
    DisqualificationGround.REFUGEE_EXCLUSION: "Public order: excluded under the Refugee Convention",
    DisqualificationGround.NATIONAL_SECURITY: "Public order: another risk to national security",
    DisqualificationGround.OTHER_PUBLIC_ORDER: "Public order: something else",
    DisqualificationGround.BAD_FAITH: "The claim was made in bad faith",
}
DISQUALIFICATION_STATES: Mapping[DisqualificationState, str] = {
    DisqualificationState.NOTIFIED: "Considered: the person has been told and may answer",
    DisqualificationState.ASSESSED: "Weighed: waits for a second person",
    DisqualificationState.IMPOSED: "Disqualified. Conclusive grounds must still be decided",
    DisqualificationState.NOT_IMPOSED: "Not disqualified",
    DisqualificationState.QUASHED: "Quashed: the person is protected again",
}
WRITTEN_TO: Mapping[WrittenTo, str] = {
    WrittenTo.PERSON: "The person",
    WrittenTo.LAWYER: "Their lawyer",
    WrittenTo.SUPPORT_PROVIDER: "Their last support provider",
}
REVOCATION_STATES: Mapping[RevocationState, str] = {
    RevocationState.CONSIDERED: "Considered: they were written to and may answer",
    RevocationState.PROPOSED: "Proposed: waits for a second person",
    RevocationState.REVOKED: "Revoked: the decision is negative",
    RevocationState.NOT_REVOKED: "Not revoked: the positive decision stands",
}
DONE: Mapping[str, str] = {
    "rev_considered": "It is recorded that they were written to. Tell the immigration team as well.",
    "rev_represented": "The answer is recorded. Propose next what to decide.",
    "rev_proposed": "What you proposed waits for a second person.",
    "rev_reviewed": "Your decision on the revocation is recorded.",
    "disq_notified": "The notice is recorded. The person may answer before anything is weighed.",
    "disq_extended": "There is more time for representations.",
    "disq_represented": "The representations are recorded. Weigh them next.",
    "disq_assessed": "What you weighed waits for a second person.",
    "disq_reviewed": "Your decision on the disqualification is recorded. The case itself stays open.",
    "disq_quashed": "The disqualification is quashed. The person is protected again.",
    "disq_asked_again": "The request is recorded. Who had no part in the disqualification answers it.",
    "disq_answered": "Your answer about the disqualification is recorded. Tell the person, with reasons.",
    "protection_decided": "Your decision on protection is recorded.",
    "asked": "The request is recorded and changes no exit date. Who had no part in the decision answers it.",
    "extended": "There is more time to ask.",
    "accepted": "The request is accepted. The person is a potential victim again, and has no exit date.",
    "refused": "The request is refused. The decision stands as before, and so does any exit date.",
    "kept": "The decision stays negative. Send it anew: the time until support ends counts from that letter.",
    "reopened": "The decision is open again. It is yours to make anew.",
}
