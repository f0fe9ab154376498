"""Conditions written in words mean what they say."""

import pytest

from referral.domain.form.conditions import ConditionNotUnderstood, holds, is_ruled_out, read_condition
from referral.domain.form.values import Value

PHRASES = {"duty-to-notify route": "age == 'no' and agrees == 'no'"}


@pytest.mark.parametrize(
    ("text", "answers", "expected"),
    [
        ("age == 'no'", {"age": "no"}, True),
        ("age == 'no'", {"age": "yes"}, False),
        ("age == 'no'", {}, False),
        ("age != 'no'", {}, True),
        ("age == ''", {}, True),
        ("age in ['yes','not-sure']", {"age": "not-sure"}, True),
        ("age in ['yes','not-sure']", {"age": "no"}, False),
        ("ways contains 'post'", {"ways": ["email", "post"]}, True),
        ("ways contains 'post'", {"ways": "post"}, False),
        ("other is ticked", {"other": True}, True),
        ("other is ticked", {"other": "yes"}, False),
        ("number of files > 0", {"files": ["a"]}, True),
        ("number of files > 0", {}, False),
        ("a == '1' and b == '1' or c == '1'", {"c": "1"}, True),
        ("a == '1' and (b == '1' or c == '1')", {"c": "1"}, False),
        ("duty-to-notify route", {"age": "no", "agrees": "no"}, True),
        ("duty-to-notify route and help == 'yes'", {"age": "no", "agrees": "no"}, False),
    ],
)
def test_a_condition_holds_when_the_answers_say_so(
    text: str, answers: dict[str, Value], expected: bool
) -> None:
    assert holds(read_condition(text, PHRASES), answers) is expected


@pytest.mark.parametrize(
    ("text", "answers", "expected"),
    [
        ("age == 'no'", {}, False),
        ("age == 'no'", {"age": "yes"}, True),
        ("age == 'no' and agrees == 'yes'", {"age": "yes"}, True),
        ("age == 'no' and agrees == 'yes'", {"age": "no"}, False),
        ("age != 'no' or agrees == 'yes'", {"age": "no"}, False),
        ("age != 'no' or agrees == 'yes'", {"age": "no", "agrees": "no"}, True),
        ("other is ticked", {}, False),
        ("ways contains 'post'", {"ways": ["email"]}, True),
        ("number of files > 0", {"files": []}, True),
    ],
)
def test_a_question_is_ruled_out_only_when_no_later_answer_can_bring_it_back(
    text: str, answers: dict[str, Value], expected: bool
) -> None:
    assert is_ruled_out(read_condition(text, PHRASES), answers) is expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "age",
        "age ==",
        "age == no",
        "age = 'no'",
        "(age == 'no'",
        "age is open",
        "age == 'no' age",
        "a ~ 'b'",
    ],
)
def test_a_condition_nobody_can_read_is_refused(text: str) -> None:
    with pytest.raises(ConditionNotUnderstood):
        read_condition(text, PHRASES)
