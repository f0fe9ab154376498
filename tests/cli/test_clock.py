"""`nrm clock` and `nrm policy`, as somebody types them."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from clocks import NATIONS, Rule, calendars_as_shipped
from decision.domain.rules import rule_book
from nrm.clock import app
from nrm.policy import app as policy_app
from nrm.refusals import CannotGoOn

ASKED = {
    "due_on",
    "expires_at",
    "day_of_week",
    "skipped",
    "rule",
    "policy_version",
    "calendar_version",
    "confidence",
}


def run(*words: str) -> Result:
    return CliRunner().invoke(app, words, env={"COLUMNS": "200"})


def answer(*words: str) -> dict[str, object]:
    result = run(*words, "--json")
    assert result.exit_code == 0, result.output
    found: dict[str, object] = json.loads(result.stdout)
    return found


def refusal(*words: str) -> str:
    result = run(*words, "--json")
    assert result.exit_code == 2, result.output
    code: str = json.loads(result.stdout)["error"]
    return code


def due_on(*words: str) -> object:
    return answer("due", *words)["due_on"]


def test_a_rule_is_answered_with_all_its_reasons() -> None:
    found = answer("due", "--rule", "CLK-RG", "--start", "2026-04-01T09:00+01:00")
    assert found.keys() >= ASKED
    assert {key: found[key] for key in ASKED} == {
        "due_on": "2026-04-10",
        "expires_at": "2026-04-10T23:00:00Z",
        "day_of_week": "Friday",
        "skipped": [
            {"date": "2026-04-03", "reason": "Good Friday"},
            {"date": "2026-04-04", "reason": "weekend"},
            {"date": "2026-04-05", "reason": "weekend"},
            {"date": "2026-04-06", "reason": "Easter Monday"},
        ],
        "rule": "CLK-RG",
        "policy_version": "PV-LEGACY",
        "calendar_version": calendars_as_shipped()["england"].version,
        "confidence": "A",
    }


def test_a_person_reads_a_table_and_sentences() -> None:
    result = run("due", "--rule", "CLK-RECON-30", "--start", "2026-12-24")
    assert result.exit_code == 0
    assert "Saturday 23 January 2027" in result.stdout
    assert "Accepted until the end of Monday 25 January 2027" in result.stdout
    assert "How sure: official." in result.stdout


@pytest.mark.parametrize(
    ("words", "due"),
    [
        pytest.param("--rule CLK-RG --start 2026-04-01", "2026-04-10", id="a plain London day"),
        pytest.param(
            "--rule CLK-RG --start 2026-06-07T23:30:00Z", "2026-06-15", id="already Monday in London"
        ),
        pytest.param("--rule CLK-RG --start 2026-04-01 --nation scotland", "2026-04-09", id="another nation"),
        pytest.param("--rule CLK-RG --start 2026-04-01 --nation wales", "2026-04-10", id="Wales"),
        pytest.param(
            "--rule CLK-RG --start 2026-06-01 --pause 2026-06-03:2026-06-08", "2026-06-11", id="held once"
        ),
        pytest.param(
            "--rule CLK-RG --start 2026-06-01 --pause 2026-06-03:2026-06-04 --pause 2026-06-05:2026-06-08",
            "2026-06-10",
            id="held twice",
        ),
        pytest.param(
            "--rule CLK-RG --start 2026-06-01 --pause 2026-06-03T09:00+01:00:2026-06-08T10:00+01:00",
            "2026-06-11",
            id="held between instants",
        ),
        pytest.param(
            "--rule CLK-RG --start 2026-06-01 --pause 2026-07-03:", "2026-06-08", id="held afterwards"
        ),
        pytest.param(
            "--rule CLK-REC30 --start 2026-04-10 --pause 2026-04-12:2026-04-20",
            "2026-05-09",
            id="cannot be held",
        ),
        pytest.param(
            "--rule CLK-CG-MIN --start 2022-12-12", "2023-01-26", id="the version of the day before"
        ),
        pytest.param("--rule CLK-CG-MIN --start 2022-12-13", "2023-01-12", id="the version of the day"),
        pytest.param(
            "--rule CLK-EXIT-NCG --start 2027-01-04 --on 2026-12-24",
            "2027-01-15",
            id="picked by another date",
        ),
        pytest.param("--rule CLK-SCT90 --start 2026-04-10", "2026-07-09", id="Scotland by itself"),
        pytest.param(
            "--rule CLK-POD-REPS --start 2026-12-18 --unit calendar",
            "2026-12-28",
            id="a rule counted otherwise",
        ),
        pytest.param("--rule CARE-CONTACT --start 2026-06-05T22:30+01:00", "2026-06-07", id="a rule of care"),
        pytest.param(
            "--days 5 --unit working --start 2026-04-01", "2026-04-10", id="a count of working days"
        ),
        pytest.param(
            "--days 5 --unit working --nation scotland --start 2026-04-01", "2026-04-09", id="in Scotland"
        ),
        pytest.param("--days 10 --unit calendar --start 2026-12-18", "2026-12-28", id="calendar days"),
        pytest.param("--days 10 --start 2026-12-18", "2026-12-28", id="calendar days unless said"),
        pytest.param("--days 30 --counting day-1 --start 2026-04-10", "2026-05-09", id="the start is day 1"),
        pytest.param("--days 30 --counting day-0 --start 2026-04-10", "2026-05-10", id="the start is day 0"),
        pytest.param(
            "--days 30 --roll next-working-day --start 2026-12-24", "2027-01-25", id="moved to a working day"
        ),
        pytest.param("--days 30 --roll none --start 2026-12-24", "2027-01-23", id="not moved"),
        pytest.param("--months 3 --start 2022-01-31", "2022-04-30", id="months"),
        pytest.param("--hours 48 --start 2026-03-28T12:00Z", "2026-03-30", id="hours"),
        pytest.param("--days 0 --start 2026-12-18", "2026-12-18", id="no day"),
        pytest.param(
            "--days 5 --unit working --start 2026-06-01 --pause 2026-06-03:2026-06-08",
            "2026-06-11",
            id="held",
        ),
    ],
)
def test_any_rule_and_any_count_is_worked_out(words: str, due: str) -> None:
    assert due_on(*words.split()) == due


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("--rule CLK-RG --start 2026-04-01T09:00", "naive_datetime"),
        ("--days 5 --start 2026-04-01T00:00:00", "naive_datetime"),
        ("--rule CLK-RG --start 2026-04-01 --pause 2026-04-02T09:00:2026-04-03", "naive_datetime"),
        ("--rule CLK-RG --start 2026-04-01 --nation france", "unknown_nation"),
        ("--days 5 --start 2026-04-01 --nation Scotland", "unknown_nation"),
        ("--rule CLK-RG --start 2040-01-01", "calendar_horizon"),
        ("--rule CLK-RG --start 1990-01-01", "calendar_horizon"),
        ("--rule CLK-REC45 --start 2040-01-01", "calendar_horizon"),
        ("--rule CLK-RG --start 2028-12-28", "calendar_horizon"),
        ("--days 5 --unit working --start 2028-12-28 --nation scotland", "calendar_horizon"),
        ("--days 30 --start 2028-12-28", "calendar_horizon"),
        ("--days 99999 --start 2026-01-01", "length_not_possible"),
        ("--days 30000 --start 2026-01-01", "calendar_horizon"),
        ("--months 99999 --start 2026-01-01", "length_not_possible"),
        ("--days 0 --counting day-1 --start 2026-01-01", "length_not_possible"),
        ("--months 1 --unit working --start 2026-01-01", "length_not_possible"),
        ("--rule CLK-RG --start tomorrow", "unreadable_date"),
        ("--rule CLK-RG --start 2026-04-01 --pause 2026-04-02", "unreadable_date"),
        ("--rule CLK-RG --start 2026-04-01 --pause 2026-04-08:2026-04-02", "period_backwards"),
        ("--rule CLK-RG --start 2026-04-01 --pause 2026-04-02:", "still_on_hold"),
        ("--rule CLK-NONE --start 2026-04-01", "unknown_rule"),
        ("--rule CLK-REC45 --start 2026-04-01", "rule_not_in_force"),
        ("--rule CLK-CG --start 2026-04-01", "no_length"),
        ("--rule CARE-CONTACT --start 2026-04-01", "instant_needed"),
    ],
)
def test_what_would_be_a_guess_is_refused_by_name(words: str, code: str) -> None:
    assert refusal("due", *words.split()) == code


def test_a_refusal_is_told_to_a_person_on_the_error_stream() -> None:
    result = run("due", "--rule", "CLK-RG", "--start", "2026-04-01T09:00")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "naive_datetime" in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        "due --start 2026-04-01",
        "due --rule CLK-RG --days 5 --start 2026-04-01",
        "due --days -1 --start 2026-04-01",
        "due --days 5 --unit fortnight --start 2026-04-01",
        "due --rule CLK-RG",
    ],
)
def test_a_command_that_makes_no_sense_is_refused(words: str) -> None:
    assert run(*words.split()).exit_code == 2


def test_a_count_that_is_in_no_rule_claims_no_standing() -> None:
    found = answer("due", "--days", "5", "--start", "2026-04-01")
    assert (found["rule"], found["policy_version"], found["confidence"]) == (None, None, None)


def test_a_rule_counted_otherwise_loses_its_standing() -> None:
    assert answer("due", "--rule", "CLK-RECON-30", "--start", "2026-04-01")["confidence"] == "A"
    changed = answer("due", "--rule", "CLK-RECON-30", "--start", "2026-04-01", "--unit", "working")
    assert changed["confidence"] == "C"


def test_a_rule_counted_with_another_nations_holidays_says_so() -> None:
    result = run("due", "--rule", "CLK-RG", "--start", "2026-04-01", "--nation", "scotland")
    assert "The rule itself uses the bank holidays of England." in result.stdout
    result = run("due", "--rule", "CLK-EXIT-NCG", "--start", "2026-04-01", "--nation", "scotland")
    assert "The rule itself" not in result.stdout


@pytest.mark.parametrize(
    ("event", "ends_on"), [([], None), (["--event", "2026-06-01"], "2026-06-01")], ids=["open", "decided"]
)
def test_the_end_can_be_asked_for(event: list[str], ends_on: str | None) -> None:
    assert answer("due", "--rule", "CLK-REC30", "--start", "2026-04-10", *event)["ends_on"] == ends_on


@pytest.mark.parametrize("nation", NATIONS)
def test_an_age_is_counted_in_working_days(nation: str) -> None:
    found = answer("age", "--from", "2026-04-01", "--to", "2026-04-10", "--nation", nation)
    assert found["working_days"] == (6 if nation == "scotland" else 5)
    assert found["nation"] == nation


def test_an_age_can_be_read_by_a_person() -> None:
    result = run("age", "--from", "2026-04-01", "--to", "2026-04-02")
    assert result.stdout.startswith("1 working day after Wednesday 1 April 2026, to Thursday 2 April 2026")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("--from 2026-04-01T09:00 --to 2026-04-10", "naive_datetime"),
        ("--from 2026-04-01 --to 2026-04-10 --nation mars", "unknown_nation"),
        ("--from 2026-04-01 --to 2040-04-10", "calendar_horizon"),
        ("--from 2026-04-10 --to 2026-04-01", "period_backwards"),
    ],
)
def test_an_age_that_would_be_a_guess_is_refused_by_name(words: str, code: str) -> None:
    assert refusal("age", *words.split()) == code


def test_the_rules_are_listed() -> None:
    listed = json.loads(run("rules", "--json").stdout)
    assert {rule.id for rule in rule_book().rules} <= {row["rule"] for row in listed}
    assert "CLK-RECON-30" in run("rules").stdout


def test_the_policy_versions_are_listed_oldest_first() -> None:
    result = CliRunner().invoke(policy_app, ["list", "--json"])
    listed = json.loads(result.stdout)
    assert [row["id"] for row in listed][:2] == ["PV-LEGACY", "PV-SCA"]
    assert [row["effective_from"] for row in listed] == sorted(row["effective_from"] for row in listed)
    assert "PV-NABA" in CliRunner().invoke(policy_app, ["list"]).stdout


def test_a_file_that_cannot_be_published_is_refused_in_sentences(tmp_path: Path) -> None:
    (file := tmp_path / "policy.yaml").write_text("policy_versions: []\nrules: []\n")
    result = CliRunner().invoke(policy_app, ["publish", str(file), "--preview"])
    assert (result.exit_code, type(result.exception)) == (1, CannotGoOn)
    assert "Name one version under policy_versions" in str(result.exception)


@pytest.mark.parametrize(
    "rule", [rule for rule in rule_book().rules if rule.length], ids=lambda rule: rule.id
)
def test_every_rule_with_a_length_can_be_asked_for(rule: Rule) -> None:
    assert due_on("--rule", rule.id, "--start", rule.effective.first.isoformat())
