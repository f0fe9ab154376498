"""What was asked of whom, what came back, who was tried, and who is not asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from decision.domain.asked_parties import AskedParty
from decision.domain.case import Case
from decision.domain.clocks import ClockState
from decision.domain.contact_attempts import Attempt, NotAsked
from decision.domain.information_requests import InformationRequest
from decision.web import paths
from decision.web.asked_words import ASKED, GROUNDS, HOW, RESULTS, WHY_NOT
from decision.web.edge import may_decide
from decision.web.evidence_part import EvidencePart, read_evidence
from plumbing.access import User
from plumbing.govuk.dates import day, moment
from plumbing.govuk.parts import Link, Row
from plumbing.service_calls import Peer, PeerRefused, PeerUnavailable

UNAVAILABLE = "The referral service is not answering. Try this page again in a minute."
REFUSED = "The referral service did not let us read the answer. Tell your team leader."


@dataclass(frozen=True)
class Card:
    title: str
    rows: Sequence[Row]
    links: Sequence[Link] = ()


@dataclass(frozen=True)
class Cards:
    """A first responder's answer is asked for each time: the referral service keeps it, and all files."""

    case: Case
    service: Peer
    user: User
    today: date
    evidence: EvidencePart

    @classmethod
    async def reading(
        cls, case: Case, asked: Sequence[InformationRequest], service: Peer, user: User, today: date
    ) -> Self:
        is_any_answered = any(each.answered_at for each in asked)
        evidence = await read_evidence(service, case.referral_id, user) if is_any_answered else EvidencePart()
        return cls(case, service, user, today, evidence)

    async def of(self, asked: InformationRequest) -> Card:
        title = f"{ASKED[asked.party]}: {self._state(asked)}"
        rows = [
            Row("Asked", [moment(asked.asked_at), f"Before {GROUNDS[asked.before]}"]),
            Row("Due", day(asked.due_on)),
            Row("Question", asked.question),
        ]
        if asked.is_negative_likely:
            rows.append(Row("They heard", "That a negative decision is likely"))
        if asked.answered_at is None:
            return Card(title, [*rows, Row("Answer", "Not yet")], self._links(asked))
        return Card(title, [*rows, *await self._answer(asked)])

    def _state(self, asked: InformationRequest) -> str:
        if asked.answered_at:
            return "answered"
        clocks = [clock for clock in self.case.clocks if clock.id == asked.clock_id]
        if any(clock.state is ClockState.ENDED for clock in clocks):
            return "no longer waited for"
        return "overdue" if asked.is_overdue(self.today) else "waiting for an answer"

    def _links(self, asked: InformationRequest) -> list[Link]:
        if not may_decide(self.user):
            return []
        tried = paths.case(self.case.id, f"information/attempt?party={asked.party.value}")
        links = [Link("Log an attempt to reach them", tried)]
        if asked.party is not AskedParty.FIRST_RESPONDER:
            answer = paths.case(self.case.id, f"information/{asked.id}/answer")
            links.insert(0, Link("Record the answer", answer))
        return links

    async def _answer(self, asked: InformationRequest) -> list[Row]:
        assert asked.answered_at is not None
        came = day(asked.received_on) if asked.received_on else moment(asked.answered_at)
        late = ", after the day it was due" if asked.is_late else ""
        words = asked.answer or await self._words(asked)
        return [Row("Answered", came + late), Row("Answer", words), self._files(asked)]

    async def _words(self, asked: InformationRequest) -> str:
        path = f"/v1/internal/referrals/{self.case.referral_id}/information-requests/{asked.id}"
        try:
            return str((await self.service.get(path, user=self.user))["answer"])
        except PeerUnavailable:
            return UNAVAILABLE
        except PeerRefused:
            return REFUSED

    def _files(self, asked: InformationRequest) -> Row:
        """A first responder adds files before sending the answer, so these are the ones that came with it."""
        if asked.party is AskedParty.FIRST_RESPONDER:
            label = "Files added before the answer"
            came = [each.name for each in self.evidence.files if asked.was_open_at(each.added_at)]
        else:
            label = "Files that came with it"
            came = [each.name for each in self.evidence.files if each.id in asked.evidence]
        return Row(
            label,
            self.evidence.trouble or came or "None",
            change=paths.case(self.case.id, "evidence") if came else "",
            action="Open",
            hidden="the files on the evidence page",
        )


def attempt_card(tried: Attempt) -> Card:
    rows = [
        Row("Who was tried", tried.who),
        Row("How and when", [HOW[tried.how], day(tried.tried_on)]),
        Row("Result", RESULTS[tried.result]),
        Row("Notes", tried.note or "None"),
    ]
    if tried.is_negative_likely:
        rows.append(Row("They heard", "That a negative decision is likely"))
    return Card(f"{ASKED[tried.party]}: tried before {GROUNDS[tried.before]}", rows)


def reason_card(said: NotAsked) -> Card:
    rows = [Row("Why", WHY_NOT[said.why]), Row("In words", said.words or "Nothing more")]
    return Card(f"{ASKED[said.party]}: not asked before {GROUNDS[said.before]}", rows)
