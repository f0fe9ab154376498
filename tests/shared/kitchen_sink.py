"""Views that use every macro once, for the tests that look at pages."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from jinja2 import Environment, FileSystemLoader

from contracts.ids import UserId
from plumbing.access import User
from plumbing.forms import FieldError, Filled, Form
from plumbing.govuk.parts import (
    Badge,
    Chosen,
    Clock,
    Column,
    Entry,
    FilterGroup,
    Link,
    Option,
    Row,
    Skipped,
    Status,
    Task,
    TaskGroup,
    Tile,
    Why,
)
from plumbing.pages import Shell, create_environment
from plumbing.portal import NavigationItem, Portal

TODAY = date(2031, 3, 14)
MORNING = datetime(2031, 3, 14, 10, 42, tzinfo=UTC)
PORTAL = Portal(
    key="decide",
    title="Decide cases",
    navigation=(
        NavigationItem("My work", "/work"),
        NavigationItem("Queues", "/queues"),
        NavigationItem("Search", "/search"),
        NavigationItem("Reports", "/reports"),
        NavigationItem("Team", "/team", ("leader",)),
    ),
)
CASEWORKER = User(
    id=UserId(UUID(int=1)),
    name="Casey Worker",
    organisation="SCA",
    organisation_name="Single Competent Authority",
    roles=frozenset({"caseworker"}),
    signed_in_at=MORNING,
)
SHELL = Shell(
    PORTAL, path="/queues", user=CASEWORKER, csrf_token="token-1", csp_nonce="nonce-1", session_seconds=1800
)

CHILD, DETAINED, LATE = Badge("Child", "purple"), Badge("Detained", "blue"), Badge("Overdue", "red")
NEW, WAITING = Status("New", "not-started"), Status("Second review", "waiting")
OVERDUE, ALLOCATED = Status("Overdue", "overdue"), Status("Allocated", "in-progress")
DONE, BLOCKED = Status("Completed", "plain"), Status("Cannot start yet", "blocked")


def environment() -> Environment:
    return create_environment(FileSystemLoader(Path(__file__).parent / "templates"))


def everything(is_wide: bool = False) -> dict[str, Any]:
    return {
        "is_wide": is_wide,
        "today": TODAY,
        "badges": [CHILD, Badge("Recovery period ends in 12 days", "red")],
        "links": [Link("Overview", "/cases/1", current=True), Link("Requests", "/cases/1/requests", count=2)],
        "clocks": clocks(),
        "filters": [
            FilterGroup("age", "Age group", AGES, frozenset({"child"})),
            FilterGroup("due", "Due", DUE),
        ],
        "chosen": [Chosen("Age group", [Link("Child", "/queues/rg")])],
        "columns": COLUMNS,
        "cases": [case(number) for number in range(6)],
        "entries": ENTRIES,
        "glance": [Row("Stage", "Conclusive grounds"), Row("Owner", "Casey Worker")],
        "side": [Link("Requests", "/requests", count=3), Link("Board", "/board", current=True)],
        "tiles": TILES,
        "tasks": TASKS,
        "rows": ROWS,
        "card_links": [Link("Change all", "/person", hidden="answers")],
    }


AGES = [Option("adult", "Adult"), Option("child", "Child")]
DUE = [Option("overdue", "Overdue"), Option("today", "Today"), Option("week", "This week")]
COLUMNS = [
    Column("Case", "?sort=case"),
    Column("Due", "?sort=due", "ascending"),
    Column("Owner"),
    Column("Flags"),
    Column("Status"),
    Column("Days open", numeric=True),
]
ENTRIES = [
    Entry(
        "Reasonable grounds decision made: positive",
        MORNING,
        "Casey Worker",
        "Reasons recorded.\nLetter sent.",
    ),
    Entry("Referral received", MORNING - timedelta(days=4), "Example Constabulary", "Sent online."),
    Entry("Case opened", MORNING - timedelta(days=4)),
]
TILES = [
    Tile("NW-00", Status("Full", "done"), "/units/0", ["Women and children, step-free"], muted=True),
    Tile("NW-01", Status("1 free", "available"), "/units/1", ["Women only", "4 beds"]),
    Tile("NW-02", Status("2 free", "available"), "/units/2", ["Men only", "6 beds"]),
    Tile("NW-03", Status("Closed", "waiting"), "/units/3", ["Families"]),
]
TASKS = [
    TaskGroup(
        "About the referral", [Task("Your organisation", DONE, "/a"), Task("Adult or child", DONE, "/b")]
    ),
    TaskGroup(
        "About the person", [Task("Name", ALLOCATED, "/c", "In any script"), Task("Nationality", NEW, "/d")]
    ),
    TaskGroup("Send", [Task("Check answers and send", BLOCKED)]),
]
ROWS = [
    Row("Name", "Mai Sample", change="/name", hidden="name"),
    Row("Where", ["Luton", "More than one place"], change="/where"),
    Row("What happened", "First line\nSecond line <b>not bold</b>", change="/what"),
    Row("Reference", "NRM-7K3F-92QD-X"),
]


def clocks() -> list[Clock]:
    why = Why(
        rule="CLK-RG",
        version="2026-01",
        start=MORNING - timedelta(days=4),
        counting="5 working days, the day of receipt is day 0",
        calendar="England and Wales, version 3",
        skipped=[Skipped(date(2031, 3, 15), "Saturday"), Skipped(date(2031, 3, 16), "Sunday")],
        source="Statutory guidance, section 7",
        confidence="Published by the Home Office",
    )
    ours = Why(
        "CLK-CONTACT", "2026-01", TODAY, "1 calendar day", is_our_setting=True, pauses=["2 to 4 March"]
    )
    return [
        Clock("Reasonable grounds decision", date(2031, 3, 12), OVERDUE, why),
        Clock("Recovery period", date(2031, 4, 28), Status("Running", "in-progress"), ours),
        Clock("First contact", date(2031, 3, 14), Status("Due today", "waiting"), ours),
        Clock("Duty to notify", None, Status("Done", "done"), note="Met on 11 March 2031"),
    ]


def case(number: int) -> dict[str, Any]:
    return {
        "reference": f"NRM-7K3F-92Q{number}-X",
        "due": TODAY + timedelta(days=number - 2),
        "owner": ["Casey Worker", "Nobody yet"][number % 2],
        "badges": [[LATE], [CHILD, DETAINED], []][number % 3],
        "status": [OVERDUE, NEW, WAITING, ALLOCATED][number % 4],
        "days": number * 3,
    }


def controls(errors: tuple[FieldError, ...] = ()) -> dict[str, Any]:
    values = {"born_on-day": ("5",), "knows": ("yes",), "needs": ("rest", "food"), "name": ("Mai <Sample>",)}
    return {
        "filled": Filled[Form](values=values, errors=errors),
        "knows": [
            Option("yes", "Yes"),
            Option("roughly", "No, but I know roughly how old they are"),
            Option("unknown", "Not known", divider="or"),
        ],
        "needs": [
            Option("rest", "Somewhere safe to sleep", hint="Tonight"),
            Option("food", "Food"),
            Option("none", "None of these", divider="or", exclusive=True),
        ],
        "nationalities": [Option("VN", "Vietnam"), Option("AL", "Albania"), Option("GB", "United Kingdom")],
    }


ERRORS = (
    FieldError("knows", "Select whether you know their date of birth", "required"),
    FieldError(
        "born_on", "Date of birth must include a month and year", "date-incomplete", ("month", "year")
    ),
    FieldError("name", "Enter their name", "required"),
    FieldError("reasons", "Reasons must be 15,000 characters or fewer", "max-length"),
    FieldError("needs", "Select what they need", "required"),
    FieldError("nationality", "Select a nationality", "required"),
)
