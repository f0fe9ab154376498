"""How the parts of an assessment are called, and what is said where one is missing."""

from collections.abc import Mapping

from care.domain.assessments import Assessor, Kind, Method, NotComplete, Outcome, Part
from care.domain.emergency import CouncilHelp, Gap, Ground, Living

KINDS: Mapping[Kind, str] = {
    Kind.INITIAL: "Initial assessment",
    Kind.DETAILED: "Detailed assessment",
    Kind.REVIEW: "Review of needs",
    Kind.PRE_ASYLUM_MOVE: "Before a move to asylum accommodation",
}
METHODS: Mapping[Method, str] = {
    Method.TELEPHONE: "By telephone",
    Method.IN_PERSON: "In person",
    Method.VIDEO: "By video",
}
ASSESSORS: Mapping[Assessor, str] = {
    Assessor.PRIME: "the prime contractor",
    Assessor.PROVIDER: "the support provider",
}
OUTCOMES: Mapping[Outcome, str] = {
    Outcome.EMERGENCY: "Emergency accommodation is needed",
    Outcome.CONTRACT_ACCOMMODATION: "Contract accommodation is needed",
    Outcome.OUTREACH: "They stay where they live, with outreach",
    Outcome.NEEDS_KNOWN: "Their needs are known",
    Outcome.FITS: "The accommodation meets their needs",
    Outcome.DOES_NOT_FIT: "The accommodation does not meet their needs",
}
PARTS: Mapping[Part, tuple[str, str]] = {
    Part.WELLBEING: ("Emotional and mental wellbeing", "Trauma, self-harm, thoughts of suicide"),
    Part.PHYSICAL_HEALTH: ("Physical health and urgent care", "Injuries, illness, medication, a doctor"),
    Part.ACCOMMODATION: ("What accommodation must be like", "Single-sex, places to avoid or prefer"),
    Part.SUPPORT_RECEIVED: ("Support they have already", "Who helps, and with what"),
    Part.INDEPENDENT_LIVING: ("Living independently", "Care, hygiene, medication"),
    Part.LANGUAGE_AND_CULTURE: ("Language and culture", "What helps them feel understood"),
    Part.FAMILY: ("Family", "Pregnancy, children and others who depend on them"),
    Part.RISK: ("Risk to themselves and to others", ""),
    Part.CURRENT_ACCOMMODATION: ("Where they live now", "Whether it is safe, secure and suitable"),
    Part.RISK_FROM_EXPLOITERS: ("Risk from exploiters now", "Who may look for them, and where"),
    Part.OTHER_SERVICES: ("Other services they are entitled to", "Council, asylum support, health"),
    Part.SEXUAL_HEALTH: ("Sexual health", ""),
    Part.SPIRITUAL: ("Belief and spiritual needs", ""),
    Part.PRACTICAL: ("Practical help", "Material help, interpreting"),
    Part.LEGAL_ADVICE: ("Legal advice", ""),
    Part.OTHER_ADVICE: ("Other advice", ""),
    Part.WELFARE: ("Welfare and how they are paid", ""),
    Part.DEPENDANTS_OWN_REFERRAL: (
        "Whether a dependant should be referred in their own right",
        "Say so too where nobody depends on them",
    ),
    Part.SCHOOLING: ("Schooling for dependants", "Say so too where there are no children"),
}
LIVINGS: Mapping[Living, str] = {
    Living.NOWHERE: "Nowhere, or where they were exploited",
    Living.COUNCIL: "Accommodation from the council",
    Living.ASYLUM: "Asylum accommodation",
    Living.OWN: "A home of their own",
    Living.FAMILY: "With family",
    Living.OTHER: "Somewhere else",
}
GROUNDS: Mapping[Ground, str] = {
    Ground.DESTITUTE: "They are destitute",
    Ground.AT_RISK: "They will be destitute soon",
    Ground.NO_COUNCIL_HELP: "There is no suitable help from the council",
    Ground.UNSAFE: "The other accommodation there is would be unsafe or unsuitable",
}
COUNCILS: Mapping[CouncilHelp, str] = {
    CouncilHelp.AVAILABLE: "The council gives suitable help now",
    CouncilHelp.NOT_ENTITLED: "They are not entitled to homelessness help",
    CouncilHelp.REFUSED: "The council was asked and refused",
    CouncilHelp.NOT_IN_TIME: "The council was asked and cannot help in time",
    CouncilHelp.UNSUITABLE: "What the council offers is unsafe or unsuitable",
}
GAPS: Mapping[Gap, tuple[str, str]] = {
    Gap.LANGUAGE: ("language", "Enter the language the assessment was held in"),
    Gap.INTERPRETER_ACCEPTABLE: (
        "is_interpreter_acceptable",
        "Select whether the interpreter was acceptable to the person",
    ),
    Gap.REMEDY: ("remedy", "Enter what is done about the interpreter, as the person did not accept them"),
    Gap.OUTCOME: ("outcome", "Select what the assessment found"),
    Gap.GROUND: ("grounds", "Select why emergency accommodation is needed"),
    Gap.DESTITUTE_ON: ("destitute_on", "Enter from when the person will be destitute"),
    Gap.NOT_SOON_DESTITUTE: (
        "destitute_on",
        "At risk of destitution is whoever will be destitute within 14 days of the referral. Enter an earlier"
        " day, or leave out this reason",
    ),
    Gap.COUNCIL_HELP: ("council_help", "Select why the council does not help: its help comes first"),
    Gap.COUNCIL_HELPS: (
        "council_help",
        "The council gives suitable help, so take that first. Emergency places are for when it does not",
    ),
    Gap.COUNCIL_REASON: ("council_reason", "Enter which council was asked and what it said"),
    Gap.STAYS_THERE: (
        "is_emergency",
        "They live somewhere safe and suitable, so they stay there with outreach. Select that contract"
        " accommodation is needed all the same if the assessment shows it",
    ),
    Gap.WHY_CONTRACT: ("why_contract", "Enter what they need that where they live cannot meet"),
}


def fault_of(gap: Part | Gap) -> tuple[str, str]:
    """The field, and what to do."""
    if isinstance(gap, Gap):
        return GAPS[gap]
    return f"said_{gap}", f"{PARTS[gap][0]}: enter what was said, or below why it was not asked"


def faults_of(refused: NotComplete) -> list[tuple[str, str]]:
    return [fault_of(gap) for gap in refused.gaps]
