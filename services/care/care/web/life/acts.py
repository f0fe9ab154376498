"""One act on a life in support: when it is offered, what is asked, what is recorded, what is said if refused.

The same act is open to programs (`api`), which send the same answers without the page.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Generic, Literal, TypeVar

from care.commands.lives import By
from care.domain.assessments import NotComplete
from care.domain.leaving import ExitNotSafe
from care.domain.refusals import Refused
from care.queries.lives import Life
from care.storage import UnitOfWork
from care.web import words
from care.web.edge import Desk
from care.web.life.assessment_words import faults_of
from care.web.life.words import BARS
from contracts.ids import SupportCaseId
from plumbing.form_words import Words
from plumbing.forms import AS_TYPED, PAGE, Form, MaxLen
from plumbing.govuk.parts import Option

AnswersT = TypeVar("AnswersT", bound=Form)
WORDS_LIMIT = 5_000
Text = Annotated[str, AS_TYPED, MaxLen(WORDS_LIMIT)]
YesNo = Literal["yes", "no"]
YES_NO = (Option("yes", "Yes"), Option("no", "No"))
PLAN, LEAVING, ASSESSMENTS, MOVES = "plan", "leaving", "assessments", "moves"


@dataclass(frozen=True)
class Question:
    """One control of the page."""

    kind: Literal["radios", "checkboxes", "date", "words", "number", "text", "reason", "section"]
    name: str
    label: str
    hint: str = ""
    options: Sequence[Option] = ()
    most: int = WORDS_LIMIT


class Confirmation(Form):
    confirmed: Annotated[Literal["yes"], Words("Select to confirm that this is so", name="Confirmation")]


def confirming(label: str) -> Callable[[Life, Desk], Sequence[Question]]:
    asked = [Question("checkboxes", "confirmed", "Is this so?", "Leave it if not", [Option("yes", label)])]
    return lambda _life, _desk: asked


def _nothing(_life: Life, _desk: Desk) -> Sequence[str]:
    return ()


def _nothing_known(_life: Life, _desk: Desk) -> Mapping[str, str | Sequence[str]]:
    return {}


@dataclass(frozen=True, kw_only=True)
class Act(Generic[AnswersT]):
    """`name` is the end of its address; `pointer` is the field at which a refusal is shown."""

    name: str
    title: str
    button: str
    form: type[AnswersT]
    questions: Callable[[Life, Desk], Sequence[Question]]
    record: Callable[[UnitOfWork, SupportCaseId, AnswersT, By], Awaitable[None]]
    may: Callable[[Life, Desk], bool]
    part: str = LEAVING
    pointer: str = PAGE
    before: Callable[[Life, Desk], Sequence[str]] = _nothing
    known: Callable[[Life, Desk], Mapping[str, str | Sequence[str]]] = _nothing_known


AnyAct = Act[Any]


def by_of(desk: Desk) -> By:
    return By(desk.actor, desk.rules, desk.at)


def refusal_in_words(refused: Refused) -> list[str]:
    return [said for _, said in faults(refused, PAGE)]


def faults(refused: Refused, pointer: str) -> list[tuple[str, str]]:
    """Each field at fault and what is said there: an exit or an assessment says all that is missing."""
    if isinstance(refused, NotComplete):
        return faults_of(refused)
    if isinstance(refused, ExitNotSafe):
        return [(pointer, BARS[bar]) for bar in refused.bars]
    return [(pointer, words.REFUSALS[refused.code])]
