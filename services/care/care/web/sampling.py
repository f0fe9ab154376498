"""What an inspector reads: a sample of those who agreed, the same for the same seed, without names."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Le
from fastapi import APIRouter, Request
from starlette.responses import Response

from care.commands.sampling import write_down_draw
from care.domain.sampling import MOST
from care.queries.sample import Sampled, draw
from care.web import paths, words
from care.web.edge import InspectorsDesk
from care.web.life.words import NEEDS
from plumbing.form_words import Words
from plumbing.forms import Filled, Form, MaxLen, fill
from plumbing.govuk.parts import Row
from plumbing.pages import form_page, page

router = APIRouter()


class SampleForm(Form):
    seed: Annotated[str, MaxLen(40), Words("Enter any word or number as the seed", name="The seed")]
    size: Annotated[int, Ge(1), Le(MOST), Words("Enter how many people to draw", name="The number")]


@dataclass(frozen=True)
class SampledCard:
    title: str
    rows: Sequence[Row]


@dataclass(frozen=True)
class SampleView:
    filled: Filled[SampleForm]
    cards: Sequence[SampledCard] = ()
    is_drawn: bool = False


@router.get(paths.SAMPLE)
async def ask(request: Request, _: InspectorsDesk) -> Response:
    return page(request, "sample.html", SampleView(Filled()))


@router.post(paths.SAMPLE)
async def sample(request: Request, desk: InspectorsDesk) -> Response:
    """Answers with the sample itself: that it was drawn is written down, and it can be drawn again."""
    filled = await fill(SampleForm, request)
    if filled.form is None:
        return form_page(request, "sample.html", SampleView(filled))
    async with desk.work() as uow:
        drawn = await draw(uow, seed=filled.form.seed, size=filled.form.size)
        write_down_draw(uow, desk.by, size=len(drawn))
    cards = [_card(number, each) for number, each in enumerate(drawn, start=1)]
    return page(request, "sample.html", SampleView(filled, cards, is_drawn=True))


def _card(number: int, sampled: Sampled) -> SampledCard:
    needs = [Row(NEEDS[need], said) for need, said in sampled.needs]
    notes = Row("Notes", list(sampled.notes) or "None")
    return SampledCard(f"Person {number}, {words.region(sampled.region)}", [*needs, notes])
