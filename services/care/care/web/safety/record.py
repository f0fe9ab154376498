"""Whose record is shown, and who may look: the prime, and whoever supports the person."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from starlette.responses import Response

from care.domain.support import SupportCase
from care.storage import Missing, UnitOfWork
from care.web import paths
from care.web.edge import Desk
from contracts.ids import SupportCaseId
from plumbing.forms import Filled
from plumbing.govuk.parts import Option
from plumbing.pages import form_page


@dataclass(frozen=True, kw_only=True)
class FormView:
    """A form about one person; each template asks its own questions."""

    reference: str
    back: str
    filled: Filled[Any]
    options: Sequence[Option] = ()
    more_options: Sequence[Option] = ()
    lines: Sequence[str] = ()


@dataclass(frozen=True)
class Asking:
    """A page that asks about one person, and the part of their record it goes back to."""

    template: str
    options: Sequence[Option] = ()
    more_options: Sequence[Option] = ()
    part: str = "safety"


async def case_of(uow: UnitOfWork, desk: Desk, support_case_id: SupportCaseId) -> SupportCase:
    case = await uow.cases.get(support_case_id)
    if not (desk.is_prime or case.provider_id == desk.actor.provider_id):
        raise Missing("support case")
    return case


def safety(support_case_id: SupportCaseId) -> str:
    return paths.person(support_case_id, "safety")


async def ask_about(
    request: Request, desk: Desk, support_case_id: SupportCaseId, asking: Asking, filled: Filled[Any]
) -> Response:
    async with desk.work() as uow:
        case = await case_of(uow, desk, support_case_id)
    view = FormView(
        reference=case.reference,
        back=paths.person(case.id, asking.part),
        filled=filled,
        options=asking.options,
        more_options=asking.more_options,
    )
    return form_page(request, asking.template, view)
