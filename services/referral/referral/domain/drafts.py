"""A referral being written: answers saved page by page, kept for some weeks after the last change."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NewType
from uuid import UUID

from clocks.days import london_day
from contracts.ids import OrganisationId, UserId
from referral.domain.form.progress import Progress, Stop, progress, way_to
from referral.domain.form.pruning import close_gaps, open_sections, prune
from referral.domain.form.questions import Form
from referral.domain.form.values import Answers, Value
from referral.domain.form.walk import Walk, walk

DraftId = NewType("DraftId", UUID)


@dataclass(frozen=True)
class DraftLife:
    """How long a draft is kept after its last change, and when its author is warned of its end."""

    days: int = 28
    warning_days: int = 21

    @property
    def whole(self) -> timedelta:
        return timedelta(days=self.days)

    @property
    def until_warning(self) -> timedelta:
        return timedelta(days=self.warning_days)


@dataclass(frozen=True)
class Parts:
    """The sections of the form that may still hold a question for this draft, and how many are done."""

    done: int
    of: int


class AnswersChangedElsewhere(Exception):
    """Another window saved other answers to this page after it was shown here. Holds the draft as it is."""

    def __init__(self, draft: "Draft") -> None:
        super().__init__()
        self.draft = draft


class PageOutOfReach(Exception):
    """The questions before this page have not been answered, or it is not asked at all."""


@dataclass(eq=False, kw_only=True)
class Draft:
    """Its id is also the key of its sending: one draft makes at most one referral."""

    id: DraftId
    author: UserId
    organisation: OrganisationId
    form_version: int
    started_at: datetime
    changed_at: datetime
    answers: Answers = field(default_factory=dict)
    version: int = 1
    life: DraftLife = DraftLife()

    @property
    def label(self) -> str:
        """What its author calls it."""
        return str(self.answers.get("reference", {}).get("reference", ""))

    @property
    def deleted_on(self) -> date:
        return london_day(self.changed_at + self.life.whole)

    def days_left(self, at: datetime) -> int:
        return max(0, (self.deleted_on - london_day(at)).days)

    def is_over(self, at: datetime) -> bool:
        return at >= self.changed_at + self.life.whole

    def progress(self, form: Form, at: datetime) -> Progress:
        return progress(form, self.answers, london_day(at))

    def parts(self, form: Form, at: datetime) -> Parts:
        progress, sections = self.progress(form, at), open_sections(form, self.answers)
        return Parts(sum(progress.is_section_done(each.id) for each in sections), len(sections))

    def walk(self, form: Form, at: datetime) -> Walk:
        return walk(form, self.answers, london_day(at))

    def way_to(self, form: Form, page_id: str, at: datetime) -> Progress:
        return way_to(form, self.answers, london_day(at), page_id)

    def save(
        self, form: Form, stop: Stop, typed: Mapping[str, Value], *, at: datetime, seen: str = ""
    ) -> None:
        """Keeps what was typed, right or wrong, and lets go of whatever is no longer asked (MH01, MH11).

        `seen` is the mark of the page as it was shown. Without one the last to save is right.
        """
        answers = self._with(form, stop, typed)
        if seen and seen != self.mark(stop) and self._on(stop) != _on(stop, answers):
            raise AnswersChangedElsewhere(self)
        self.answers = prune(form, answers)
        self.changed_at = at

    def mark(self, stop: Stop) -> str:
        """Tells one state of a page's answers from another, and gives nothing away."""
        state = json.dumps([str(self.id), self._on(stop)], sort_keys=True)
        return hashlib.sha256(state.encode()).hexdigest()[:16]

    def _on(self, stop: Stop) -> dict[str, Value]:
        return _on(stop, self.answers)

    def preview(self, form: Form, stop: Stop, typed: Mapping[str, Value], *, at: datetime) -> Stop:
        """How the page would stand with these answers. Nothing is kept."""
        answers = self._with(form, stop, typed)
        return _found(way_to(form, answers, london_day(at), stop.page.id), stop.page.id)

    def open(self, form: Form, page_id: str, *, at: datetime) -> Stop:
        return _found(self.way_to(form, page_id, at), page_id)

    def _with(self, form: Form, stop: Stop, typed: Mapping[str, Value]) -> Answers:
        step = form.steps[stop.page.step_id]
        asked = {each.id: typed.get(each.id, "") for each in stop.fields}
        kept = close_gaps(step, {**self.answers.get(step.id, {}), **asked})
        return {**self.answers, step.id: kept}


def _on(stop: Stop, answers: Answers) -> dict[str, Value]:
    saved = answers.get(stop.page.step_id, {})
    return {each.id: saved.get(each.id, "") for each in stop.fields}


def _found(way: Progress, page_id: str) -> Stop:
    stop = way.find(page_id)
    if stop is None:
        raise PageOutOfReach(page_id)
    return stop
