"""How long records are kept, and holding those of a person for a court."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from care.commands.retaining import WHY_HELD, lift_hold, set_hold
from care.domain.retention import (
    BEFORE_A_REFERRAL,
    NOT_FORGOTTEN,
    Kept,
    LegalHold,
    retention_as_shipped,
)
from care.domain.rulebook import CareRules, Mark
from care.domain.safety_stay import SETTING
from care.queries.holds import Held, holds
from care.storage import UnitOfWork
from care.web import paths
from care.web.columns import HOLDS, RETENTION
from care.web.edge import Desk, OverseersDesk
from care.web.safety.words import instant
from care.web.seeing import role_at
from care.web.sending import send
from contracts.ids import SupportCaseId
from plumbing.form_words import Words
from plumbing.forms import Filled, Form, MaxLen
from plumbing.govuk.parts import Column
from plumbing.pages import form_page, page

router = APIRouter()
ONE = f"{paths.PEOPLE}/{{support_case_id}}/hold"
MARKS = {Mark.SEEN: "Published", Mark.OUR_DEFAULT: "Our setting", Mark.UNCONFIRMED: "Unconfirmed"}


class HoldForm(Form):
    reason: Annotated[str, MaxLen(500), Words("Enter why", name="Why")]


@dataclass(frozen=True)
class KeptLine:
    title: str
    words: str
    mark: str


@dataclass(frozen=True)
class HeldLine:
    reference: str
    href: str
    since: str


@dataclass(frozen=True)
class RetentionView:
    kept: Sequence[KeptLine]
    held: Sequence[HeldLine]
    not_forgotten: Sequence[str]
    columns: Sequence[Column] = RETENTION
    held_columns: Sequence[Column] = HOLDS


@dataclass(frozen=True, kw_only=True)
class HoldView:
    reference: str
    back: str
    since: str
    why: str
    filled: Filled[Any]


@router.get(paths.RETENTION)
async def show_retention(request: Request, desk: OverseersDesk) -> Response:
    async with desk.work() as uow:
        found = await holds(uow)
    kept = [_line(each) for each in retention_as_shipped()]
    return page(
        request,
        "retention.html",
        RetentionView(kept, [_held(each) for each in found], _not_forgotten(desk.rules)),
    )


@router.get(ONE)
async def ask_hold(request: Request, desk: OverseersDesk, support_case_id: SupportCaseId) -> Response:
    return await _hold_page(request, desk, support_case_id, Filled())


@router.post(ONE)
async def hold(request: Request, desk: OverseersDesk, support_case_id: SupportCaseId) -> Response:
    """Sets a hold, or lifts the one there is."""

    async def record(uow: UnitOfWork, form: HoldForm) -> str:
        is_held = await uow.retention.hold_on(support_case_id) is not None
        act = lift_hold if is_held else set_hold
        await act(uow, support_case_id, form.reason, desk.by)
        return paths.RETENTION

    again = partial(_hold_page, request, desk, support_case_id)
    return await send(request, desk, HoldForm, record, again)


async def _hold_page(
    request: Request, desk: Desk, support_case_id: SupportCaseId, filled: Filled[Any]
) -> Response:
    async with desk.work() as uow:
        case = await uow.cases.get(support_case_id)
        role_at(desk, case)
        found = await uow.retention.hold_on(support_case_id)
        texts = await uow.texts.of_case(case.id, case.referral_id)
    view = HoldView(
        reference=case.reference,
        back=paths.person(case.id),
        since=instant(found.set_at) if found else "",
        why=_why(found, texts),
        filled=filled,
    )
    return form_page(request, "hold.html", view)


def _why(found: LegalHold | None, texts: dict[tuple[Any, str], str]) -> str:
    return texts.get((found.id, WHY_HELD), "") if found else ""


def _line(kept: Kept) -> KeptLine:
    words = "No number is set: nothing is deleted"
    if kept.days is not None:
        words = f"{kept.days:,} days after support has ended"
    return KeptLine(kept.title, words, MARKS[kept.mark])


def _not_forgotten(rules: CareRules) -> Sequence[str]:
    """Each reason once, with what it holds for. Of what is switched off nothing is said."""
    tables: dict[str, list[str]] = {}
    hidden = () if rules.is_on(SETTING) else BEFORE_A_REFERRAL
    for table, why in NOT_FORGOTTEN.items():
        if table in hidden:
            continue
        tables.setdefault(why, []).append(table.replace("_", " "))
    return [f"{', '.join(names).capitalize()}. {why}" for why, names in tables.items()]


def _held(held: Held) -> HeldLine:
    return HeldLine(held.reference, paths.person(held.support_case_id, "hold"), instant(held.set_at))
