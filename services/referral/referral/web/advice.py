"""Advice before sending, in words, each with the page to change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from plumbing.access import User
from plumbing.languages import gettext as _
from referral.domain.advice import Advice, advice_on
from referral.domain.drafts import DraftId
from referral.domain.form.questions import Form, Page
from referral.domain.form.summary import Given
from referral.web import paths


@dataclass(frozen=True)
class AdviceLine:
    text: str
    question: str
    change: str


def advice_lines(form: Form, given: Given, draft_id: DraftId, user: User, today: date) -> list[AdviceLine]:
    found = advice_on(given, organisation=user.organisation, today=today)
    lines = [_line(advice, _page_of(form, given, advice.field), draft_id) for advice in found]
    return [line for line in lines if line is not None]


def _line(advice: Advice, asked: Page | None, draft_id: DraftId) -> AdviceLine | None:
    if asked is None:
        return None
    change = paths.question(draft_id, asked.id, changing=True)
    return AdviceLine(words()[advice.code], asked.question, change)


def _page_of(form: Form, given: Given, field: str) -> Page | None:
    return next((page for page in _pages(form, given) if field in {each.id for each in page.fields}), None)


def _pages(form: Form, given: Given) -> Iterator[Page]:
    for step in form.steps.values():
        if step.id in given:
            yield from step.pages


def words() -> Mapping[str, str]:
    return {
        "age-now-known": _("You gave a full date of birth, but said you are not sure if they are under 18."),
        "child-exploitation-of-adult": _(
            "You said they were sexually exploited as a child, and also that they were not under 18 then."
        ),
        "child-at-the-time": _(
            "By their date of birth and the years you gave, they may have been under 18 for some of it."
        ),
        "shows-who": _(
            "This answer may show who the person is: it seems to hold a name, phone number, email address"
            " or postcode."
        ),
        "no-dates": _(
            "There is no date in this answer. Even a rough time helps: a year, a season, their age."
        ),
        "dates-outside-life": _("A year in this answer is before they were born, or is still to come."),
        "no-indicator": _(
            "You described no signs of modern slavery. Decisions rest on them, so add any you saw."
        ),
        "still-there-or-left": _(
            "You said they are still being exploited, but what you wrote sounds as if they have left."
        ),
        "hard-to-reach": _(
            "There is no phone number or email address by which anybody could reach the person."
        ),
        "short-account": _("This answer is very short. Say more if you can, without pressing the person."),
        "other-organisation": _("The organisation you chose is not the one you are signed in for."),
        "cover-contact-is-you": _(
            "This looks like your own email. Give somebody who can answer when you are away."
        ),
    }
