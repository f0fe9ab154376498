"""Whatever was typed about somebody who does not agree is nowhere once the notification is sent."""

import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from tests.desk import Desk
from tests.referral.answers import ADULT, ANONYMOUS, Filled, filled
from tests.running import RunningSystem

from nrm.simulate.staff import Staff
from nrm.simulate.waiting import until
from plumbing.clock import utcnow
from referral.domain.form.content import referral_form
from referral.domain.form.questions import Kind
from referral.domain.form.values import Value

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(900)]

MARK, EMAIL = "Plantedmarker", "plantedmarker@example.org"
IDENTIFYING = (
    "pv-name",
    "pv-contact",
    "someone-else",
    "pv-ho-reference",
    "pv-phone",
    "no-contact",
    "alternative",
)


def marked(answers: Filled) -> Filled:
    """Every field that could say who the person is, holding words that can be found again."""
    return {
        step: {name: mark(name, value) for name, value in given.items()} for step, given in answers.items()
    }


def mark(name: str, value: Value) -> Value:
    field = next(each for step in referral_form().steps.values() for each in step.fields if each.id == name)
    if not name.startswith(IDENTIFYING):
        return value
    match field.kind:
        case Kind.SHORT_TEXT | Kind.LONG_TEXT if "postcode" not in field.rules:
            return f"{MARK} {name}"
        case Kind.EMAIL:
            return EMAIL
        case _:
            return value


@pytest.fixture
async def desk(staff: Staff) -> AsyncIterator[Desk]:
    async with httpx.AsyncClient(timeout=20) as client:
        yield Desk(staff.responder("police"), client)


def files_with_marks(folder: Path) -> list[str]:
    """Tables, write-ahead log, topics, logs and mails are all files of this folder."""
    found = subprocess.run(
        ["grep", "-r", "-l", "-a", "-i", MARK, folder], capture_output=True, text=True, check=False
    )
    return found.stdout.splitlines()


async def test_an_anonymous_notification_leaves_no_identity_anywhere(
    system: RunningSystem, staff: Staff, desk: Desk
) -> None:
    """MH02: the person agreed at first, so everything was asked; then they did not."""
    today = utcnow().date()
    check_answers = await desk.fill_in(marked(filled(referral_form(), ADULT, today)))
    assert MARK in (await desk.send("GET", check_answers)).text
    draft = check_answers.rpartition("/")[0]
    refusing = filled(referral_form(), ANONYMOUS, today)
    path = await desk.answer(f"{draft}/questions/pv-want-to-submit-nrm?change=yes", refusing)
    assert await desk.go_on(path, refusing) == check_answers
    confirmation = (await desk.send("POST", f"{draft}/send")).headers["location"]
    sent = confirmation.rpartition("/")[0]
    whole = await desk.officer.get(f"/v1{sent}")
    assert whole["outcome"] == "dtn"
    assert MARK not in str(whole)
    assert MARK not in (await desk.send("GET", sent)).text
    await heard_by_the_decision_makers(staff, whole["reference"])
    assert files_with_marks(system.folder) == []


async def heard_by_the_decision_makers(staff: Staff, reference: str) -> None:
    """So that the topics have been written to."""

    async def look() -> bool | None:
        items = (await staff.caseworker(0).get("/v1/notifications"))["items"]
        return reference in [each["reference"] for each in items] or None

    await until(look, "the notification to be recorded")


@pytest.fixture(autouse=True)
def a_search_that_finds(tmp_path: Path) -> None:
    """The search would find a mark if there were one."""
    (tmp_path / "planted.bin").write_bytes(b"\x00\xff" + MARK.encode() + b"\x00")
    assert files_with_marks(tmp_path) != []
