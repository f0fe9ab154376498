"""Before a negative decision: who must be asked, how it stands with each, and why somebody is not asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from contracts.ids import CaseId
from decision import asking
from decision.checking import who_was_asked
from decision.domain.asked_parties import AskedParty, WhyNot
from decision.domain.checklist import Checklist, Item, Standing
from decision.domain.contact_attempts import NotAsked
from decision.domain.decisions import DecisionKind, Outcome
from decision.domain.information_requests import NothingToAskFor, WordsMissing, grounds_before
from decision.domain.stages import UNDECIDED
from decision.queries.case import CaseView
from decision.web import paths
from decision.web.acts import WORDS_LIMIT, FreeText
from decision.web.asked_words import ASKED, DONE, GROUNDS, STANDINGS, WHY_NOT
from decision.web.case_frame import CaseFrame, frame, read_case
from decision.web.conflicts import CONFLICTS, case_has_changed
from decision.web.forms import SeenForm
from decision.web.visits import ByCaseworker, Visit
from plumbing.clock import utcnow
from plumbing.form_words import Words
from plumbing.forms import Filled, fill
from plumbing.govuk.parts import Link, Option, Row
from plumbing.identifiers import new_id
from plumbing.pages import page, see_other
from plumbing.problems import Problem

router = APIRouter(prefix="/cases/{case_id}/who-was-asked")

Why = Annotated[WhyNot | None, Words("Select why they are not asked")]
Reason = Annotated[FreeText, Words("Enter why they are not asked", name="The reason")]


class GapsForm(SeenForm):
    """A reason and its words for each party, where one is given."""

    first_responder: Why = None
    first_responder_words: Reason = ""
    support_provider: Why = None
    support_provider_words: Reason = ""
    childrens_services: Why = None
    childrens_services_words: Reason = ""
    adult_services: Why = None
    adult_services_words: Reason = ""
    guardian: Why = None
    guardian_words: Reason = ""
    police: Why = None
    police_words: Reason = ""

    def reason(self, party: AskedParty) -> tuple[WhyNot | None, str]:
        said = self.model_dump()
        return said[party.value], said[f"{party.value}_words"]


@dataclass(frozen=True)
class Gap:
    party: str
    title: str
    standing: str
    options: Sequence[Option]
    links: Sequence[Link]

    @property
    def words(self) -> str:
        return f"{self.party}_words"


@dataclass(frozen=True)
class WhoWasAskedPage:
    frame: CaseFrame
    filled: Filled[GapsForm]
    done: str
    before: str
    rows: Sequence[Row]
    gaps: Sequence[Gap]
    go_on: str
    back: str
    version: int
    most: int = WORDS_LIMIT


@dataclass(frozen=True)
class _Seen:
    """The case with its list, and whether its reader is writing a negative decision."""

    view: CaseView
    asked: Checklist
    before: DecisionKind
    is_writing: bool

    @property
    def go_on(self) -> str:
        if not self.is_writing:
            return ""
        path = paths.decide if self.before is DecisionKind.REASONABLE_GROUNDS else paths.conclude
        return path(self.view.case.id, "check")


@router.get("")
async def show_who_was_asked(visit: ByCaseworker, done: str = "") -> Response:
    seen = await _see(visit)
    return _page(visit, seen, Filled[GapsForm](), version=seen.view.case.version, done=DONE.get(done, ""))


@router.post("")
async def say_why_not_asked(visit: ByCaseworker) -> Response:
    filled = await fill(GapsForm, visit.request)
    seen = await _see(visit)
    if filled.form is None:
        return _page(visit, seen, filled, version=_version(filled), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    said = [each for party in seen.asked.gaps if (each := _said(visit, seen, filled.form, party))]
    if missing := [each for each in said if not _is_enough(each)]:
        for each in missing:
            filled = filled.refused(f"{each.party.value}_words", f"Enter why: {ASKED[each.party].lower()}")
        return _page(visit, seen, filled, version=_version(filled), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return await _record(visit, said, int(filled.value("version")))


async def _record(visit: Visit, said: Sequence[NotAsked], version: int) -> Response:
    try:
        async with visit.work() as uow:
            await asking.say_why_not_asked(
                uow, visit.case_id, said, seen=version, by=visit.user.id, at=utcnow()
            )
    except (*CONFLICTS, NothingToAskFor, WordsMissing):
        typed = "\n\n".join(each.words for each in said if each.words)
        return await case_has_changed(visit, seen=version, typed=typed)
    seen = await _see(visit)
    if seen.go_on and not seen.asked.gaps:
        return see_other(seen.go_on)
    return see_other(f"{paths.who_was_asked(visit.case_id)}?done=reasoned")


async def _see(visit: Visit) -> _Seen:
    async with visit.work() as uow:
        view = await read_case(uow, visit.case_id, visit.user, page="who_was_asked", at=utcnow())
        if view.case.stage not in UNDECIDED:
            raise Problem(
                HTTPStatus.CONFLICT,
                "No decision is awaited, so nobody needs to be asked.",
                heading="You cannot do this now",
            )
        before = grounds_before(view.case)
        asked, _ = await who_was_asked(uow, view.case, before=before, today=visit.today)
        draft = await uow.reasons.draft(visit.case_id, visit.user.id, before)
    is_writing = draft is not None and draft.outcome is Outcome.NEGATIVE and bool(draft.reasons.strip())
    return _Seen(view, asked, before, is_writing)


def _said(visit: Visit, seen: _Seen, form: GapsForm, party: AskedParty) -> NotAsked | None:
    why, words = form.reason(party)
    if why is None and not words.strip():
        return None
    return NotAsked(
        id=new_id(),
        case_id=visit.case_id,
        party=party,
        before=seen.before,
        why=why or WhyNot.OTHER,
        words=words,
        said_by=visit.user.id,
        said_at=utcnow(),
    )


def _is_enough(said: NotAsked) -> bool:
    needs_words = said.why is WhyNot.OTHER or said.party is AskedParty.FIRST_RESPONDER
    return bool(said.words.strip()) or not needs_words


def _version(filled: Filled[GapsForm]) -> int:
    typed = filled.value("version")
    return int(typed) if typed.isdecimal() else 0


def _page(
    visit: Visit,
    seen: _Seen,
    filled: Filled[GapsForm],
    *,
    version: int,
    done: str = "",
    status: int = HTTPStatus.OK,
) -> Response:
    case_id = visit.case_id
    shown = WhoWasAskedPage(
        frame(seen.view, "information", visit.user, visit.today),
        filled,
        done,
        GROUNDS[seen.before],
        [Row(ASKED[each.party], STANDINGS[each.standing]) for each in seen.asked.items],
        [_gap(each, case_id) for each in seen.asked.items if each.standing.is_gap],
        seen.go_on,
        paths.case(case_id, "information"),
        version,
    )
    return page(visit.request, "asking/who_was_asked.html", shown, status=status)


def _gap(item: Item, case_id: CaseId) -> Gap:
    party = item.party
    usual = [WhyNot.OTHER] if party is AskedParty.FIRST_RESPONDER else list(WhyNot)
    links = [
        Link("Ask them", f"{paths.ask(case_id)}?party={party.value}"),
        Link("Log an attempt", paths.case(case_id, f"information/attempt?party={party.value}")),
    ]
    return Gap(
        party.value,
        ASKED[party],
        STANDINGS[item.standing],
        [Option(each.value, WHY_NOT[each]) for each in usual],
        links[1:] if item.standing is Standing.WAITING else links,
    )
