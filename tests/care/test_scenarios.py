"""Scenarios worked out by hand from the rules, each answered by `nrm place try` as it should be."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner, Result

from care.domain.refusals import Code
from nrm.main import app
from nrm.place.reading import AsWritten

FILES = sorted((Path(__file__).parent / "scenarios").glob("*.yaml"))


def read(path: Path) -> list[dict[str, Any]]:
    """Each with what is expected of it; `scenes` only holds what several have in common."""
    return list(yaml.load(path.read_text("utf-8"), AsWritten)["scenarios"])


SCENARIOS = [scenario for path in FILES for scenario in read(path)]
NAMES = [scenario["name"] for scenario in SCENARIOS]


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """All of them in one file share one start-up."""
    asked = [{key: each[key] for key in each if key != "expect"} for each in SCENARIOS]
    path = tmp_path_factory.mktemp("scenarios") / "all.yaml"
    path.write_text(json.dumps({"scenarios": asked}))
    done = CliRunner().invoke(app, ["place", "try", str(path), "--json"])
    assert done.exit_code == 0, done.output
    return dict(zip(NAMES, json.loads(done.stdout), strict=True))


def test_all_scenarios_are_answered_as_the_rules_say(answers: dict[str, dict[str, Any]]) -> None:
    differing = {
        scenario["name"]: (scenario["expect"], answers[scenario["name"]])
        for scenario in SCENARIOS
        if not scenario["expect"].items() <= answers[scenario["name"]].items()
    }
    assert differing == {}


def test_every_scenario_has_a_name_of_its_own() -> None:
    assert len(set(NAMES)) == len(NAMES) >= 150


CODES_OF_THE_RULES = """
    departure_before_arrival before_bed_start bed_closed bed_conflict void_conflict person_already_placed
    not_adult no_consent not_eligible area_risk gender_mismatch beyond_support_end forbidden
    already_confirmed wrong_state arrival_in_future arrival_too_old unknown_reason unknown_destination
    reason_required already_arrived invalid_turnaround
    void_end_before_start void_before_bed_start void_after_bed_end already_cancelled void_cancelled
    close_too_old close_too_far close_before_start existing_void existing_placement existing_turnaround
    upcoming_bed reopen_too_old reopen_too_far before_last_close
    duration_too_short no_region too_many_regions
    only_provider_may_request over_28_days_needs_exception must_name_facts privileged unsafe_address
"""
REFUSED_BY_THE_RULES = frozenset(CODES_OF_THE_RULES.split())


def test_every_refusal_of_the_rules_occurs_in_a_scenario() -> None:
    expected = {scenario["expect"].get("code") for scenario in SCENARIOS}
    assert {code.value for code in Code} >= REFUSED_BY_THE_RULES
    assert not REFUSED_BY_THE_RULES - expected


def tried(path: Path, written: object) -> Result:
    path.write_text(json.dumps(written))
    return CliRunner().invoke(app, ["place", "try", str(path), "--json"])


A_DAY = {"today": "2025-03-03"}
CONFIRM = {"action": "confirm", "placement": "S1"}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({**A_DAY, "when": {"action": "teleport"}}, "unknown action 'teleport'"),
        ({**A_DAY, "when": {**CONFIRM, "bed": "A"}}, "unknown key 'bed'"),
        ({**A_DAY, "when": CONFIRM, "then": 1}, "unknown key 'then'"),
        (
            {**A_DAY, "when": CONFIRM, "given": {"beds": [{"id": "A", "premises": "H", "sea": "view"}]}},
            "'sea'",
        ),
        ({**A_DAY, "when": {"action": "confirm"}}, "placement is missing"),
        ({**A_DAY, "when": CONFIRM, "given": {"config": {"gravity": 9}}}, "no setting 'gravity'"),
        ({**A_DAY, "when": CONFIRM, "given": {"case": {"state": "Asleep"}}}, "no state 'Asleep'"),
        ({"scenarios": [], "today": "2025-03-03"}, "unknown key 'today'"),
        ({"scenarios": [{**A_DAY, "when": {**CONFIRM, "bed": "A"}}]}, "scenario 1: unknown key 'bed'"),
    ],
)
def test_what_is_not_understood_is_refused_by_name(tmp_path: Path, written: object, said: str) -> None:
    done = tried(tmp_path / "one.yaml", written)
    assert done.exit_code == 2
    assert said in done.output
