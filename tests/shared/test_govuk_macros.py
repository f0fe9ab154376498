"""The Python macros render what the GOV.UK templates of the same version render."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from deploy.assets.vendor import hash_of, normalised

from plumbing.govuk.environment import create_environment

FIXTURES: list[dict[str, Any]] = json.loads(
    gzip.decompress((Path(__file__).parent / "govuk-fixtures.json.gz").read_bytes())
)
MACROS = vars(create_environment().globals["govuk"])


def test_every_upstream_fixture_is_here() -> None:
    assert len(FIXTURES) == 657


@pytest.mark.parametrize("component", sorted({fixture["component"] for fixture in FIXTURES}))
def test_a_component_renders_as_upstream_does(component: str) -> None:
    different = [
        fixture["name"] for fixture in FIXTURES if fixture["component"] == component and differs(fixture)
    ]
    assert different == []


def differs(fixture: dict[str, Any]) -> bool:
    macro = MACROS[fixture["component"].replace("-", "_")]
    html = normalised(str(macro(fixture["options"])))
    if "sha256" in fixture:
        return bool(hash_of(html) != fixture["sha256"])
    return bool(html != fixture["html"])
