"""The question sheet: the form to print, for an interview where there is no computer. Open to everybody."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from plumbing.access import public
from plumbing.pages import page
from referral.domain.form.sheet import Part, question_sheet
from referral.web.form import referral_form

router = APIRouter(dependencies=[public])


@dataclass(frozen=True)
class SheetView:
    parts: tuple[Part, ...]


@router.get("/question-sheet")
async def show_sheet(request: Request) -> Response:
    return page(request, "question_sheet.html", SheetView(question_sheet(referral_form())))
