"""A page is its template, its view and the frame around them."""

from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from starlette.requests import Request
from tests.html_contract import check_page
from tests.shared.kitchen_sink import ERRORS, PORTAL, SHELL, controls, environment, everything

from plumbing.govuk import dates
from plumbing.pages import page, render, see_other
from plumbing.problems import ErrorPage

ENVIRONMENT = environment()
SIGNED_OUT = replace(SHELL, user=None, csrf_token="", session_seconds=0)


def test_a_page_of_everything_holds_to_the_contract() -> None:
    check_page(render(ENVIRONMENT, "kitchen-sink.html", everything(), SHELL), "Decide cases")


def test_a_question_holds_to_the_contract_with_and_without_errors() -> None:
    check_page(render(ENVIRONMENT, "controls.html", controls(), SHELL), "Decide cases")
    check_page(render(ENVIRONMENT, "controls.html", controls(ERRORS), SHELL), "Decide cases")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 409, 413, 415, 422, 428, 429, 500, 503])
def test_every_refusal_has_a_friendly_page(status: int) -> None:
    html = render(ENVIRONMENT, "errors/error.html", ErrorPage(status, reference="request-1"), SIGNED_OUT)
    check_page(html, "Decide cases")
    assert ("request-1" in html) == (status >= 500)


@pytest.mark.parametrize(
    "template", ["pages/privacy.html", "pages/accessibility.html", "pages/signed-out.html"]
)
def test_pages_for_everybody_hold_to_the_contract(template: str) -> None:
    check_page(render(ENVIRONMENT, template, None, SIGNED_OUT), "Decide cases")


def test_the_way_in_is_a_link_because_a_form_could_not_be_redirected_elsewhere() -> None:
    html = render(ENVIRONMENT, "pages/sign-in.html", {"start": "/sign-in/start"}, SIGNED_OUT)
    check_page(html, "Decide cases")
    assert BeautifulSoup(html, "html.parser").select('a[href="/sign-in/start"]')


def test_errors_come_first_in_title_and_page() -> None:
    shown = BeautifulSoup(render(ENVIRONMENT, "controls.html", controls(ERRORS), SHELL), "html.parser")
    assert shown.title
    assert shown.title.text == "Error: Do you know their date of birth? – Decide cases"
    links = [link["href"] for link in shown.select(".govuk-error-summary a")]
    assert links == ["#knows", "#born_on-month", "#name", "#reasons", "#needs", "#nationality"]


def test_only_the_boxes_at_fault_are_marked_and_values_are_kept() -> None:
    shown = BeautifulSoup(render(ENVIRONMENT, "controls.html", controls(ERRORS), SHELL), "html.parser")
    boxes = shown.select("#born_on input")
    assert [box.get("value", "") for box in boxes] == ["5", "", ""]
    assert ["govuk-input--error" in box["class"] for box in boxes] == [False, True, True]


def test_what_people_typed_is_never_markup() -> None:
    html = render(ENVIRONMENT, "kitchen-sink.html", everything(), SHELL)
    assert "&lt;b&gt;not bold&lt;/b&gt;" in html
    assert "First line<br>" in html


def test_the_frame_says_who_is_signed_in_and_where_they_are() -> None:
    shown = BeautifulSoup(render(ENVIRONMENT, "kitchen-sink.html", everything(), SHELL), "html.parser")
    header = shown.select_one("header")
    assert header
    assert "Casey Worker" in header.text
    assert "Single Competent Authority" in header.text
    assert [link.text.strip() for link in header.select("[aria-current]")] == ["Queues"]
    assert "Team" not in header.text


def test_a_page_below_a_section_marks_that_section() -> None:
    html = render(ENVIRONMENT, "kitchen-sink.html", everything(), replace(SHELL, path="/queues/rg"))
    link = BeautifulSoup(html, "html.parser").select_one('header [aria-current="true"]')
    assert link
    assert link["href"] == "/queues"


def test_nobody_signed_in_sees_no_sections_and_no_way_out() -> None:
    html = render(ENVIRONMENT, "pages/privacy.html", None, SIGNED_OUT)
    assert "Sign out" not in html
    assert "/queues" not in html


def test_the_banner_says_that_the_data_is_made_up_unless_it_is_not() -> None:
    assert "Made-up data only" in render(ENVIRONMENT, "pages/privacy.html", None, SHELL)
    assert "Made-up data only" not in render(
        ENVIRONMENT, "pages/privacy.html", None, replace(SHELL, is_demo=False)
    )


def test_a_page_takes_its_frame_from_the_request() -> None:
    app = SimpleNamespace(state=SimpleNamespace(environment=ENVIRONMENT))
    state = {"portal": PORTAL, "user": None, "csrf_token": "", "csp_nonce": "n-1", "is_demo": False}
    request = Request(
        {"type": "http", "method": "GET", "path": "/", "headers": [], "app": app, "state": state}
    )
    response = page(request, "errors/error.html", ErrorPage(404, reference=""), status=404)
    assert response.status_code == 404
    assert b'nonce="n-1"' in response.body


@pytest.mark.parametrize("path", ["//evil.example", "https://evil.example", "/\\evil.example", ""])
def test_nobody_is_sent_elsewhere(path: str) -> None:
    assert see_other(path).headers["location"] == "/"


def test_days_and_times_are_shown_as_people_say_them_in_london() -> None:
    assert dates.day(date(2031, 3, 14)) == "14 March 2031"
    assert dates.day(datetime(2031, 6, 30, 23, 30, tzinfo=UTC)) == "1 July 2031"
    assert dates.weekday(date(2031, 3, 14)) == "Friday 14 March 2031"
    assert dates.moment(datetime(2031, 7, 14, 9, 42, tzinfo=UTC)) == "14 July 2031 at 10:42am"


@pytest.mark.parametrize(
    ("hour", "minute", "shown"),
    [
        (0, 0, "midnight"),
        (0, 5, "12:05am"),
        (9, 0, "9am"),
        (12, 0, "midday"),
        (12, 30, "12:30pm"),
        (16, 20, "4:20pm"),
    ],
)
def test_the_time_of_day(hour: int, minute: int, shown: str) -> None:
    assert dates.clock_time(datetime(2031, 1, 14, hour, minute, tzinfo=UTC)) == shown


@pytest.mark.parametrize(
    ("day", "shown"),
    [(10, "4 days overdue"), (13, "1 day overdue"), (14, "today"), (15, "tomorrow"), (17, "in 3 days")],
)
def test_how_far_away_a_day_is(day: int, shown: str) -> None:
    assert dates.relative(date(2031, 3, day), date(2031, 3, 14)) == shown


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(dates.NaiveTimeShown):
        dates.moment(datetime(2031, 3, 14, 10, 42))  # noqa: DTZ001
