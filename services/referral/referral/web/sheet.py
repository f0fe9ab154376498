"""The question sheet: the form to print, for an interview where there is no computer. Open to everybody."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from plumbing.access import public
from plumbing.pages import page
from referral.domain.form.sheet import KNOWN, NOTHING_KNOWN, Part, question_sheet
from referral.web.form import referral_form

router = APIRouter(dependencies=[public])
EVERYBODY = "everybody"


@dataclass(frozen=True)
class SheetView:
    about: str
    parts: tuple[Part, ...]


@router.get("/question-sheet")
async def show_sheet(request: Request, about: str = EVERYBODY) -> Response:
    """An address somebody mistyped shows every question rather than none."""
    known = KNOWN.get(about, NOTHING_KNOWN)
    chosen = about if about in KNOWN else EVERYBODY
    return page(request, "question_sheet.html", SheetView(chosen, question_sheet(referral_form(), known)))
