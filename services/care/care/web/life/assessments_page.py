"""The assessments held so far, what each found, and which comes next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from care.domain.assessments import MINIMUM, HeldAssessment, Outcome
from care.domain.emergency import Ground
from care.queries.assessed import Assessed, assessed
from care.web import paths
from care.web.edge import AnyDesk
from care.web.life.acts import ASSESSMENTS
from care.web.life.all_acts import offers
from care.web.life.assessment_words import (
    ASSESSORS,
    COUNCILS,
    GROUNDS,
    KINDS,
    LIVINGS,
    METHODS,
    OUTCOMES,
    PARTS,
)
from care.web.life.clock_cards import cards
from care.web.life.frame import Card, LifeFrame
from care.web.life.pages import frame_of, read_life
from care.web.life.plan_view import ELSEWHERE
from contracts.ids import SupportCaseId
from plumbing.govuk.dates import day
from plumbing.govuk.parts import Clock, Link, Row, Status
from plumbing.pages import page

router = APIRouter(prefix=f"{paths.PEOPLE}/{{support_case_id}}")
URGENT = frozenset({Outcome.EMERGENCY, Outcome.DOES_NOT_FIT})


@dataclass(frozen=True)
class AssessmentsView:
    frame: LifeFrame
    offers: Sequence[Link]
    clocks: Sequence[Clock]
    held: Sequence[Card]


@router.get(f"/{ASSESSMENTS}")
async def show_assessments(request: Request, desk: AnyDesk, support_case_id: SupportCaseId) -> Response:
    found = await read_life(desk, support_case_id)
    async with desk.work() as uow:
        held = await assessed(uow, found)
    clocks = [each for each in found.clocks if each.rule.startswith("CARE-NEEDS")]
    view = AssessmentsView(
        frame=await frame_of(desk, support_case_id, ASSESSMENTS),
        offers=offers(found, desk, ASSESSMENTS),
        clocks=cards(clocks, desk.rules, desk.today),
        held=[_card(each, held) for each in held.held],
    )
    return page(request, "life/assessments.html", view)


def _card(each: HeldAssessment, held: Assessed) -> Card:
    title = f"{KINDS[each.kind]}, {day(each.done_at.date())}"
    status = Status(OUTCOMES[each.outcome], "waiting" if each.outcome in URGENT else "done")
    return Card(title, status, [*_how(each, held), *_where(each, held), *_parts(each, held)])


def _how(each: HeldAssessment, held: Assessed) -> Iterator[Row]:
    yield Row("Held", f"{METHODS[each.method]}, by {ASSESSORS[each.assessor]}")
    yield Row("Language", held.words(each, "language") or ELSEWHERE)
    yield Row("Interpreter", _interpreter(each, held))


def _interpreter(each: HeldAssessment, held: Assessed) -> list[str]:
    if not each.has_interpreter:
        return ["None needed"]
    said = "Acceptable to the person" if each.is_interpreter_acceptable else "Not acceptable to the person"
    return list(
        filter(None, (held.words(each, "interpreter") or ELSEWHERE, said, held.words(each, "remedy")))
    )


def _where(each: HeldAssessment, held: Assessed) -> Iterator[Row]:
    if each.living is not None:
        why = held.words(each, "why_contract")
        yield Row("Lives", list(filter(None, (LIVINGS[each.living], why))))
    if each.grounds:
        yield Row("Emergency", [GROUNDS[Ground(code)] for code in each.grounds] + _destitute(each))
    if each.council_help is not None:
        said = held.words(each, "council_reason")
        yield Row("Council", list(filter(None, (COUNCILS[each.council_help], said))))


def _destitute(each: HeldAssessment) -> list[str]:
    return [f"From {day(each.destitute_on)}"] if each.destitute_on else []


def _parts(each: HeldAssessment, held: Assessed) -> Iterator[Row]:
    for part in MINIMUM[each.kind]:
        if part in each.not_asked:
            reason = held.words(each, f"not_asked_{part}") or ELSEWHERE
            yield Row(PARTS[part][0], f"Not asked, because: {reason}")
        else:
            yield Row(PARTS[part][0], held.said(each, part) or ELSEWHERE)
