"""Who works with whom: each worker's people, taking somebody, and handing somebody over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from care.commands.own_worker import WHY, hand_over_person, take_person
from care.queries.people import Person, person
from care.queries.reveals import names_of
from care.queries.workers import (
    WORKER,
    Changed,
    Colleague,
    changes_of,
    list_sizes,
    own_people,
    workers_of,
)
from care.storage import UnitOfWork
from care.web import columns, paths, words
from care.web.edge import MANAGER, Desk, ManagersDesk, ProvidersDesk
from contracts.ids import ReferralId, SupportCaseId
from plumbing.database import STAFF, Work
from plumbing.form_words import Words
from plumbing.forms import Filled, Form, MaxLen, fill
from plumbing.govuk.parts import Column, Entry, Option, Status
from plumbing.pages import form_page, page, see_other

router = APIRouter()
ONE = f"{paths.PEOPLE}/{{support_case_id}}/worker"
NOBODY = "nobody"
GONE = "Somebody who has left"


class HandOverForm(Form):
    worker: Annotated[str, MaxLen(60), Words("Select who supports the person from now on", name="Worker")]
    reason: Annotated[str, MaxLen(500), Words("Enter why", name="Why")]


@dataclass(frozen=True, kw_only=True)
class OwnWorker:
    """As a person's page shows it."""

    name: str
    is_asker: bool
    take: str
    hand_over: str
    hold: str
    is_shown: bool


@dataclass(frozen=True)
class OwnPerson:
    reference: str
    href: str
    region: str
    status: Status
    hand_over: str
    take: str


@dataclass(frozen=True)
class WorkerCard:
    """A worker and their list; first of all those whom nobody has."""

    title: str
    people: Sequence[OwnPerson]
    empty: str


@dataclass(frozen=True)
class WorkersView:
    cards: Sequence[WorkerCard]
    columns: Sequence[Column] = columns.WORKERS


@dataclass(frozen=True, kw_only=True)
class HandOverView:
    reference: str
    back: str
    filled: Filled[Any]
    workers: Sequence[Option]
    history: Sequence[Entry]


async def workers_by_name(request: Request, desk: Desk) -> Sequence[Colleague]:
    every_work: Work[UnitOfWork] = request.app.state.open_work
    async with every_work(STAFF) as uow:
        return await workers_of(uow, desk.actor.provider_id, at=desk.at)


async def own_worker(request: Request, desk: Desk, found: Person) -> OwnWorker:
    """Whoever supports the person in person, and what whoever looks may do about it."""
    is_own = found.provider_id is not None and found.provider_id == desk.actor.provider_id
    is_manager = desk.user.has_any(MANAGER)
    may_take = is_own and found.worker_id is None and desk.user.has_any(WORKER)
    return OwnWorker(
        name=await _name_of(request, found.worker_id) if is_own or desk.is_prime else "",
        is_asker=found.worker_id == desk.actor.user,
        take=paths.person(found.id, "worker/take") if may_take else "",
        hand_over=paths.person(found.id, "worker") if is_own and is_manager else "",
        hold=paths.person(found.id, "hold") if desk.is_prime or (is_own and is_manager) else "",
        is_shown=found.provider_id is not None and (is_own or desk.is_prime),
    )


async def _name_of(request: Request, worker_id: str | None) -> str:
    if worker_id is None:
        return "Nobody yet"
    every_work: Work[UnitOfWork] = request.app.state.open_work
    async with every_work(STAFF) as uow:
        return (await names_of(uow, [worker_id])).get(worker_id, GONE)


@router.get(paths.WORKERS)
async def show_workers(request: Request, desk: ProvidersDesk) -> Response:
    """Whoever has left and still has people on their list comes right after those whom nobody has."""
    workers = await workers_by_name(request, desk)
    names: dict[str | None, str] = {each.user: each.name for each in workers}
    async with desk.work() as uow:
        known = [*names]
        gone = [each for each in await list_sizes(uow) if each is not None and each not in names]
        lists = [(each, await _people(uow, desk, each)) for each in (None, *gone, *known)]
    cards = [_card(names.get(each, GONE if each else ""), people) for each, people in lists]
    return page(request, "workers.html", WorkersView(cards))


