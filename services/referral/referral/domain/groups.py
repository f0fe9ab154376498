"""The groups a person is counted in where waiting is compared. Each is too coarse to tell who they are."""

from collections.abc import Mapping
from functools import cache
from importlib import resources

import yaml

from contracts.ids import ExploitationType, Gender, NationalityGroup
from referral.domain.facts import Facts

GENDERS: Mapping[str, Gender] = {"female": "female", "male": "male", "unknown": "other"}
TICKED = "types-of-exploitation-"
TYPES: Mapping[str, ExploitationType] = {
    "forced-to-work": "labour",
    "wages-taken": "labour",
    "forced-to-commit-fraud": "criminal",
    "prostitution": "sexual",
    "child-exploitation": "sexual",
    "taken-somewhere": "sexual",
    "forced-to-commit-crime": "criminal",
    "organs-removed": "organ-removal",
    "unpaid-household-work": "domestic-servitude",
    "other": "other",
}


@cache
def nationality_groups() -> Mapping[str, NationalityGroup]:
    """By nationality as the form lists it. One that is not known belongs to no group."""
    text = resources.files("referral.domain").joinpath("nationality_groups.yaml").read_text("utf-8")
    return {name: group for group, names in yaml.safe_load(text).items() for name in names}


def gender_of(facts: Facts) -> Gender | None:
    return GENDERS.get(facts.text("pv-gender"))


def nationality_group_of(facts: Facts) -> NationalityGroup | None:
    """By the first nationality given."""
    return nationality_groups().get(facts.text("pv-nationality"))


def exploitation_type_of(facts: Facts) -> ExploitationType | None:
    """One type for each person, so that nobody is counted twice: more than one is a type of its own."""
    ticked = {kind for box, kind in TYPES.items() if facts.answers.get(TICKED + box)}
    if len(ticked) > 1:
        return "several"
    return next(iter(ticked), None)
