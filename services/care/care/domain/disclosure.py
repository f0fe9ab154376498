"""Somebody outside asks for what we know: named facts, for a purpose, until a day (VI-1, VI-2)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from care.domain.refusals import Code, Refused
from contracts.ids import ProviderId, SupportCaseId

_FILES = re.compile(r"\b(whole|entire|full|all|everything|complete|files?|notes|records?|documents)\b")
_PRIVILEGED = re.compile(r"\b(privileged?|legal advice|solicitor s advice)\b")

MOST_FACTS = 20  # in one request: more is asking for a file


class Asker(StrEnum):
    COMPETENT_AUTHORITY = "competent_authority"
    POLICE = "police"
    COUNCIL = "council"
    OTHER = "other"


class DisclosureState(StrEnum):
    ASKED = "asked"
    RELEASED = "released"
    REFUSED = "refused"


@dataclass(frozen=True)
class Item:
    """One thing asked for. Whoever keeps it may have marked it legally privileged."""

    names: str
    is_marked_privileged: bool = False

    @property
    def is_privileged(self) -> bool:
        return self.is_marked_privileged or bool(_PRIVILEGED.search(_plain(self.names)))

    @property
    def is_a_file(self) -> bool:
        """Not a fact: a whole file, all notes, records by the heap (VI-2)."""
        return not self.names.strip() or bool(_FILES.search(_plain(self.names)))


def check_items(asker: Asker, items: Sequence[Item]) -> None:
    """What is privileged goes to nobody; the competent authority names facts, not files (VI-2)."""
    if any(item.is_privileged for item in items):
        raise Refused(Code.PRIVILEGED)
    if not items or (asker is Asker.COMPETENT_AUTHORITY and any(item.is_a_file for item in items)):
        raise Refused(Code.MUST_NAME_FACTS)


def _plain(text: str) -> str:
    """Codes and sentences alike: `case_file` is `case file`."""
    return re.sub(r"[^a-z0-9]+", " ", text.casefold())


@dataclass(eq=False, kw_only=True)
class DisclosureRequest:
    """Who asks in person, why, for what and what they were told is sealed apart from this."""

    id: UUID
    support_case_id: SupportCaseId
    provider_id: ProviderId
    asker: Asker
    asked_on: date
    recorded_at: datetime
    recorded_by: str
    state: DisclosureState = DisclosureState.ASKED
    refused_for: Code | None = None
    decided_at: datetime | None = None
    decided_by: str | None = None
    expires_at: datetime | None = None

    def judge(self, items: Sequence[Item], *, at: datetime) -> None:
        """A request that may not be answered is refused at once, and kept."""
        try:
            check_items(self.asker, items)
        except Refused as refused:
            self.refused_for = refused.code
            self._decide(DisclosureState.REFUSED, by=self.recorded_by, at=at)

    def refuse(self, *, by: str, at: datetime) -> None:
        self._must_be_asked()
        self._decide(DisclosureState.REFUSED, by=by, at=at)

    def release(self, *, by: str, until: datetime, at: datetime) -> None:
        """By a second person: whoever wrote the request down does not answer it alone."""
        self._must_be_asked()
        if by == self.recorded_by:
            raise Refused(Code.FORBIDDEN)
        self.expires_at = until
        self._decide(DisclosureState.RELEASED, by=by, at=at)

    def is_open_to_read(self, at: datetime) -> bool:
        return self.expires_at is not None and at < self.expires_at

    def _must_be_asked(self) -> None:
        if self.state is not DisclosureState.ASKED:
            raise Refused(Code.WRONG_STATE)

    def _decide(self, state: DisclosureState, *, by: str, at: datetime) -> None:
        self.state, self.decided_by, self.decided_at = state, by, at


def extract(asked: Sequence[str], answers: Sequence[str]) -> dict[int, str]:
    """Answers to what was asked for, by its number, and nothing else, whatever else was typed."""
    return {number: answer for number, (_, answer) in enumerate(zip(asked, answers, strict=False)) if answer}
