"""What is true beside the stage, in the words of a page."""

from collections.abc import Mapping

from decision.domain.closing import ClosingReason
from decision.domain.delay import Asker, DelayState
from decision.domain.overlays import Consent, Whereabouts
from decision.domain.receipt import Party
from decision.domain.routing import Cohort, Reason
from decision.domain.suspension import SuspensionReason
from decision.domain.withdrawal import HowWithdrawn

COHORTS: Mapping[Cohort, str] = {
    Cohort.CUSTODY: "A foreign national offender in prison or a removal centre",
    Cohort.HELD: "Held for immigration purposes",
    Cohort.DEPORTATION: "A foreign national offender facing deportation, not detained",
    Cohort.INADMISSIBLE: "Their asylum claim was found inadmissible",
}
ROUTING_REASONS: Mapping[Reason, str] = {
    Reason.USUAL: "It receives every referral, and keeps this one",
    Reason.PANEL: "A child panel decides: the child was more than 100 days short of 18 when referred",
    Reason.NO_PANEL: "Kept, as there is no child panel in this nation, or was none then",
    Reason.BIRTHDAY_UNKNOWN: "Kept, as a child panel needs the date of birth, and it is not known",
    Reason.TOO_NEAR_18: "Kept, as the child was not more than 100 days short of 18 when referred",
    Reason.COHORT_IS_ADULT: "Kept, as the other authority decides about adults only",
    Reason.CUSTODY: "Assigned: a foreign national offender in prison or a removal centre",
    Reason.HELD: "Assigned: held for immigration purposes",
    Reason.DEPORTATION: "Assigned: a foreign national offender facing deportation",
    Reason.INADMISSIBLE: "Assigned: the asylum claim was found inadmissible",
}
NOT_ROUTED = "Not looked into yet: it receives every referral"
WHEREABOUTS: Mapping[Whereabouts, str] = {
    Whereabouts.KNOWN: "Known",
    Whereabouts.MISSING: "Missing",
    Whereabouts.FOUND: "Found",
    Whereabouts.DETAINED: "Detained",
    Whereabouts.OUTSIDE_UK: "Outside the United Kingdom",
    Whereabouts.DECEASED: "Has died",
}
CONSENT: Mapping[Consent, str] = {
    Consent.NOT_NEEDED: "Not needed, as the person is a child",
    Consent.GIVEN: "Given",
    Consent.AWAITING_AT_18: "Awaited, as the person is an adult now",
    Consent.REFUSED: "Refused",
    Consent.WITHDRAWN: "Withdrawn",
}
SUSPENDED_FOR: Mapping[SuspensionReason, str] = {
    SuspensionReason.MISSING: "The person is missing, and there is too little to decide",
    SuspensionReason.NO_ANSWER_AT_18: "The person turned 18 and has not answered",
}
ASKERS: Mapping[Asker, str] = {
    Asker.PERSON: "The person themselves",
    Asker.LAWYER: "Their lawyer",
    Asker.FIRST_RESPONDER: "The first responder",
    Asker.SUPPORT_PROVIDER: "The support provider",
    Asker.LOCAL_AUTHORITY: "The local authority",
    Asker.GUARDIAN: "The child’s guardian",
    Asker.POLICE: "The police",
    Asker.SOMEBODY_ELSE: "Somebody else with an interest",
}
DELAYS: Mapping[DelayState, str] = {
    DelayState.OPEN: "Waits for an answer",
    DelayState.AGREED: "Agreed",
    DelayState.REFUSED: "Refused",
}
PARTIES: Mapping[Party, str] = {
    Party.FIRST_RESPONDER: "First responder",
    Party.SUPPORT_PROVIDER: "Support provider",
    Party.LOCAL_AUTHORITY: "Local authority or social worker",
    Party.POLICE: "Police",
    Party.GUARDIAN: "Guardian",
    Party.LAWYER: "Lawyer",
    Party.PERSON: "The person",
}
WITHDRAWN_HOW: Mapping[HowWithdrawn, str] = {
    HowWithdrawn.WRITTEN: "In writing",
    HowWithdrawn.ORAL: "By telling a first responder",
    HowWithdrawn.BEST_INTERESTS: "Found by the local authority to be in the child’s best interests",
    HowWithdrawn.LEFT_UK: "Left the United Kingdom before the reasonable grounds decision",
    HowWithdrawn.REFUSED: "Did not agree to stay in at 18",
}
CLOSED_FOR: Mapping[ClosingReason, str] = {
    ClosingReason.EXITED: "Nothing more is to be done after the decision",
    ClosingReason.DEATH: "The person has died",
    ClosingReason.IN_ERROR: "The referral was made in error",
}
DONE = {
    "routed": "The age is confirmed, and the case is where it belongs.",
    "reported": "Where the person is has been recorded.",
    "suspended": "The case is suspended. Tell everybody listed below who has not heard yet.",
    "resumed": "The case goes on, and its clocks run again.",
    "withdrawn": "The case is withdrawn, and its clocks have ended.",
    "goes-on": "The case goes on. That nobody withdrew is recorded.",
    "delay-asked": "The request to delay is recorded. Answer it as soon as you can.",
    "delay-answered": "The answer is recorded. Tell the person and whoever asked; say why if you refused.",
    "delay-ended": "The delay has ended.",
    "consent": "What the person said at 18 is recorded.",
    "corrected": "The received date is corrected. Clocks that count from it have moved.",
    "closed": "The case is closed.",
    "acknowledged": "The acknowledgement is recorded.",
    "reviewed": "The progress check is recorded.",
    "restricted": "The case is restricted. Only the people you named find and open it.",
    "restriction-lifted": "The restriction is lifted. Everybody who works here may open the case.",
}
