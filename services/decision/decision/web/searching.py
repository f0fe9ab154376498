"""Searching: what is looked for is posted, and its results stand under an address that says nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from http import HTTPStatus
from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from annotated_types import Ge, Le
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from contracts.ids import CaseId
from decision.domain.stages import Stage
from decision.queries.search import Found, FoundAfter, FoundPage, organisations, search
from decision.storage.searches import SearchFor, SearchNotFound
from decision.web import paths
from decision.web.edge import CaseWork, ReferralService, Staff, Today
from decision.web.people_named import NobodyCouldBeLookedFor, people_named
from decision.web.search_faults import as_kept, fault_of
from decision.web.words import STAGES, region_in_words
from plumbing.clock import utcnow
from plumbing.form_words import Words
from plumbing.forms import NOT_AFTER_TODAY, Filled, Form, MaxLen, fill
from plumbing.govuk.dates import day
from plumbing.govuk.parts import Column, Option, Row
from plumbing.identifiers import new_id
from plumbing.pages import page, see_other
from plumbing.problems import Problem

router = APIRouter(prefix=paths.SEARCH)

NAME_NOT_KEPT = "As you entered it. A name that is searched for is not kept."
GONE = "This search has expired, or somebody else made it. Search again."
COLUMNS = [Column(title) for title in ("Case", "Received", "Referred by", "Stage", "Held by")]


YEAR = Words("Enter the year of birth", name="The year of birth")


class SearchForm(Form):
    name: Annotated[str, MaxLen(200), Words("Enter a name", name="The name")] = ""
    born: Annotated[int | None, Ge(1900), Le(2100), YEAR] = None
    reference: Annotated[str, MaxLen(40), Words("Enter a reference", name="The reference")] = ""
    organisation: Annotated[str, MaxLen(100), Words("Select an organisation", name="The organisation")] = ""
    stage: Annotated[str, MaxLen(40), Words("Select a stage", name="The stage")] = ""
    received_from: Annotated[
        date | None, NOT_AFTER_TODAY, Words("Enter the first day", name="The first day")
    ] = None
    received_until: Annotated[date | None, Words("Enter the last day", name="The last day")] = None


@dataclass(frozen=True)
class SearchPage:
    filled: Filled[SearchForm]
    organisations: Sequence[Option]
    stages: Sequence[Option]


@dataclass(frozen=True)
class FoundLine:
    found: Found
    href: str
    organisation: str
    stage: str


@dataclass(frozen=True)
class FoundShown:
    looked_for: Sequence[Row]
    lines: Sequence[FoundLine]
    more: str
    again: str = paths.SEARCH
    columns: Sequence[Column] = tuple(COLUMNS)


@router.get("")
async def ask(request: Request, _: Staff, work: CaseWork) -> Response:
    return await _search_page(request, work, Filled[SearchForm]())


@router.post("")
async def look(
    request: Request, user: Staff, work: CaseWork, service: ReferralService, today: Today
) -> Response:
    """A name goes to the referral service and no further: what is kept are the referrals it finds."""
    filled = await fill(SearchForm, request, today=today)
    if filled.form is None:
        return await _search_page(request, work, filled)
    faulty = _faulty(filled, filled.form)
    if faulty is not None:
        return await _search_page(request, work, faulty)
    try:
        named = await people_named(service, filled.form.name, filled.form.born, user)
    except NobodyCouldBeLookedFor as trouble:
        return await _search_page(request, work, filled.refused("name", str(trouble), code="unavailable"))
    search_id, at = new_id(), utcnow()
    async with work() as uow:
        wanted = replace(_wanted(filled.form), referrals=named)
        await uow.searches.keep(search_id, wanted, by=user.id, at=at)
        uow.audit.add(action="cases_searched", actor=str(user.id), subject=str(search_id), at=at)
    return see_other(f"{paths.SEARCH}/{search_id}")


@router.get("/{search_id}")
async def show_found(
    request: Request, search_id: UUID, user: Staff, work: CaseWork, after: Annotated[str, Query()] = ""
) -> Response:
    try:
        async with work() as uow:
            wanted = await uow.searches.get(search_id, by=user.id, at=utcnow())
            found = await search(uow, wanted, by=user.id, after=after_of(after))
    except SearchNotFound as gone:
        raise Problem(HTTPStatus.NOT_FOUND, GONE) from gone
    shown = FoundShown(_rows(wanted), [_line(each) for each in found.rows], _more(search_id, found))
    return page(request, "search/found.html", shown)


async def _search_page(request: Request, work: CaseWork, filled: Filled[SearchForm]) -> Response:
    async with work() as uow:
        referrers = [Option(each, region_in_words(each)) for each in await organisations(uow)]
    stages = [Option(stage, words) for stage, words in STAGES.items()]
    status = HTTPStatus.UNPROCESSABLE_ENTITY if filled.errors else HTTPStatus.OK
    return page(request, "search/ask.html", SearchPage(filled, referrers, stages), status=status)


def _faulty(filled: Filled[SearchForm], form: SearchForm) -> Filled[SearchForm] | None:
    if form.stage and form.stage not in set(Stage):
        return filled.refused("stage", "Select a stage from the list", code="unknown")
    if fault := fault_of(_wanted(form), name=form.name, born=form.born):
        return filled.refused(fault.field, fault.words, code=fault.code)
    return None


def _wanted(form: SearchForm) -> SearchFor:
    return SearchFor(
        reference=as_kept(form.reference),
        organisation=form.organisation,
        stage=Stage(form.stage) if form.stage else None,
        received_from=form.received_from,
        received_until=form.received_until,
    )


def _rows(wanted: SearchFor) -> list[Row]:
    rows = [
        Row("Name", "" if wanted.referrals is None else NAME_NOT_KEPT),
        Row("Reference begins", wanted.reference),
        Row("Referred by", region_in_words(wanted.organisation)),
        Row("Stage", STAGES[wanted.stage] if wanted.stage else ""),
        Row("Received from", day(wanted.received_from) if wanted.received_from else ""),
        Row("Received until", day(wanted.received_until) if wanted.received_until else ""),
    ]
    return [row for row in rows if row.value]


def _line(found: Found) -> FoundLine:
    organisation = region_in_words(found.organisation_id)
    stage = "Part of another case" if found.is_merged else STAGES[found.stage]
    return FoundLine(found, paths.case(found.case_id), organisation, stage)


def _more(search_id: UUID, found: FoundPage) -> str:
    if not found.has_more:
        return ""
    return f"{paths.SEARCH}/{search_id}?{urlencode({'after': after_text(found.rows[-1])})}"


def after_text(last: Found) -> str:
    return f"{last.received_on}_{last.case_id}"


def after_of(text: str) -> FoundAfter | None:
    """A spoiled address shows the first page."""
    received_on, _, case_id = text.partition("_")
    try:
        return FoundAfter(date.fromisoformat(received_on), CaseId(UUID(case_id)))
    except ValueError:
        return None
