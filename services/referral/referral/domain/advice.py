"""What the people who decide often miss in a referral, seen before it is sent. Advice, never a refusal."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from referral.domain.facts import Facts
from referral.domain.form.values import MONTHS, Value
from referral.domain.organisations import organisation_named

Given = Mapping[str, Mapping[str, Value]]

TOO_SHORT = 40
ADULT_AT = 18
WHEN = ("when-did-the-exploitation-take-place", "when-did-the-exploitation-take-place-multiple")
ACCOUNT = (
    "how-did-the-exploitation-start",
    "what-were-they-required-to-do",
    "how-they-were-treated",
    "professional-insight",
)
REACHED_BY = (
    "pv-phone-number-yes",
    "pv-phone-number-alternative",
    "pv-contact-details-email-input",
    "someone-else-email-input",
)
SEASONS = "spring|summer|autumn|winter|christmas|easter|ramadan|yesterday|today|childhood"
NUMBERS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|last|ago"
TIME = re.compile(
    rf"\d|\b({'|'.join(month[:3] for month in MONTHS)}\w*|{SEASONS}|{NUMBERS})\b", re.IGNORECASE
)
YEAR = re.compile(r"(?<![\d£$€])(?:19|20)\d\d(?!\d)")
GONE = re.compile(
    r"\b(escaped|got away|ran away|fled|were rescued|was rescued|have left|has left|left in)\b", re.IGNORECASE
)
EMAIL = r"[\w.+-]+@[\w-]+\.\w+"
PHONE = r"(?:\+\d|\b0)[\d ()-]{8,}\d"
POSTCODE = r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"
TITLED = r"\b(?:Mr|Mrs|Ms|Miss|Dr)\.? [A-Z]\w+|\b[Nn]ame is [A-Z]\w+|\b[Cc]alled [A-Z]\w+"
SHOWS_WHO = re.compile("|".join((EMAIL, PHONE, POSTCODE, TITLED)))


@dataclass(frozen=True)
class Advice:
    """A code, and the answer to look at again."""

    code: str
    field: str


@dataclass(frozen=True)
class Sending:
    """The answers as they would be sent, by whom and when."""

    facts: Facts
    organisation: str
    today: date

    @property
    def is_anonymous(self) -> bool:
        is_notification = self.facts.text("pv-want-to-submit-nrm") == "no"
        return is_notification and not self.facts.is_willing_to_help

    @property
    def narratives(self) -> Iterator[tuple[str, str]]:
        texts = ((name, self.facts.text(name)) for name in self.facts.answers)
        return ((name, text) for name, text in texts if " " in text)

    @property
    def when(self) -> tuple[str, str]:
        return next(((name, self.facts.text(name)) for name in WHEN if self.facts.text(name)), ("", ""))

    @property
    def years(self) -> list[int]:
        return [int(year) for year in YEAR.findall(self.when[1])]

    @property
    def born_in(self) -> int | None:
        born = self.facts.text("pv-dob") or self.facts.text("pv-dob-rough")
        return int(born[:4]) if born[:4].isdecimal() else None


def advice_on(given: Given, *, organisation: str, today: date) -> list[Advice]:
    facts = Facts({name: value for step in given.values() for name, value in step.items()})
    sending = Sending(facts, organisation, today)
    return [advice for look in LOOKS for advice in look(sending)]


def _age_not_settled(sending: Sending) -> Iterator[Advice]:
    if sending.facts.text("pv-under-age") == "not-sure" and sending.facts.text("pv-dob"):
        yield Advice("age-now-known", "pv-under-age")


def _child_exploitation_of_an_adult(sending: Sending) -> Iterator[Advice]:
    is_ticked = sending.facts.answers.get("types-of-exploitation-child-exploitation") is True
    if is_ticked and sending.facts.text("pv-under-age-at-time-of-exploitation") == "no":
        yield Advice("child-exploitation-of-adult", "pv-under-age-at-time-of-exploitation")


def _cover_contact(sending: Sending) -> Iterator[Advice]:
    """The responder's own address is known by their name in it."""
    local = sending.facts.text("fr-alternative-contact").partition("@")[0].lower()
    names = [sending.facts.text(f"fr-details-{which}-name").lower() for which in ("first", "last")]
    if all(name and name in local for name in names):
        yield Advice("cover-contact-is-you", "fr-alternative-contact")


def _organisation(sending: Sending) -> Iterator[Advice]:
    chosen = organisation_named(sending.facts.text("user-organisation"))
    if chosen is not None and sending.organisation and chosen.id != sending.organisation:
        yield Advice("other-organisation", "user-organisation")


def _identity_in_notification(sending: Sending) -> Iterator[Advice]:
    for name, text in sending.narratives if sending.is_anonymous else ():
        if SHOWS_WHO.search(text):
            yield Advice("shows-who", name)


def _no_dates(sending: Sending) -> Iterator[Advice]:
    name, text = sending.when
    if text and not TIME.search(text):
        yield Advice("no-dates", name)


def _dates_outside_life(sending: Sending) -> Iterator[Advice]:
    """Years before the birth or still to come cannot be right."""
    born = sending.born_in
    if any(year > sending.today.year or (born is not None and year < born) for year in sending.years):
        yield Advice("dates-outside-life", sending.when[0])


def _child_at_the_time(sending: Sending) -> Iterator[Advice]:
    says_adult = sending.facts.text("pv-under-age-at-time-of-exploitation") == "no"
    born = sending.born_in
    if says_adult and born is not None and any(born < year < born + ADULT_AT for year in sending.years):
        yield Advice("child-at-the-time", "pv-under-age-at-time-of-exploitation")


def _no_indicator(sending: Sending) -> Iterator[Advice]:
    if sending.facts.text("modern-slavery-indicators") == "no":
        yield Advice("no-indicator", "modern-slavery-indicators")


def _no_contact(sending: Sending) -> Iterator[Advice]:
    is_asked = "who-contact" in sending.facts.answers
    if is_asked and not any(sending.facts.text(name) for name in REACHED_BY):
        yield Advice("hard-to-reach", "who-contact")


def _still_there_or_not(sending: Sending) -> Iterator[Advice]:
    name = "what-is-keeping-them-in-situation"
    if sending.facts.is_still_exploited and GONE.search(sending.facts.text(name)):
        yield Advice("still-there-or-left", "still-in-exploitative-situation")


def _short_account(sending: Sending) -> Iterator[Advice]:
    for name in ACCOUNT:
        if 0 < len(sending.facts.text(name)) < TOO_SHORT:
            yield Advice("short-account", name)


LOOKS: tuple[Callable[[Sending], Iterator[Advice]], ...] = (
    _age_not_settled,
    _child_exploitation_of_an_adult,
    _child_at_the_time,
    _identity_in_notification,
    _no_dates,
    _dates_outside_life,
    _no_indicator,
    _still_there_or_not,
    _no_contact,
    _short_account,
    _organisation,
    _cover_contact,
)
