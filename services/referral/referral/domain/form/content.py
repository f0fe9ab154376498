"""The form this service asks, read once from the files beside this one."""

from functools import cache
from importlib import resources
from typing import Any

import yaml

from referral.domain.form.questions import Form
from referral.domain.form.reading import read_form
from referral.domain.form.words import Say, spoken
from referral.domain.organisations import councils, organisations

LISTS = (
    "countries_excluding_uk",
    "languages",
    "local_authorities",
    "nationalities",
    "police_forces",
    "uk_regions",
    "uk_towns",
)


@cache
def referral_form(say: Say = str) -> Form:
    """`say` turns an English text into what is read; `str` leaves it."""
    whole: dict[str, Any] = _read("content/form.yaml")
    steps = [
        {**step, "section": section["id"]}
        for section in whole["sections"]
        for step in _read(f"content/{section['id']}.yaml")
    ]
    lists = {name: _read(f"lists/{name}.yaml") for name in LISTS}
    lists["organisations"] = [each.name for each in organisations()]
    lists["local_authorities"] = councils(lists["local_authorities"])
    return read_form(spoken({**whole, "steps": steps}, say), lists)


def _read(path: str) -> Any:
    """With the loader written in C, which is as safe: every start of the portal reads 5,000 lines."""
    text = resources.files("referral.domain.form").joinpath(path).read_text("utf-8")
    return yaml.load(text, yaml.CSafeLoader)
