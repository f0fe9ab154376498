"""Forms: every value kept as typed, every message says what to do."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal, Self

import pytest
from annotated_types import Ge, Le
from pydantic import model_validator
from starlette.requests import Request

from plumbing.form_words import Words
from plumbing.forms import (
    AS_TYPED,
    NOT_AFTER_TODAY,
    NOT_BEFORE_TODAY,
    FieldError,
    Filled,
    Form,
    MaxLen,
    fault,
    fill,
    read,
)
from plumbing.typed_dates import DateFault, describe, read_date

TODAY = date(2031, 3, 14)
REAL = "Date seen must be a real date, like 27 3 1995"


class Need(StrEnum):
    REST = "rest"
    FOOD = "food"


class Assessment(Form):
    outcome: Annotated[Literal["yes", "no"], Words("Select whether they agreed")]
    reasons: Annotated[str, AS_TYPED, MaxLen(20), Words("Enter your reasons", name="Reasons")]
    seen_on: Annotated[date, NOT_AFTER_TODAY, Words("Enter the date they were seen", name="Date seen")]
    next_on: Annotated[date | None, NOT_BEFORE_TODAY, Words("Enter the next date", name="Next date")] = None
    age: Annotated[int | None, Ge(0), Le(120), Words("Enter their age", name="Age", example="24")] = None
    cost: Annotated[Decimal | None, Words("Enter the cost", name="Cost", example="12.50")] = None
    needs: Annotated[frozenset[Need], Words("Select what they need")] = frozenset()
    nickname: str = ""

    @model_validator(mode="after")
    def next_comes_later(self) -> Self:
        if self.next_on and self.next_on <= self.seen_on:
            raise fault("next_on", "date-order", "Next date must be after the date they were seen")
        return self


GOOD = {
    "outcome": "yes",
    "reasons": "They told me.",
    "seen_on-day": "13",
    "seen_on-month": "3",
    "seen_on-year": "2031",
}


def sent(**changes: str) -> Filled[Assessment]:
    fields = GOOD | {name.replace("__", "-"): value for name, value in changes.items()}
    return read(Assessment, list(fields.items()), today=TODAY)


def test_a_good_form_becomes_its_model() -> None:
    filled = sent(csrf_token="secret", age=" 24 ", nickname="  Sam ")
    assert filled.errors == ()
    assert filled.form is not None
    assert (filled.form.outcome, filled.form.age, filled.form.nickname) == ("yes", 24, "Sam")
    assert filled.form.seen_on == date(2031, 3, 13)


def test_an_empty_form_asks_for_each_answer_in_the_order_of_the_page() -> None:
    filled = read(Assessment, [], today=TODAY)
    assert [(error.href, error.message, error.code) for error in filled.errors] == [
        ("#outcome", "Select whether they agreed", "required"),
        ("#reasons", "Enter your reasons", "required"),
        ("#seen_on-day", "Enter the date they were seen", "required"),
    ]


@pytest.mark.parametrize(
    ("changes", "href", "message", "code"),
    [
        ({"outcome": "maybe"}, "#outcome", "Select whether they agreed", "not-in-list"),
        ({"reasons": "   "}, "#reasons", "Enter your reasons", "required"),
        ({"reasons": "x" * 21}, "#reasons", "Reasons must be 20 characters or fewer", "max-length"),
        ({"age": "old"}, "#age", "Age must be a number, like 24", "digits-only"),
        ({"age": "-1"}, "#age", "Age must be 0 or more", "range"),
        ({"age": "121"}, "#age", "Age must be 120 or less", "range"),
        ({"cost": "lots"}, "#cost", "Cost must be a number, like 12.50", "digits-only"),
        ({"needs": "money"}, "#needs", "Select what they need", "not-in-list"),
        ({"seen_on__day": ""}, "#seen_on-day", "Date seen must include a day", "date-incomplete"),
        (
            {"seen_on__day": "", "seen_on__year": ""},
            "#seen_on-day",
            "Date seen must include a day and year",
            "date-incomplete",
        ),
        ({"seen_on__day": "31", "seen_on__month": "2"}, "#seen_on-day", REAL, "date-invalid"),
        ({"seen_on__month": "x"}, "#seen_on-month", REAL, "date-invalid"),
        ({"seen_on__day": "15"}, "#seen_on-day", "Date seen must be today or in the past", "date-future"),
        (
            {"next_on__day": "1"},
            "#next_on-month",
            "Next date must include a month and year",
            "date-incomplete",
        ),
        (
            {"next_on__day": "1", "next_on__month": "3", "next_on__year": "2031"},
            "#next_on-day",
            "Next date must be today or in the future",
            "date-past",
        ),
        ({"smuggled": "1"}, "#main-content", None, "unknown-field"),
    ],
)
def test_one_thing_wrong_gives_one_message_and_keeps_every_value(
    changes: dict[str, str], href: str, message: str | None, code: str
) -> None:
    filled = sent(**changes)
    assert filled.form is None
    assert [(error.href, error.code) for error in filled.errors] == [(href, code)]
    assert message is None or filled.errors[0].message == message
    for name, value in changes.items():
        assert filled.value(name.replace("__", "-")) == value


def test_a_rule_across_fields_is_told_at_its_field() -> None:
    class Stay(Form):
        starts_on: Annotated[date, Words("Enter the first day")]
        ends_on: Annotated[date, Words("Enter the last day")]

        @model_validator(mode="after")
        def ends_after_start(self) -> Self:
            if self.ends_on < self.starts_on:
                raise fault("ends_on", "date-order", "Last day must be after the first day")
            return self

    days = {"starts_on": "2", "ends_on": "1"}
    boxes = [
        (f"{name}-{part}", value)
        for name, day in days.items()
        for part, value in zip(("day", "month", "year"), (day, "3", "2031"), strict=True)
    ]
    error = read(Stay, boxes).errors[0]
    assert (error.href, error.code) == ("#ends_on-day", "date-order")
    assert error.message == "Last day must be after the first day"


def test_several_answers_to_one_question_are_all_kept() -> None:
    filled = read(Assessment, [*GOOD.items(), ("needs", "rest"), ("needs", "food")], today=TODAY)
    assert filled.form is not None
    assert filled.form.needs == {Need.REST, Need.FOOD}
    assert filled.chosen("needs") == ("rest", "food")


def test_long_text_is_kept_to_the_last_space_with_plain_line_ends() -> None:
    filled = sent(reasons="  one\r\n\r\ntwo \x00")
    assert filled.form is not None
    assert filled.form.reasons == "  one\n\ntwo "


def test_a_form_shown_first_holds_what_is_known() -> None:
    filled = Filled[Assessment].showing(outcome="yes", needs=["rest", "food"])
    assert filled.value("outcome") == "yes"
    assert filled.chosen("needs") == ("rest", "food")
    assert filled.message("outcome") == ""


def test_the_domain_can_turn_down_a_good_form() -> None:
    filled = sent().refused("outcome", "Choose somebody else for the second review", "same-person")
    assert filled.form is None
    assert filled.errors == (
        FieldError("outcome", "Choose somebody else for the second review", "same-person"),
    )
    assert filled.value("reasons") == "They told me."


def test_no_message_blames() -> None:
    bad = read(Assessment, [("age", "x"), ("needs", "?"), ("seen_on-day", "99"), ("zz", "1")], today=TODAY)
    words = " ".join(error.message.lower() for error in bad.errors)
    assert "invalid" not in words
    assert "required" not in words


async def test_fill_reads_what_the_browser_sent() -> None:
    body = b"outcome=yes&reasons=Told+me&seen_on-day=1&seen_on-month=jan&seen_on-year=2031&csrf_token=t"
    filled = await fill(Assessment, posted(body), today=TODAY)
    assert filled.form is not None
    assert filled.form.seen_on == date(2031, 1, 1)


def posted(body: bytes) -> Request:
    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": body, "more_body": False}

    headers = [(b"content-type", b"application/x-www-form-urlencoded")]
    return Request({"type": "http", "method": "POST", "path": "/", "headers": headers}, receive)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("27", "3", "1995"), date(1995, 3, 27)),
        (("07", "03", "1995"), date(1995, 3, 7)),
        ((" 7 ", "March", "1995"), date(1995, 3, 7)),
        (("7", "sept.", "1995"), date(1995, 9, 7)),
        (("29", "2", "2032"), date(2032, 2, 29)),
        (("", "", ""), DateFault("required", ("day", "month", "year"))),
        (("5", "", ""), DateFault("date-incomplete", ("month", "year"))),
        (("29", "2", "2031"), DateFault("date-invalid", ("day", "month", "year"))),
        (("x", "3", "1995"), DateFault("date-invalid", ("day",))),
        (("7", "13", "1995"), DateFault("date-invalid", ("month",))),
        (("7", "3", "95"), DateFault("date-invalid", ("year",))),
        (("٧", "3", "1995"), DateFault("date-invalid", ("day",))),
        (("7", "3", "0000"), DateFault("date-invalid", ("day", "month", "year"))),
    ],
)
def test_dates_are_read_as_people_write_them(typed: tuple[str, str, str], expected: date | DateFault) -> None:
    assert read_date(dict(zip(("day", "month", "year"), typed, strict=True))) == expected


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (DateFault("date-incomplete", ("month", "year")), "Date of birth must include a month and year"),
        (DateFault("date-invalid", ("year",)), "Year of date of birth must have 4 numbers, like 1995"),
        (DateFault("date-invalid", ("day",)), "Date of birth must be a real date, like 27 3 1995"),
    ],
)
def test_a_faulty_date_says_how_to_mend_it(fault: DateFault, message: str) -> None:
    assert describe("Date of birth", fault) == message
