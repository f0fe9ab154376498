"""`nrm form check` walks the form with answers from a file as the pages would."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.referral.answers import (
    ADULT,
    ANONYMOUS,
    CHILD,
    TODAY,
    WILLING_TO_HELP,
    Filled,
    adult_answers,
    child_answers,
    filled,
    with_answer,
)
from typer.testing import CliRunner

from nrm.main import app
from nrm.refusals import CannotGoOn
from referral.domain.form.content import referral_form

FORM = referral_form()


def check(folder: Path, answers: Any, *options: str, status: int = 0) -> dict[str, Any]:
    text = answers if isinstance(answers, str) else yaml.safe_dump(answers, allow_unicode=True)
    file = folder / "answers.yaml"
    file.write_text(text, "utf-8")
    command = ["form", "check", str(file), "--json", "--today", TODAY.isoformat(), *options]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == status, result.output
    found: dict[str, Any] = json.loads(result.output)
    return found


@pytest.mark.parametrize(
    ("choices", "outcome"),
    [(ADULT, "nrm"), (CHILD, "nrm"), (ANONYMOUS, "dtn"), (WILLING_TO_HELP, "dtn")],
)
def test_complete_answers_lead_to_the_end(tmp_path: Path, choices: Any, outcome: str) -> None:
    found = check(tmp_path, filled(FORM, choices))
    assert (found["outcome"], found["next"]) == (outcome, None)
    assert (found["errors"], found["ignored"]) == ({}, [])


def test_the_first_step_without_answers_is_next(tmp_path: Path) -> None:
    answers = adult_answers(FORM)
    del answers["pv-name-referral"]
    found = check(tmp_path, answers)
    assert (found["outcome"], found["next"]) == ("incomplete", "pv-name-referral")
    assert "pv-name-referral" not in found["path"]


def test_faults_are_named_by_field_and_code(tmp_path: Path) -> None:
    answers = with_answer(adult_answers(FORM), "fr-alternative-contact", fr_alternative_contact="nobody")
    found = check(tmp_path, answers)
    assert (found["outcome"], found["errors"]) == ("invalid", {"fr-alternative-contact": ["email"]})


def test_steps_of_our_own_are_not_on_the_path_but_what_they_say_is_sent(tmp_path: Path) -> None:
    found = check(tmp_path, adult_answers(FORM, immediate_danger="yes"))
    assert not [name for name in found["path"] if FORM.steps[name].is_added]
    assert found["submission"]["immediate-danger"] == "yes"


@pytest.mark.parametrize(
    "born",
    ["1990-02-01", "{day: 1, month: 2, year: 1990}", "{pv-dob-day: 1, pv-dob-month: 2, pv-dob-year: 1990}"],
)
def test_dates_may_be_written_in_several_ways(tmp_path: Path, born: str) -> None:
    answers = adult_answers(FORM)
    answers.pop("pv-dob")
    text = yaml.safe_dump(answers) + f"pv-dob: {{pv-dob: {born}}}\n"
    assert check(tmp_path, text)["submission"]["pv-dob"] == "1990-02-01"


def test_parts_of_a_date_may_be_fields_of_their_own(tmp_path: Path) -> None:
    answers = adult_answers(FORM)
    answers["pv-dob"] = {"pv-dob-day": "1", "pv-dob-month": "2", "pv-dob-year": ""}
    assert check(tmp_path, answers)["errors"] == {"pv-dob": ["date-invalid"]}


def test_words_and_numbers_of_yaml_are_read_as_they_are_written(tmp_path: Path) -> None:
    answers = adult_answers(FORM)
    for step in ("pv-under-age", "does-pv-have-children", "pv-phone-number"):
        answers.pop(step)
    text = yaml.safe_dump(answers) + (
        "pv-under-age: {pv-under-age: no}\n"
        "does-pv-have-children: {does-pv-have-children: True, does-pv-have-children-yes-amount: 3}\n"
        "pv-phone-number: {pv-phone-number: yes, pv-phone-number-yes: 02012345670}\n"
    )
    sent = check(tmp_path, text)["submission"]
    assert sent["does-pv-have-children-yes-amount"] == "3"
    assert sent["pv-phone-number-yes"] == "02012345670"


def test_files_ask_what_they_are(tmp_path: Path) -> None:
    answers = adult_answers(FORM)
    answers["upload-evidence"] = {"upload-file": ["a.pdf", "b.png"]}
    assert check(tmp_path, answers)["next"] == "what-evidence-you-will-submit"
    answers["what-evidence-you-will-submit"] = {"what-evidence-you-will-submit": "Two photographs"}
    assert check(tmp_path, answers)["submission"]["upload-file"] == ["a.pdf", "b.png"]
    answers["upload-evidence"] = {"upload-file": ["a.pdf"] * 101}
    assert check(tmp_path, answers)["errors"] == {"upload-file": ["file-count"]}


def test_an_edit_removes_what_is_no_longer_asked(tmp_path: Path) -> None:
    """MH01, MH02"""
    edits = [{"pv-want-to-submit-nrm": {"pv-want-to-submit-nrm": "no"}}]
    found = check(tmp_path, {**adult_answers(FORM, pv_name_first_name="Wren"), "edits": edits})
    assert "Wren" not in str(found)
    assert found["next"] == "pv-gender-dtn"


def test_a_child_who_turns_out_to_be_an_adult_is_asked_for_agreement(tmp_path: Path) -> None:
    """MH19: whatever a client said for the child is nobody's answer."""
    answers = with_answer(child_answers(FORM), "pv-want-to-submit-nrm", pv_want_to_submit_nrm="yes")
    found = check(tmp_path, {**answers, "edits": [{"pv-under-age": {"pv-under-age": "no"}}]})
    assert (found["outcome"], found["next"]) == ("incomplete", "pv-want-to-submit-nrm")


def test_there_and_back_again_does_not_bring_answers_back(tmp_path: Path) -> None:
    edits = [{"does-pv-need-support": {"does-pv-need-support": answer}} for answer in ("no", "yes")]
    found = check(tmp_path, {**adult_answers(FORM), "edits": edits})
    assert found["next"] == "pv-phone-number"


def test_unknown_names_and_edits_out_of_reach_are_said(tmp_path: Path) -> None:
    answers: Filled = {**adult_answers(FORM), "nonsense": {}, "refuse-nrm": {"reason": "x"}}
    found = check(tmp_path, {**answers, "edits": [{"refuse-nrm": {"refuse-nrm": "x"}}]}, "--strict", status=1)
    assert found["ignored"] == [
        "nonsense: the form has no such step",
        "refuse-nrm/reason: the form has no such field",
        "edits: refuse-nrm is not asked there",
    ]


def test_a_strict_check_fails_unless_all_could_be_sent(tmp_path: Path) -> None:
    assert check(tmp_path, {}, "--strict", status=1)["outcome"] == "incomplete"
    assert check(tmp_path, adult_answers(FORM), "--strict")["outcome"] == "nrm"


@pytest.mark.parametrize("text", ["[", "- a list", "pv-under-age: no", "edits: 3", "edits: [3]"])
def test_a_file_nobody_can_read_is_refused_in_words(tmp_path: Path, text: str) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text(text, "utf-8")
    result = CliRunner().invoke(app, ["form", "check", str(file)])
    assert isinstance(result.exception, CannotGoOn)
    assert str(result.exception) != ""


def test_a_missing_file_is_refused_in_words(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["form", "check", str(tmp_path / "none.yaml")])
    assert "cannot be read" in str(result.exception)
