"""For leaders: decisions drawn by chance for a second look. The address is enough to draw them again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Annotated
from urllib.parse import urlencode

from annotated_types import Ge, Le
from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, StringConstraints
from starlette.responses import Response

from decision.domain.decisions import DecisionKind
from decision.queries.quality_sample import MOST, Sampled, SampleOf, quality_sample
from decision.web import paths
from decision.web.edge import CaseWork, Leader, Today
from decision.web.team import parts_of_team
from decision.web.words import OUTCOMES
from plumbing.form_words import Words
from plumbing.forms import NOT_AFTER_TODAY, Filled, Form, MaxLen, fill
from plumbing.govuk.dates import day
from plumbing.govuk.parts import Column, Link
from plumbing.pages import page, see_other

router = APIRouter(prefix=paths.team("quality-sample"))

COLUMNS = [Column(title) for title in ("Case", "Decision", "Outcome", "Decided")]
KINDS = {
    DecisionKind.REASONABLE_GROUNDS: "Reasonable grounds",
    DecisionKind.CONCLUSIVE_GROUNDS: "Conclusive grounds",
}


class SampleForm(Form):
    seed: Annotated[str, MaxLen(40), Words("Enter any word or number as the seed", name="The seed")]
    size: Annotated[int, Ge(1), Le(MOST), Words("Enter how many decisions to draw", name="The number")]
    decided_from: Annotated[date, NOT_AFTER_TODAY, Words("Enter the first day", name="The first day")]
    decided_until: Annotated[date, Words("Enter the last day", name="The last day")]


class Drawn(BaseModel):
    model_config = ConfigDict(extra="ignore")

    seed: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    size: Annotated[int, Ge(1), Le(MOST)]
    decided_from: date
    decided_until: date


@dataclass(frozen=True)
class SamplePage:
    parts: Sequence[Link]
    filled: Filled[SampleForm]


@dataclass(frozen=True)
class SampleLine:
    reference: str
    href: str
    kind: str
    outcome: str
    decided_on: str


@dataclass(frozen=True)
class DrawnPage:
    parts: Sequence[Link]
    drawn_by: str
    lines: Sequence[SampleLine]
    again: str = paths.team("quality-sample")
    columns: Sequence[Column] = tuple(COLUMNS)


@router.get("")
async def ask(request: Request, _: Leader) -> Response:
    return _ask_page(request, Filled[SampleForm]())


@router.post("")
async def draw(request: Request, _: Leader, today: Today) -> Response:
    """Nothing is kept: the next address draws it, today and later."""
    filled = await fill(SampleForm, request, today=today)
    if filled.form is None:
        return _ask_page(request, filled)
    if filled.form.decided_until < filled.form.decided_from:
        words = "The last day must be the first day or after it"
        return _ask_page(request, filled.refused("decided_until", words, code="before_the_first"))
    return see_other(f"{paths.team('quality-sample')}/drawn?{urlencode(filled.form.model_dump(mode='json'))}")


@router.get("/drawn")
async def drawn(request: Request, _: Leader, work: CaseWork, of: Annotated[Drawn, Query()]) -> Response:
    async with work() as uow:
        lines = [_line(each) for each in await quality_sample(uow, SampleOf(**of.model_dump()))]
    days = f"{day(of.decided_from)} to {day(of.decided_until)}"
    words = f"Seed “{of.seed}”, at most {of.size} of the decisions of {days} that stand."
    return page(request, "team/drawn.html", DrawnPage(parts_of_team("quality-sample"), words, lines))


def _ask_page(request: Request, filled: Filled[SampleForm]) -> Response:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if filled.errors else HTTPStatus.OK
    return page(
        request, "team/sample.html", SamplePage(parts_of_team("quality-sample"), filled), status=status
    )


def _line(sampled: Sampled) -> SampleLine:
    return SampleLine(
        reference=sampled.reference,
        href=paths.case(sampled.case_id, "decisions"),
        kind=KINDS[sampled.kind],
        outcome=OUTCOMES[sampled.outcome],
        decided_on=day(sampled.decided_on),
    )