@router.post(f"{ONE}/take")
async def take(desk: ProvidersDesk, support_case_id: SupportCaseId) -> Response:
    async with desk.work() as uow:
        await take_person(uow, support_case_id, desk.by)
    return see_other(paths.person(support_case_id))


@router.get(ONE)
async def ask_hand_over(request: Request, desk: ManagersDesk, support_case_id: SupportCaseId) -> Response:
    return await _hand_over_page(request, desk, support_case_id, Filled())


@router.post(ONE)
async def hand_over(request: Request, desk: ManagersDesk, support_case_id: SupportCaseId) -> Response:
    filled = await fill(HandOverForm, request)
    known = {each.user for each in await workers_by_name(request, desk)} | {NOBODY}
    if filled.form is not None and filled.form.worker not in known:
        filled = filled.refused("worker", "Select one of your workers", "unknown")
    if filled.form is None or filled.errors:
        return await _hand_over_page(request, desk, support_case_id, filled)
    chosen = None if filled.form.worker == NOBODY else filled.form.worker
    async with desk.work() as uow:
        await hand_over_person(uow, support_case_id, chosen, filled.form.reason, desk.by)
    return see_other(paths.WORKERS)


async def _hand_over_page(
    request: Request, desk: Desk, support_case_id: SupportCaseId, filled: Filled[Any]
) -> Response:
    workers = await workers_by_name(request, desk)
    async with desk.work() as uow:
        found = await person(uow, support_case_id)
        sizes = await list_sizes(uow)
        changes = await changes_of(uow, support_case_id)
        texts = await uow.texts.of_case(support_case_id, ReferralId(found.referral_id))
    names = {each.user: each.name for each in workers}
    view = HandOverView(
        reference=found.reference,
        back=paths.person(support_case_id),
        filled=filled,
        workers=_options(found, workers, sizes),
        history=[_entry(each, names, texts) for each in changes],
    )
    return form_page(request, "hand_over.html", view)


def _options(
    found: Person, workers: Sequence[Colleague], sizes: Mapping[str | None, int]
) -> Sequence[Option]:
    """Everybody but whoever has the person now, with the length of their list."""
    others = [each for each in workers if each.user != found.worker_id]
    options = [Option(each.user, each.name, hint=_counted(sizes.get(each.user, 0))) for each in others]
    nobody = Option(NOBODY, "Nobody yet", hint="Any worker may take the person")
    return [*options, nobody] if found.worker_id is not None else options


def _entry(changed: Changed, names: Mapping[str, str], texts: Mapping[tuple[UUID, str], str]) -> Entry:
    to = names.get(changed.worker_id, GONE) if changed.worker_id else "Nobody yet"
    why = texts.get((changed.text_id, WHY), "")
    return Entry(f"To: {to}", changed.at, by=names.get(changed.by, "a manager"), text=why)


async def _people(uow: UnitOfWork, desk: Desk, worker_id: str | None) -> Sequence[OwnPerson]:
    found = await own_people(uow, worker_id, of=desk.actor.provider_id)
    return [_own_person(each, desk) for each in found]


def _own_person(found: Person, desk: Desk) -> OwnPerson:
    is_manager = desk.user.has_any(MANAGER)
    is_free = found.worker_id is None and not is_manager
    return OwnPerson(
        found.reference,
        paths.person(found.id),
        words.region(found.region),
        words.STATES[found.state],
        paths.person(found.id, "worker") if is_manager else "",
        paths.person(found.id, "worker/take") if is_free else "",
    )


def _card(name: str, people: Sequence[OwnPerson]) -> WorkerCard:
    if not name:
        return WorkerCard(f"Nobody yet: {_counted(len(people))}", people, "Everybody has a worker.")
    return WorkerCard(f"{name}: {_counted(len(people))}", people, "Nobody is on this list.")


def _counted(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"
