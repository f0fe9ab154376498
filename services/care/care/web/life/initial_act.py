"""The initial assessment by the prime: needs, where the person lives, and whether it is an emergency."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal

from care.commands import assessing_needs
from care.commands.lives import By
from care.domain.assessments import Kind
from care.domain.emergency import Accommodation, CouncilHelp, EmergencyNeed, Ground, Living
from care.domain.initial import Initial, outcome_of
from care.domain.people import Gender, Preference
from care.domain.rulebook import CareRules
from care.domain.support import Assessment
from care.domain.support_states import ENDED
from care.queries.lives import Life
from care.storage import UnitOfWork
from care.web import words
from care.web.edge import Desk
from care.web.life.acts import ASSESSMENTS, YES_NO, Act, AnyAct, Question, Text, YesNo
from care.web.life.assessment_forms import (
    EVERY_PART,
    READ_BACK,
    SHARING,
    ConversationForm,
    form_of,
    held_already,
    questions_of,
    sharing_of,
    sheet_of,
)
from care.web.life.assessment_words import COUNCILS, GROUNDS, LIVINGS
from care.web.life.words import choices
from contracts.ids import SupportCaseId
from plumbing.form_words import Words
from plumbing.forms import MaxLen
from plumbing.govuk.parts import Option

NOT_ASKED = Option("not_known", "Not known", divider="or")


class InitialBase(ConversationForm):
    living: Annotated[Living, Words("Select where the person lives now")]
    is_suitable: Annotated[YesNo, Words("Select whether they can stay there safely")]
    is_contract_needed: Annotated[YesNo, Words("Select whether they need contract accommodation")] = "no"
    why_contract: Annotated[Text, Words("Enter what they need", name="What they need")] = ""
    is_emergency: Annotated[YesNo, Words("Select whether the person needs emergency accommodation now")]
    grounds: Annotated[frozenset[Ground], Words("Select why it is needed")] = frozenset()
    destitute_on: Annotated[date | None, Words("Enter from when", name="The day")] = None
    council_help: Annotated[CouncilHelp | None, Words("Select why the council does not help")] = None
    council_reason: Annotated[Text, Words("Enter what the council said", name="What it said")] = ""
    preference: Annotated[Preference, Words("Select with whom the person wants to share a house")]
    gender: Annotated[
        Literal["woman", "man", "other", "not_known"], Words("Select how the person describes their gender")
    ]
    required_features: Annotated[frozenset[str], Words("Select what a house must offer")] = frozenset()
    avoid_areas: Annotated[str, MaxLen(500), Words("Enter the areas to avoid", name="Areas to avoid")] = ""


InitialForm = form_of(Kind.INITIAL, InitialBase)
WHERE = (
    Question("section", "where", "Where they live"),
    Question("radios", "living", "Where does the person live now?", options=choices(LIVINGS)),
    Question("radios", "is_suitable", "Is it safe, secure and suitable, and can they stay?", options=YES_NO),
    Question(
        "radios",
        "is_contract_needed",
        "Does this assessment show that they need contract accommodation all the same?",
        "If not, they stay where they live and get outreach",
        YES_NO,
    ),
    Question("words", "why_contract", "What do they need that where they live cannot meet?", "Sealed"),
)
EMERGENCY = (
    Question("section", "emergency", "Emergency accommodation"),
    Question("radios", "is_emergency", "Is emergency accommodation needed now?", options=YES_NO),
    Question(
        "checkboxes", "grounds", "Why is it needed?", "If it is. Select all that apply", choices(GROUNDS)
    ),
    Question("date", "destitute_on", "From when will they be destitute?", "If they are not yet"),
    Question(
        "radios",
        "council_help",
        "Why does the council not help?",
        "Help of the council comes first, before emergency accommodation",
        choices(COUNCILS),
    ),
    Question("words", "council_reason", "Which council was asked, and what did it say?", "Kept sealed"),
)


def _ask(_life: Life, desk: Desk) -> Sequence[Question]:
    return (*questions_of(Kind.INITIAL), *WHERE, *EMERGENCY, *_house(desk.rules), SHARING)


def _house(rules: CareRules) -> Sequence[Question]:
    genders = [*(Option(code, text) for code, text in words.GENDERS.items()), NOT_ASKED]
    return (
        Question("section", "house", "What a house must know"),
        Question(
            "radios",
            "preference",
            "With whom do they want to share a house?",
            options=choices(words.PREFERENCES),
        ),
        Question("radios", "gender", "How do they describe their gender?", options=genders),
        Question(
            "checkboxes",
            "required_features",
            "What must a house offer?",
            "Leave all empty if nothing special",
            words.options(rules.lists.features),
        ),
        Question(
            "text",
            "avoid_areas",
            "Which areas must they avoid?",
            "Area codes, separated by commas, for example LDN-A, KEN-B. Leave empty if none",
        ),
    )


def _known(life: Life, _desk: Desk) -> Mapping[str, str | Sequence[str]]:
    case = life.case
    of_a_house: dict[str, str | Sequence[str]] = {
        "required_features": case.required_features,
        "avoid_areas": ", ".join(case.avoid_areas),
    }
    if case.gender is not None:
        of_a_house |= {"gender": case.gender.value, "preference": case.preference.value}
    return {**of_a_house, **held_already(life, Kind.INITIAL)}


async def _record(uow: UnitOfWork, case_id: SupportCaseId, form: Any, by: By) -> None:
    await assessing_needs.hold_initial(uow, case_id, _initial(form, by.rules), sharing_of(form), by)


def _initial(form: Any, rules: CareRules) -> Initial:
    is_emergency = form.is_emergency == "yes"
    accommodation = Accommodation(
        living=form.living,
        is_suitable=form.is_suitable == "yes",
        is_contract_needed=form.is_contract_needed == "yes",
        why_contract=form.why_contract,
    )
    outcome = outcome_of(accommodation, is_emergency=is_emergency)
    return Initial(
        sheet=sheet_of(form, Kind.INITIAL, outcome),
        found=_found(form, rules),
        accommodation=accommodation,
        emergency=_emergency(form) if is_emergency else None,
    )


def _emergency(form: Any) -> EmergencyNeed:
    return EmergencyNeed(
        grounds=form.grounds,
        destitute_on=form.destitute_on,
        council_help=form.council_help,
        council_reason=form.council_reason,
    )


def _found(form: Any, rules: CareRules) -> Assessment:
    known = [entry.code for entry in rules.lists.features]
    return Assessment(
        is_emergency=form.is_emergency == "yes",
        preference=form.preference,
        gender=None if form.gender == "not_known" else Gender(form.gender),
        required_features=tuple(code for code in known if code in form.required_features),
        avoid_areas=tuple(code.strip().upper() for code in form.avoid_areas.split(",") if code.strip()),
    )


def _before(life: Life, _desk: Desk) -> Sequence[str]:
    needed = "The referral says that an interpreter is needed." if life.case.is_interpreter_needed else ""
    held = "Held by the prime contractor, normally by telephone, in a language the person understands."
    return [line for line in (held, needed, EVERY_PART, READ_BACK) if line]


def _may(life: Life, desk: Desk) -> bool:
    return desk.is_prime and life.case.contact_made_at is not None and life.case.state not in ENDED


INITIAL: AnyAct = Act(
    name="assessment",
    title="What did the initial assessment find?",
    button="Record the assessment",
    form=InitialForm,
    questions=_ask,
    record=_record,
    may=_may,
    part=ASSESSMENTS,
    before=_before,
    known=_known,
)
