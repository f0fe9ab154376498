"""How places of safety are spoken of."""

from care.domain.safety_stay import BroughtBy, End, Standing
from plumbing.govuk.parts import Status

BROUGHT = {
    BroughtBy.POLICE: "Police",
    BroughtBy.COUNCIL: "A council",
    BroughtBy.IMMIGRATION: "Border Force or immigration officers",
    BroughtBy.LABOUR_INSPECTORS: "Labour inspectors",
    BroughtBy.CHARITY: "A charity that may refer people",
}
SAID = {
    "known_as": "Called",
    "language": "Language",
    "brought_by_whom": "Who calls, and how to reach them",
    "risks_tonight": "What to watch for",
    "urgent_health": "Urgent health",
}
ENDS = {
    End.NOT_COME: "They do not come",
    End.LEFT: "They leave",
    End.MOVED_ON: "They move on to somewhere else that is safe",
    End.IN_SUPPORT: "They stayed in their bed, in support",
}
STANDINGS = {
    Standing.WITHOUT_BED: Status("No bed yet", "overdue"),
    Standing.EXPECTED: Status("Expected", "waiting"),
    Standing.DECIDING: Status("Deciding", "in-progress"),
    Standing.DUE_SOON: Status("Days nearly over", "waiting"),
    Standing.OVERDUE: Status("Days over", "overdue"),
    Standing.REFERRED: Status("Referred", "done"),
    Standing.ENDED: Status("Ended", "done"),
}
NEXT = {
    Standing.WITHOUT_BED: "Find a bed for tonight. Nothing is told to anybody else.",
    Standing.EXPECTED: "Record the arrival when they have come. The days to decide begin then.",
    Standing.DECIDING: "Give them time, and tell them what a referral means. Record what they decide.",
    Standing.DUE_SOON: "The days are nearly over. Ask what they have decided, and record it.",
    Standing.OVERDUE: "The days are over. Nobody has to leave: talk to them, and keep the bed if they stay.",
    Standing.REFERRED: "Their support case appears here once the referral is received. Assess them there.",
    Standing.ENDED: "Nothing is to be done here any more.",
}
