"""Who must get a decision, and how far it has come with each of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from clocks import Confidence
from contracts.ids import CaseId
from decision.domain.case import Case
from decision.domain.closing import may_notices_go_out
from decision.domain.decisions import Decision, DecisionState
from decision.domain.letters import Letter
from decision.domain.notices import Notice, notices, notices_of
from decision.queries.case import names_of
from decision.storage.letters import About
from decision.web import paths
from decision.web.case_frame import CaseFrame, frame, read_case
from decision.web.edge import CaseWork, Staff, Today, may_decide
from decision.web.letter_words import DONE, GETS, RECIPIENTS, decision_title, how_it_went, why_told
from plumbing.access import User
from plumbing.clock import utcnow
from plumbing.govuk.parts import Link, Row
from plumbing.pages import page

router = APIRouter(prefix="/cases/{case_id}/letters")

Words = Mapping[tuple[UUID, About], str]


@dataclass(frozen=True)
class RecipientCard:
    title: str
    rows: Sequence[Row]
    links: Sequence[Link]


@dataclass(frozen=True)
class Served:
    title: str
    cards: Sequence[RecipientCard]


@dataclass(frozen=True)
class LettersPage:
    frame: CaseFrame
    done: str
    decisions: Sequence[Served]
    source: str
    unsafe: Sequence[Row]
    report: str
    is_nobody_told: bool


@router.get("")
async def letters(
    request: Request, case_id: UUID, user: Staff, work: CaseWork, today: Today, done: str = ""
) -> Response:
    async with work() as uow:
        view = await read_case(uow, CaseId(case_id), user, page="letters", at=utcnow())
        words = await uow.letters.words(view.case.id)
        unsafe = await uow.letters.unsafe(view.case.id)
        names = await names_of(uow, {each.sent_by for each in view.letters})
    cards = _Cards(view.case, view.letters, words, {str(key): name for key, name in names.items()}, user)
    shown = LettersPage(
        frame(view, "letters", user, today),
        DONE.get(done, ""),
        [cards.of(each) for each in reversed(view.case.decisions) if each.state is DecisionState.STANDS],
        f"{notices().source} ({Confidence(notices().confidence).in_words})",
        [Row("Unsafe", each) for each in unsafe],
        paths.case(view.case.id, "letters/unsafe-address") if may_decide(user) else "",
        not may_notices_go_out(view.case),
    )
    return page(request, "case/letters.html", shown)


@dataclass(frozen=True)
class _Cards:
    case: Case
    letters: Sequence[Letter]
    words: Words
    names: Mapping[str, str]
    user: User

    def of(self, decision: Decision) -> Served:
        listed = notices_of(self.case, decision).values()
        return Served(decision_title(decision), [self._card(decision, notice) for notice in listed])

    def _card(self, decision: Decision, notice: Notice) -> RecipientCard:
        sent = [each for each in self.letters if _is_to(each, decision, notice)]
        state = [how_it_went(each) for each in sent] or ["Not sent"]
        rows = [
            Row("State", state[0] if len(state) == 1 else state),
            Row("Gets", GETS[notice.gets]),
            Row("Told", why_told(notice, is_child=self.case.age_band == "child")),
            *[row for each in sent for row in self._details(each)],
        ]
        return RecipientCard(RECIPIENTS[notice.recipient], rows, self._links(decision, notice, sent))

    def _details(self, letter: Letter) -> list[Row]:
        rows = [
            Row("Sent to", self.words.get((letter.id, "address"), "")),
            Row("Sent by", self.names.get(str(letter.sent_by), "")),
            Row("About the receipt", self.words.get((letter.id, "receipt"), "")),
            Row("Why it was sent after the death", self.words.get((letter.id, "after_death"), "")),
        ]
        return [row for row in rows if row.value]

    def _links(self, decision: Decision, notice: Notice, sent: Sequence[Letter]) -> list[Link]:
        if not may_decide(self.user):
            return []
        again = "Record another sending" if sent else "Record that it was sent"
        where = paths.case(self.case.id, f"letters/{decision.id}/to/{notice.recipient.value}")
        paper = Link("Letter (PDF)", f"{where}/letter.pdf")
        return [paper, Link(again, where), *[self._receipt(each) for each in sent]]

    def _receipt(self, letter: Letter) -> Link:
        label = "Correct the receipt" if letter.received_on else "Record that it was received"
        return Link(label, paths.case(self.case.id, f"letters/{letter.id}/receipt"))


def _is_to(letter: Letter, decision: Decision, notice: Notice) -> bool:
    return letter.decision_id == decision.id and letter.recipient is notice.recipient
