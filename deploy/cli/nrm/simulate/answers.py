"""What a first responder types about a made-up person: the answers of the form, by step and field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from random import Random
from typing import Any

import yaml

from nrm.simulate.figures import OTHER
from nrm.simulate.sampler import Drawn
from referral.domain.form.content import referral_form
from referral.domain.form.values import Value

Answers = dict[str, dict[str, Value]]
Typed = Iterator[tuple[str, Value]]

GENDERS = {"female": "female", "male": "male", "other": "unknown", "unknown": "unknown"}
LOCATIONS = {"uk": "uk", "overseas": "overseas", "uk and overseas": "uk-and-overseas"}
CONTACTS = ("within-the-last-week", "within-the-last-month", "within-the-last-6-12-month", "not-sure")
YEAR = timedelta(days=365.25)


@dataclass(frozen=True)
class Sender:
    """Who fills in the form, as their own account names them."""

    name: str
    organisation: str


def answers_for(drawn: Drawn, sender: Sender, *, today: date, seed: int) -> Answers:
    typed = dict(_Typing(drawn, sender, today, Random(f"{seed}/{drawn.number}")).everything())
    return _by_step(typed)


def _by_step(typed: Mapping[str, Value]) -> Answers:
    """The form knows which question stands where; what is not asked on this way is left out there."""
    steps = referral_form().steps.values()
    filed = {step.id: {each.id: typed[each.id] for each in step.fields if each.id in typed} for step in steps}
    return {step_id: fields for step_id, fields in filed.items() if fields}


@cache
def _invention() -> Any:
    return yaml.safe_load(resources.files("nrm.simulate").joinpath("invention.yaml").read_text("utf-8"))


@dataclass(frozen=True)
class _Typing:
    drawn: Drawn
    sender: Sender
    today: date
    chance: Random

    def everything(self) -> Typed:
        place = self.chance.choice(_invention()["places"][self.drawn.nation])
        yield from _invention()["words"].items()
        yield from self._way()
        yield from self._person()
        yield from self._whereabouts(place)
        yield from self._exploitation(place)
        yield from self._support()
        yield from self._responder(place)

    def _way(self) -> Typed:
        adult = self.drawn.is_adult
        yield "pv-under-age", "no" if adult else "yes"
        yield "pv-want-to-submit-nrm", "yes" if self.drawn.route == "nrm" else "no"
        yield "pv-under-age-at-time-of-exploitation", "not-sure" if self.drawn.age == "unknown" else "no"
        yield "authorities-cooperation", self.chance.choice(["yes", "no", "no"])

    def _person(self) -> Typed:
        yield "pv-name-first-name", self.chance.choice(_invention()["first_names"])
        yield "pv-name-last-name", self.chance.choice(_invention()["last_names"])
        yield from self._birth()
        yield "pv-gender", GENDERS[self.drawn.gender]
        yield "pv-nationality", self._nationality()
        yield from self._language()
        yield "pv-contact-details", ["email"]
        yield "pv-contact-details-email-input", f"made-up-{self.drawn.number}@example.org"
        yield "pv-contact-details-email-check", True

    def _birth(self) -> Typed:
        years = self.chance.uniform(19, 55) if self.drawn.is_adult else self.chance.uniform(10, 17.5)
        born = self.today - years * YEAR
        known = self.chance.choices(["yes", "roughly", "not-known"], [6, 2, 1])[0]
        yield "pv-dob-known", known
        yield "pv-dob", {"day": str(born.day), "month": str(born.month), "year": str(born.year)}
        yield "pv-age-estimate", str(int(years))

    def _nationality(self) -> str:
        match self.drawn.nationality:
            case "UK":
                return "British"
            case "Pakistani UK":
                return "Pakistani"
            case nationality if nationality == OTHER:
                return self.chance.choice(list(referral_form().lists["nationalities"]))
            case nationality:
                return nationality

    def _language(self) -> Typed:
        language = _invention()["languages"].get(self.drawn.nationality)
        yield "pv-interpreter-requirements", "yes" if language else "no"
        yield "pv-language", language or ""

    def _whereabouts(self, place: Mapping[str, str]) -> Typed:
        yield "fr-location", self.drawn.nation
        yield "current-pv-location-uk-city", place["city"]
        yield "current-pv-location-uk-region", place["region"]
        yield "local-authority-contacted-about-child-local-authority-name", place["council"]
        yield "local-authority-contacted-about-child-local-authority-phone", "020 7946 0123"
        yield "local-authority-contacted-about-child-local-authority-email", "duty@example.org"

    def _exploitation(self, place: Mapping[str, str]) -> Typed:
        for tick in self._ticks():
            yield tick, True
        yield "potential-victim-exploitative-situation-multiple", "no"
        yield "where-exploitation-happened", LOCATIONS[self.drawn.location]
        yield "where-exploitation-happened-uk-city-1", place["city"]
        yield "where-exploitation-happened-overseas-country-1", "Unknown"
        yield "still-in-exploitative-situation", self.chance.choice(["no", "no", "no", "yes"])
        yield "when-last-contact", self.chance.choice(CONTACTS)
        yield "modern-slavery-indicators", "yes"

    def _ticks(self) -> Iterator[str]:
        """One published category may name several kinds, as in `labour, domestic & criminal`."""
        boxes: Mapping[str, str] = _invention()["exploitation"]
        for kind in self.drawn.exploitation.replace(" & ", ", ").split(", "):
            yield boxes["sexual of a child" if kind == "sexual" and not self.drawn.is_adult else kind]

    def _support(self) -> Typed:
        yield "does-pv-need-support", "yes" if self.drawn.wants_support else "no"
        yield "pv-phone-number", self.chance.choices(["yes", "no"], [5, 1])[0]
        yield "pv-phone-number-yes", f"07700 900{self.drawn.number % 1000:03}"  # Ofcom's range for drama

    def _responder(self, place: Mapping[str, str]) -> Typed:
        first, _, last = self.sender.name.rpartition(" ")
        yield "user-organisation", self.sender.organisation
        yield "reference", f"Made up {self.drawn.number} ({place['city']})"
        yield "fr-details-first-name", first
        yield "fr-details-last-name", last
        yield "fr-details-role", "Made-up first responder"
        yield "fr-details-phone", "020 7946 0456"
        yield "fr-alternative-contact", "cover@example.org"
