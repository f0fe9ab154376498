"""How the places where a person lived were found to be, and the moves that were asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from pydantic import AwareDatetime, BaseModel, ConfigDict
from starlette.responses import Response

from care.domain.moving import HomeCheck, HomeFault, HomeKind, MoveRefusal, MoveRequest, MoveState
from care.queries.lives import Life
from care.web import paths, words
from care.web.edge import AnyDesk
from care.web.life.acts import MOVES
from care.web.life.all_acts import offers
from care.web.life.frame import Card, LifeFrame
from care.web.life.pages import frame_of, read_life
from care.web.life.plan_view import ELSEWHERE
from care.web.network_words import FAULTS, HOMES, MOVE_REFUSALS
from care.web.network_words import MOVES as STATES
from clocks.days import london_day
from contracts.ids import SupportCaseId
from plumbing.govuk.dates import day
from plumbing.govuk.parts import Link, Row, Status
from plumbing.pages import page

router = APIRouter()


@dataclass(frozen=True)
class MovesView:
    frame: LifeFrame
    offers: Sequence[Link]
    is_to_find: bool
    find: str
    asked: Sequence[Card]
    checks: Sequence[Card]


@router.get(f"{paths.PEOPLE}/{{support_case_id}}/{MOVES}")
async def show_moves(request: Request, desk: AnyDesk, support_case_id: SupportCaseId) -> Response:
    found = await read_life(desk, support_case_id)
    view = MovesView(
        frame=await frame_of(desk, support_case_id, MOVES),
        offers=offers(found, desk, MOVES),
        is_to_find=found.move is not None and found.move.state is MoveState.ACCEPTED,
        find=paths.person(support_case_id, "place"),
        asked=[_asked(each, found) for each in found.moves_asked],
        checks=[_check(each, found) for each in found.home_checks],
    )
    return page(request, "life/moves.html", view)


def _asked(each: MoveRequest, found: Life) -> Card:
    title = f"Asked on {day(london_day(each.asked_at))}"
    return Card(title, STATES[each.state], list(_rows(each, found)))


def _rows(each: MoveRequest, found: Life) -> Iterator[Row]:
    reasons = [each.reason, *map(HomeFault, each.further_reasons)]
    yield Row("Why", [*(FAULTS[reason] for reason in reasons), found.words(each.id, "move_why") or ELSEWHERE])
    yield Row("Where to", [words.region(code) for code in each.regions])
    yield Row(
        "A house must offer", [words.word_for(code) for code in each.required_features] or "Nothing more"
    )
    yield Row("Areas to avoid", list(each.avoid_areas) or "None named")
    told = "was told to the person" if each.is_local_connection_explained else "does not apply"
    yield Row("Moving away", f"What it may cost {told}")
    if each.answered_at is not None:
        said = MOVE_REFUSALS[each.refusal] if each.refusal else "Accepted"
        more = found.words(each.id, "move_answer")
        yield Row("Answer", [*filter(None, (said, more, f"On {day(london_day(each.answered_at))}"))])


WANTED = {True: "Yes", False: "No, they stay", None: "Nobody has said yet"}


def _check(each: HomeCheck, found: Life) -> Card:
    status = (
        Status("Suits them", "available") if each.is_suitable else Status("Does not suit them", "overdue")
    )
    rows = [
        Row("Where", HOMES[each.kind]),
        Row("What is wrong", [FAULTS[HomeFault(fault)] for fault in each.faults] or "Nothing"),
        Row("Seen and said", found.words(each.id, "home_seen") or ELSEWHERE),
        *([] if each.is_suitable else [Row("Do they want to move?", WANTED[each.is_move_wanted])]),
    ]
    return Card(f"Checked on {day(london_day(each.checked_at))}", status, rows)


class MoveItem(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    reason: HomeFault
    further_reasons: list[HomeFault]
    regions: list[str]
    required_features: list[str]
    avoid_areas: list[str]
    is_local_connection_explained: bool
    asked_at: AwareDatetime
    state: MoveState
    refusal: MoveRefusal | None
    answered_at: AwareDatetime | None
    ended_at: AwareDatetime | None


class HomeCheckItem(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    kind: HomeKind
    faults: list[HomeFault]
    is_suitable: bool
    is_move_wanted: bool | None
    checked_at: AwareDatetime


class MovesItem(BaseModel):
    """The latest first. Asking, answering and taking back are acts of the life in support."""

    moves: list[MoveItem]
    home_checks: list[HomeCheckItem]


@router.get(f"/v1/support-cases/{{support_case_id}}/{MOVES}")
async def list_moves(desk: AnyDesk, support_case_id: SupportCaseId) -> MovesItem:
    found = await read_life(desk, support_case_id)
    return MovesItem(
        moves=[MoveItem.model_validate(each) for each in found.moves_asked],
        home_checks=[HomeCheckItem.model_validate(each) for each in found.home_checks],
    )
