"""Which other cases are about the same person: joined ones, likely ones, and one somebody knows of."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from contracts.ids import CaseId
from decision.queries.joined import joined_to
from decision.queries.likeness import cases_like
from decision.web import paths
from decision.web.case_frame import CaseFrame, frame, read_case
from decision.web.edge import CaseWork, Staff, Today
from decision.web.joined_part import SAME_PERSON, JoinedCard, joined_card
from decision.web.joining_words import DONE
from decision.web.like_cases import LikeCaseLink, like_case_links
from plumbing.access import User
from plumbing.clock import utcnow
from plumbing.form_words import Words
from plumbing.forms import Filled, Form, MaxLen, fill
from plumbing.pages import page, see_other

router = APIRouter(prefix="/cases/{case_id}/same-person")


class OtherForm(Form):
    reference: Annotated[
        str, MaxLen(40), Words("Enter the reference of the other case", name="The reference")
    ]


@dataclass(frozen=True)
class SamePersonPage:
    frame: CaseFrame
    filled: Filled[OtherForm]
    done: str
    joined: Sequence[JoinedCard]
    like_cases: Sequence[LikeCaseLink]


@router.get("")
async def same_person(
    request: Request, case_id: UUID, user: Staff, work: CaseWork, today: Today, done: str = ""
) -> Response:
    said = DONE.get(done, "")
    return await _page(request, CaseId(case_id), user, work, Filled[OtherForm](), today=today, done=said)


@router.post("")
async def choose(request: Request, case_id: UUID, user: Staff, work: CaseWork, today: Today) -> Response:
    """Another case to compare with, by its reference."""
    filled = await fill(OtherForm, request)
    if filled.form is None:
        return await _page(request, CaseId(case_id), user, work, filled, today=today)
    async with work() as uow:
        other = await uow.cases.with_reference("".join(filled.form.reference.upper().split()))
    if other is None or other == case_id:
        words = "Enter the reference of another case, as it stands on its pages"
        told = filled.refused("reference", words, code="unknown")
        return await _page(request, CaseId(case_id), user, work, told, today=today)
    return see_other(paths.case(CaseId(case_id), f"compare/{other}"))


async def _page(
    request: Request,
    case_id: CaseId,
    user: User,
    work: CaseWork,
    filled: Filled[OtherForm],
    *,
    today: Today,
    done: str = "",
) -> Response:
    async with work() as uow:
        view = await read_case(uow, case_id, user, page=SAME_PERSON, at=utcnow())
        joined = await joined_to(uow, view.case)
        alike = like_case_links(await cases_like(uow, view.case), view.case, joined)
    cards = [joined_card(each, view, user) for each in joined]
    shown = SamePersonPage(frame(view, SAME_PERSON, user, today), filled, done, cards, alike)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if filled.errors else HTTPStatus.OK
    return page(request, "duplicates/same_person.html", shown, status=status)
