"""What a sent form says, in the coded facts other services act on. Nothing here says who the person is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from contracts.ids import AgeBand, Nation, OrganisationId
from referral.domain.form.listing import UNKNOWN
from referral.domain.form.values import Value
from referral.domain.organisations import organisation_named

UNLISTED = (
    "user-organisation-not-listed",
    "local-authority-contacted-about-child-local-authority-name-not-listed",
)
NATIONS: tuple[Nation, ...] = get_args(Nation)


@dataclass(frozen=True)
class Facts:
    answers: Mapping[str, Value]

    def text(self, field: str) -> str:
        value = self.answers.get(field, "")
        return value if isinstance(value, str) else ""

    def says_yes(self, field: str) -> bool:
        return self.answers.get(field) == "yes"

    @property
    def nation(self) -> Nation:
        return next(nation for nation in NATIONS if nation == self.text("fr-location"))

    @property
    def organisation(self) -> OrganisationId | None:
        found = organisation_named(self.text("user-organisation"))
        return found.id if found else None

    @property
    def unlisted_organisations(self) -> list[str]:
        """What somebody typed because their organisation, or the council they told, is not on the list."""
        return [name for name in map(self.text, UNLISTED) if name]

    @property
    def region(self) -> str | None:
        region = self.text("current-pv-location-uk-region")
        return None if region in {"", UNKNOWN} else "-".join(re.findall(r"[a-z]+", region.lower()))

    @property
    def age_band(self) -> AgeBand:
        """Somebody who may be a child is treated as one."""
        return "adult" if self.answers.get("pv-under-age") == "no" else "child"

    @property
    def is_age_settled(self) -> bool:
        return self.answers.get("pv-under-age") != "not-sure"

    @property
    def is_support_wanted(self) -> bool:
        return self.says_yes("does-pv-need-support")

    @property
    def safe_phone(self) -> str:
        return self.text("pv-phone-number-yes") or self.text("pv-phone-number-alternative")

    @property
    def is_interpreter_needed(self) -> bool:
        return self.says_yes("pv-interpreter-requirements")

    @property
    def language(self) -> str:
        languages = [self.text("pv-language"), self.text("pv-interpreter-requirements-language")]
        return ", ".join(filter(None, languages))

    @property
    def is_still_exploited(self) -> bool:
        return self.says_yes("still-in-exploitative-situation")

    @property
    def is_willing_to_help(self) -> bool:
        return self.says_yes("authorities-cooperation")

    @property
    def is_identity_refused(self) -> bool:
        """To be named in a notification is agreed to apart from helping; silence is no refusal."""
        return self.answers.get("identity-consent-for-notification") == "no"

    @property
    def is_person_named(self) -> bool:
        return self.is_willing_to_help and not self.is_identity_refused

    @property
    def is_place_needed_tonight(self) -> bool:
        return self.says_yes("emergency-accommodation-needed")

    @property
    def is_in_danger(self) -> bool:
        return self.says_yes("immediate-danger")

    @property
    def person_name(self) -> str:
        return " ".join(filter(None, [self.text("pv-name-first-name"), self.text("pv-name-last-name")]))
