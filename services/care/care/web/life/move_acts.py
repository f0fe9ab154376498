"""Looking at where the person lives, asking for a move, and what the prime's network answers."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal, Self

from pydantic import model_validator

from care.commands import moving
from care.commands.lives import By
from care.commands.moving import Looked
from care.domain.moving import HomeFault, HomeKind, MoveRefusal, MoveState, MoveWanted
from care.domain.support_states import ENDED, MAY_BE_PLACED
from care.queries.lives import Life
from care.storage import UnitOfWork
from care.web import words
from care.web.edge import Desk
from care.web.life.acts import (
    MOVES,
    YES_NO,
    Act,
    AnyAct,
    Confirmation,
    Question,
    Text,
    YesNo,
    confirming,
)
from care.web.life.words import choices
from care.web.network_words import FAULTS, HOMES, MOVE_REFUSALS
from contracts.ids import SupportCaseId
from plumbing.form_words import Words
from plumbing.forms import Form, MaxLen, fault
from plumbing.govuk.parts import Option
from plumbing.identifiers import new_id


def _is_supported_by_somebody(life: Life, _desk: Desk) -> bool:
    return life.case.state not in ENDED and life.case.provider_id is not None


def _may_ask(life: Life, desk: Desk) -> bool:
    is_free = life.case.state in MAY_BE_PLACED and life.move is None
    return is_free and _is_supported_by_somebody(life, desk)


WantsMove = Literal["yes", "no", "later"]
WANTS_MOVE = (
    Option("yes", "Yes, ask for a move now"),
    Option("no", "No, the person wants to stay"),
    Option("later", "Not yet. It stays the next step"),
)
IS_EXPLAINED = "Did you tell them what moving away may cost?"
TOLD = "It may cost them their local connection and council help"


def _regions(desk: Desk) -> list[Option]:
    return words.options(desk.rules.lists.regions)


class HomeForm(Form):
    kind: Annotated[HomeKind, Words("Select where the person lives")]
    faults: Annotated[frozenset[HomeFault], Words("Select what does not suit them")] = frozenset()
    words: Annotated[Text, Words("Enter what you saw", name="What you saw")] = ""
    wants_move: Annotated[WantsMove, Words("Select whether the person wants to move")] = "later"
    regions: Annotated[frozenset[str], Words("Select at least one region")] = frozenset()
    is_explained: Annotated[YesNo, Words("Select whether you told them what moving away may cost")] = "no"

    @model_validator(mode="after")
    def _moves_because_something_is_wrong(self) -> Self:
        if self.wants_move == "yes" and not self.faults:
            raise fault("faults", "required", "Select what does not suit them, as the reason for the move")
        if self.wants_move == "yes" and not self.regions:
            raise fault("regions", "required", "Select at least one region")
        return self

    @property
    def is_move_wanted(self) -> bool | None:
        """Nobody is asked about a home that suits them."""
        return {"yes": True, "no": False}.get(self.wants_move) if self.faults else None

    def as_wanted(self) -> MoveWanted:
        reason, *further = sorted(self.faults, key=list(HomeFault).index)
        is_explained = self.is_explained == "yes"
        return MoveWanted(
            reason=reason, further_reasons=further, regions=sorted(self.regions), is_explained=is_explained
        )


def _ask_home(life: Life, desk: Desk) -> Sequence[Question]:
    return [*_ask_what_is_wrong(), *(_ask_whether_to_move(desk) if _may_ask(life, desk) else ())]


def _ask_what_is_wrong() -> Sequence[Question]:
    return [
        Question("radios", "kind", "Where does the person live?", options=choices(HOMES)),
        Question(
            "checkboxes",
            "faults",
            "What does not suit them?",
            "Ask the person. Leave all empty if it suits them",
            choices(FAULTS),
        ),
        Question("words", "words", "What did you see, and what did they say?", "Kept sealed"),
    ]


def _ask_whether_to_move(desk: Desk) -> Sequence[Question]:
    """In one step with what is wrong, which is the reason. Nothing is asked for unless they say yes."""
    return [
        Question("section", "", "If it does not suit them"),
        Question(
            "radios",
            "wants_move",
            "Do you ask the network for a move, for these reasons?",
            "The person decides. Their words above go with it",
            WANTS_MOVE,
        ),
        Question("checkboxes", "regions", "Where could they live?", options=_regions(desk)),
        Question("radios", "is_explained", IS_EXPLAINED, TOLD, YES_NO),
    ]


def _known_of_home(life: Life, desk: Desk) -> Mapping[str, str | Sequence[str]]:
    home = [life.case.region] if life.case.region else []
    return {"regions": home} if _may_ask(life, desk) else {}


async def _check(uow: UnitOfWork, case_id: SupportCaseId, form: HomeForm, by: By) -> None:
    looked = Looked(
        id=new_id(),
        kind=form.kind,
        faults=sorted(form.faults),
        words=form.words,
        is_move_wanted=form.is_move_wanted,
    )
    await moving.check_home(uow, case_id, looked, by)
    if form.is_move_wanted:
        await moving.ask(uow, case_id, new_id(), form.as_wanted(), form.words, by)


CHECK = Act(
    name="home-check",
    title="Check whether where they live suits them",
    button="Record the check",
    form=HomeForm,
    questions=_ask_home,
    record=_check,
    may=_is_supported_by_somebody,
    part=MOVES,
    pointer="wants_move",
    known=_known_of_home,
)


async def _stay(uow: UnitOfWork, case_id: SupportCaseId, _form: Confirmation, by: By) -> None:
    await moving.stay(uow, case_id, by)


STAY = Act(
    name="move-not-wanted",
    title="They stay, although it does not suit them",
    button="Record that they stay",
    form=Confirmation,
    questions=confirming("I asked the person, and they do not want to move"),
    record=_stay,
    may=lambda life, _desk: bool(life.home_checks) and life.home_checks[0].awaits_answer,
    part=MOVES,
)


class MoveForm(Form):
    reason: Annotated[HomeFault, Words("Select why the person has to move")]
    regions: Annotated[frozenset[str], Words("Select at least one region")]
    required_features: Annotated[frozenset[str], Words("Select what a house must offer")] = frozenset()
    avoid_areas: Annotated[str, MaxLen(500), Words("Enter the areas to avoid", name="Areas to avoid")] = ""
    is_explained: Annotated[YesNo, Words("Select whether you told them what moving away may cost")]
    why: Annotated[Text, Words("Enter why the person wants to move", name="Why they want to move")]

    def as_wanted(self) -> MoveWanted:
        areas = (code.strip().upper() for code in self.avoid_areas.split(","))
        return MoveWanted(
            reason=self.reason,
            regions=sorted(self.regions),
            required_features=sorted(self.required_features),
            avoid_areas=list(filter(None, areas)),
            is_explained=self.is_explained == "yes",
        )


def _ask_move(_life: Life, desk: Desk) -> Sequence[Question]:
    return [
        Question("radios", "reason", "Why does the person have to move?", options=choices(FAULTS)),
        Question("checkboxes", "regions", "Where could they live?", options=_regions(desk)),
        Question(
            "checkboxes",
            "required_features",
            "What must the house offer?",
            options=words.options(desk.rules.lists.features),
        ),
        Question("text", "avoid_areas", "Which areas must they avoid?", "Area codes, separated by commas"),
        Question("radios", "is_explained", IS_EXPLAINED, TOLD, YES_NO),
        Question("words", "why", "What does the person say about it?", "Kept sealed"),
    ]


def _known_of_move(life: Life, _desk: Desk) -> Mapping[str, str | Sequence[str]]:
    """What the last look found wrong, and what is known of the person, is not asked again."""
    found = life.home_checks[0].faults if life.home_checks else []
    home = [life.case.region] if life.case.region else []
    features = list(life.case.required_features)
    return {"reason": found[:1], "regions": home, "required_features": features}


async def _ask(uow: UnitOfWork, case_id: SupportCaseId, form: MoveForm, by: By) -> None:
    await moving.ask(uow, case_id, new_id(), form.as_wanted(), form.why, by)


MOVE = Act(
    name="move",
    title="Ask the network for a move",
    button="Ask for a move",
    form=MoveForm,
    questions=_ask_move,
    record=_ask,
    may=_may_ask,
    part=MOVES,
    pointer="is_explained",
    known=_known_of_move,
)


class AnswerForm(Form):
    answer: Annotated[Literal["accept"] | MoveRefusal, Words("Select the answer")]
    words: Annotated[Text, Words("Enter what you want to add", name="What you add")] = ""


def _ask_answer(_life: Life, _desk: Desk) -> Sequence[Question]:
    refusals = [Option(code.value, f"No. {said}") for code, said in MOVE_REFUSALS.items()]
    accepting = Option("accept", "Yes", hint="The person waits for a bed, among those who need a place")
    return [
        Question("radios", "answer", "May the person move?", options=[accepting, *refusals]),
        Question("words", "words", "What else should they know?", "Kept sealed. The worker reads it"),
    ]


async def _answer(uow: UnitOfWork, case_id: SupportCaseId, form: AnswerForm, by: By) -> None:
    refusal = None if form.answer == "accept" else form.answer
    await moving.answer(uow, case_id, refusal, form.words, by)


ANSWER = Act(
    name="move-answer",
    title="Answer the request for a move",
    button="Answer",
    form=AnswerForm,
    questions=_ask_answer,
    record=_answer,
    may=lambda life, desk: desk.is_prime and life.move is not None and life.move.state is MoveState.ASKED,
    part=MOVES,
    before=lambda life, _desk: [life.words(life.move.id, "move_why")] if life.move else [],
)


async def _withdraw(uow: UnitOfWork, case_id: SupportCaseId, _form: Confirmation, by: By) -> None:
    await moving.withdraw(uow, case_id, by)


WITHDRAW = Act(
    name="move-withdrawn",
    title="The person wants to stay after all",
    button="Take the request back",
    form=Confirmation,
    questions=confirming("The person said that they do not want to move"),
    record=_withdraw,
    may=lambda life, _desk: life.move is not None,
    part=MOVES,
)

MOVE_ACTS: tuple[AnyAct, ...] = (CHECK, MOVE, STAY, ANSWER, WITHDRAW)
