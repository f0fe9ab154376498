"""The questions every assessment asks: how it was held, each part of its minimum content, and sharing."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import create_model

from care.commands.assessing_needs import Sharing
from care.domain.assessments import HELD_AS, MINIMUM, Conversation, Findings, Kind, Method, Outcome, Sheet
from care.queries.lives import Life
from care.web.life.acts import YES_NO, Question, Text, YesNo
from care.web.life.assessment_words import METHODS, PARTS
from care.web.life.words import choices
from plumbing.form_words import Words
from plumbing.forms import Form, MaxLen
from plumbing.identifiers import new_id

Line = Annotated[str, MaxLen(500)]


class ConversationForm(Form):
    method: Annotated[Method, Words("Select how the assessment was held")]
    language: Annotated[Line, Words("Enter the language the assessment was held in", name="Language")] = ""
    interpreter: Annotated[Line, Words("Enter which interpreter", name="Interpreter")] = ""
    is_interpreter_acceptable: Annotated[
        YesNo | None, Words("Select whether the interpreter was acceptable to the person")
    ] = None
    remedy: Annotated[Text, Words("Enter what is done about it", name="What is done")] = ""
    is_shared: Annotated[YesNo, Words("Select whether what was said may be shared")]


def form_of(kind: Kind, base: type[ConversationForm]) -> type[Any]:
    parts: dict[str, Any] = {}
    for part in MINIMUM[kind]:
        name = PARTS[part][0]
        parts[f"said_{part}"] = (Annotated[Text, Words("Enter what was said", name=name)], "")
        parts[f"not_asked_{part}"] = (Annotated[Line, Words("Enter why not", name=f"{name}: why not")], "")
    return create_model(f"{kind.value.title().replace('_', '')}Form", __base__=base, **parts)


HOW = (
    Question("section", "how", "How it was held"),
    Question("radios", "method", "How was it held?", options=choices(METHODS)),
    Question("text", "language", "In which language?", "One that the person understands well"),
    Question(
        "text",
        "interpreter",
        "Which interpreter helped?",
        "Leave empty if none was needed. Otherwise the service, and what matters, such as a woman",
    ),
    Question(
        "radios",
        "is_interpreter_acceptable",
        "Was the interpreter acceptable to the person?",
        "Ask them when the interpreter is not listening",
        YES_NO,
    ),
    Question(
        "words", "remedy", "If not: what is done about it?", "For example that it is held again. Sealed"
    ),
)
SHARING = Question(
    "radios",
    "is_shared",
    "May this be shared with another provider that supports them later?",
    "Then nobody has to ask again",
    YES_NO,
)


def about_parts(kind: Kind) -> Iterator[Question]:
    yield Question("section", "parts", "What was said")
    for part in MINIMUM[kind]:
        label, hint = PARTS[part]
        yield Question("words", f"said_{part}", label, f"{hint}. Kept sealed" if hint else "Kept sealed")
        yield Question("reason", f"not_asked_{part}", f"{label}: if not asked, why?")


def questions_of(kind: Kind) -> Sequence[Question]:
    return (*HOW, *about_parts(kind))


def held_already(life: Life, kind: Kind) -> Mapping[str, str]:
    """What the person has told somebody is shown, to be read back and not asked for again."""
    held = {part: life.need(HELD_AS[part]) for part in MINIMUM[kind] if part in HELD_AS}
    return {f"said_{part}": words for part, words in held.items() if words}


READ_BACK = (
    "What is held already is filled in. Read it back to the person, and change it only if they say so."
)
EVERY_PART = "Every part needs an answer. Where you did not ask, say why."


def sheet_of(form: Any, kind: Kind, outcome: Outcome) -> Sheet:
    return Sheet(
        id=new_id(),
        kind=kind,
        outcome=outcome,
        conversation=_conversation(form),
        findings=Findings(
            said={part: getattr(form, f"said_{part}") for part in MINIMUM[kind]},
            not_asked={part: getattr(form, f"not_asked_{part}") for part in MINIMUM[kind]},
        ),
    )


def _conversation(form: ConversationForm) -> Conversation:
    return Conversation(
        method=form.method,
        language=form.language,
        interpreter=form.interpreter,
        is_interpreter_acceptable=yes_or_no(form.is_interpreter_acceptable),
        remedy=form.remedy,
    )


def yes_or_no(answer: Literal["yes", "no"] | None) -> bool | None:
    return None if answer is None else answer == "yes"


def sharing_of(form: ConversationForm) -> Sharing:
    return Sharing(form.is_shared == "yes")
