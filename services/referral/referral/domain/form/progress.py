"""How far a draft has come: the pages on its way, and which of them are done."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from referral.domain.form.checks import Fault, Setting
from referral.domain.form.conditions import holds
from referral.domain.form.questions import Field, Form, Page, Step
from referral.domain.form.values import Answers
from referral.domain.form.walk import Walk


@dataclass(frozen=True)
class Stop:
    """A page on the way, with the fields it asks here. Done means seen, saved and right."""

    page: Page
    fields: tuple[Field, ...]
    is_seen: bool
    faults: tuple[Fault, ...]

    @property
    def is_done(self) -> bool:
        return self.is_seen and not self.faults


@dataclass(frozen=True)
class Progress:
    stops: tuple[Stop, ...]

    @property
    def first_open(self) -> Stop | None:
        return next((stop for stop in self.stops if not stop.is_done), None)

    @property
    def is_finished(self) -> bool:
        return self.first_open is None

    def find(self, page_id: str) -> Stop | None:
        """A page can be opened only when all before it are done (MH15)."""
        for stop in self.stops:
            if stop.page.id == page_id:
                return stop
            if not stop.is_done:
                return None
        return None

    def before(self, page_id: str) -> Stop | None:
        place = self._place(page_id)
        return self.stops[place - 1] if place else None

    def after(self, page_id: str) -> Stop | None:
        return next(iter(self.stops[self._place(page_id) + 1 :]), None)

    def _place(self, page_id: str) -> int:
        return [stop.page.id for stop in self.stops].index(page_id)

    def in_section(self, section_id: str) -> tuple[Stop, ...]:
        return tuple(stop for stop in self.stops if stop.page.section_id == section_id)

    def is_section_done(self, section_id: str) -> bool:
        stops = self.in_section(section_id)
        return bool(stops) and self.first_open not in stops and self.find(stops[0].page.id) is not None


def progress(form: Form, answers: Answers, today: date) -> Progress:
    return Progress(tuple(_stops(form, answers, today)))


def way_to(form: Form, answers: Answers, today: date, page_id: str) -> Progress:
    """As far as one page, or the first that keeps one from it: enough to open it, at a part of the cost."""
    way: list[Stop] = []
    for stop in _stops(form, answers, today):
        way.append(stop)
        if stop.page.id == page_id or not stop.is_done:
            break
    return Progress(tuple(way))


def _stops(form: Form, answers: Answers, today: date) -> Iterator[Stop]:
    """Stops for good where an open question decides the way; what follows cannot be known."""
    way = Walk(form, answers, Setting(today, form.lists))
    for step in way.steps_ahead():
        way.visit(step)
        for page in step.pages:
            stop = _stop(way, step, page)
            if stop is None:
                continue
            yield stop
            if not stop.is_done and _decides(form, stop):
                return


def _stop(way: Walk, step: Step, page: Page) -> Stop | None:
    fields = way.asked(step, page.fields)
    if not holds(page.shown, way.answered) or (page.fields and not fields):
        return None
    typed = way.answers.get(step.id)
    is_seen = typed is not None and all(each.id in typed for each in fields)
    return Stop(page, fields, is_seen, tuple(way.faults_on(step, page.fields)))


def _decides(form: Form, stop: Stop) -> bool:
    return any(each.id in form.deciding_fields for each in stop.fields)
