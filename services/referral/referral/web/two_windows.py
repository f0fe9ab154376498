"""The same page open twice: both versions side by side, and a choice (MH13)."""

from dataclasses import dataclass
from http import HTTPStatus

from fastapi import Request
from starlette.responses import Response

from plumbing.forms import Values
from plumbing.govuk.parts import Row
from plumbing.pages import page
from referral.domain.drafts import Draft
from referral.domain.form.progress import Stop
from referral.domain.form.questions import Field
from referral.domain.form.summary import NOT_GIVEN
from referral.domain.form.values import StepAnswers, Value, is_blank
from referral.web import paths


@dataclass(frozen=True)
class TwoWindowsPage:
    question: str
    saved: list[Row]
    typed: list[Row]
    action: str
    sent: list[tuple[str, str]]


def both_versions(request: Request, draft: Draft, stop: Stop, sent: Values, typed: StepAnswers) -> Response:
    """What was sent goes along, so that choosing it needs no typing."""
    again = {**sent, "seen": (draft.mark(stop),)}
    view = TwoWindowsPage(
        question=stop.page.question,
        saved=_rows(stop, draft.answers.get(stop.page.step_id, {})),
        typed=_rows(stop, typed),
        action=paths.question(draft.id, stop.page.id, changing="change" in request.query_params),
        sent=[(name, value) for name, values in again.items() for value in values],
    )
    return page(request, "two_windows.html", view, status=HTTPStatus.CONFLICT)


def _rows(stop: Stop, answers: StepAnswers) -> list[Row]:
    return [Row(each.title, _as_typed(each, answers.get(each.id, ""))) for each in stop.fields]


def _as_typed(field: Field, value: Value) -> str | tuple[str, ...]:
    """Not as it would be read: it need not be right."""
    if is_blank(value):
        return field.messages.get("not-given", NOT_GIVEN)
    match value:
        case dict():
            return " ".join(part for part in value.values() if part)
        case list():
            return tuple(_label(field, each) for each in value)
        case bool():
            return field.messages.get("ticked", "Yes")
        case _:
            return _label(field, value)


def _label(field: Field, value: str) -> str:
    return field.options[value].label if value in field.options else value
