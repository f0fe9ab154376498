"""Whose record is shown, and who may look: the prime, and whoever supports the person."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from starlette.responses import Response

from care.domain.refusals import Refused
from care.domain.support import SupportCase
from care.storage import Missing, UnitOfWork
from care.web import paths, words
from care.web.edge import Desk
from contracts.ids import SupportCaseId
from plumbing.forms import PAGE, Filled
from plumbing.govuk.parts import Option
from plumbing.pages import page


@dataclass(frozen=True, kw_only=True)
class FormView:
    """A form about one person; each template asks its own questions."""

    reference: str
    back: str
    filled: Filled[Any]
    options: Sequence[Option] = ()
    more_options: Sequence[Option] = ()
    lines: Sequence[str] = ()


async def case_of(uow: UnitOfWork, desk: Desk, support_case_id: SupportCaseId) -> SupportCase:
    case = await uow.cases.get(support_case_id)
    if not (desk.is_prime or case.provider_id == desk.actor.provider_id):
        raise Missing("support case")
    return case


def safety(support_case_id: SupportCaseId) -> str:
    return paths.person(support_case_id, "safety")


def answered(request: Request, template: str, view: FormView) -> Response:
    return page(request, template, view, status=422 if view.filled.errors else 200)


def refused_at(filled: Filled[Any], refused: Refused, field: str = PAGE) -> Filled[Any]:
    return filled.refused(field, words.REFUSALS[refused.code], refused.code)
