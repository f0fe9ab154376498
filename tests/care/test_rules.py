"""The numbers and lists the care contract's rules are read from."""

from importlib.resources import files
from typing import Any

import pytest
import yaml
from tests.care.scenes import RULES, noon

from care.domain.rulebook import Mark
from clocks.rules import Confidence


@pytest.mark.parametrize(
    ("place", "region"),
    [
        pytest.param("greater-london", "london", id="a county"),
        pytest.param("kent", "south-east", id="another county"),
        pytest.param("west-midlands", "west-midlands", id="a county named like its region"),
        pytest.param("powys", "wales", id="a county in Wales"),
        pytest.param("london", "london", id="a region"),
        pytest.param("county-antrim", None, id="a county outside the care contract"),
        pytest.param(None, None, id="not known"),
    ],
)
def test_a_person_is_looked_for_in_the_region_of_their_county(place: str | None, region: str | None) -> None:
    assert RULES.region_of(place) == region


def test_every_region_has_a_county() -> None:
    assert set(RULES.regions_of_counties.values()) == {region.code for region in RULES.lists.regions}


@pytest.mark.parametrize(
    ("consent", "confidence"),
    [
        pytest.param("2025-10-31", Confidence.OUR_SETTING, id="before it was stated"),
        pytest.param("2025-11-01", Confidence.OFFICIAL, id="since it was stated"),
    ],
)
def test_the_contact_clock_says_how_sure_it_is(consent: str, confidence: Confidence) -> None:
    assert RULES.contact_due(noon(consent)).rule.confidence is confidence


def test_every_number_of_ours_carries_its_mark() -> None:
    assert {setting.mark for setting in RULES.settings.values()} == set(Mark)


def test_the_lists_repeat_no_code() -> None:
    lists: dict[str, Any] = yaml.safe_load((files("care.domain.rules") / "lists.yaml").read_text("utf-8"))
    for entries in lists.values():
        codes = [entry["code"] for entry in entries]
        assert len(codes) == len(set(codes))
