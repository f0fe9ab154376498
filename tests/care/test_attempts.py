"""When to try again to reach somebody, and what the prime's page keeps of each attempt."""

from datetime import datetime
from uuid import uuid4

import pytest
from fastapi import FastAPI
from tests.care.portal import prime, read, send, worker
from tests.care.scenes import RULES, a_referral
from tests.care.town import Town, hear

from care.domain.attempts import ContactAttempt, Result, Way, next_try
from care.queries.people import Person
from care.web.attempt_words import tried as in_a_list
from clocks.days import LONDON
from contracts.ids import SupportCaseId
from plumbing.clock import utcnow


def at(text: str) -> datetime:
    """A day of March 2025 and a time, in London."""
    return datetime.fromisoformat(f"2025-03-{text}").replace(tzinfo=LONDON)


def tried(*texts: str, way: Way = Way.TELEPHONE) -> list[ContactAttempt]:
    return [
        ContactAttempt(
            id=uuid4(),
            support_case_id=SupportCaseId(uuid4()),
            way=way,
            result=Result.NO_ANSWER,
            tried_at=at(text),
            tried_by="the prime",
        )
        for text in texts
    ]


MORNING, AFTERNOON, EVENING = "03T09:00", "03T14:00", "03T18:00"


@pytest.mark.parametrize(
    ("before", "now", "part", "from_at"),
    [
        pytest.param((), "03T09:00", "morning", "03T09:00", id="the first time: now"),
        pytest.param((), "03T22:00", "morning", "04T08:00", id="never at night"),
        pytest.param((MORNING,), "03T09:05", "afternoon", "03T12:00", id="after the morning"),
        pytest.param((MORNING, AFTERNOON), "03T14:05", "evening", "03T17:00", id="then the evening"),
        pytest.param((MORNING, AFTERNOON, EVENING), "03T18:05", "morning", "04T08:00", id="then again"),
        pytest.param((MORNING,), "03T20:59", "evening", "03T20:59", id="the last minute of the evening"),
        pytest.param((MORNING,), "03T21:00", "afternoon", "04T12:00", id="and the first of the night"),
    ],
)
def test_lc_1_another_time_of_day_is_suggested_for_the_next_attempt(
    before: tuple[str, ...], now: str, part: str, from_at: str
) -> None:
    following = next_try(tried(*before), RULES.hours_to_call, at=at(now))
    assert (following.part, following.from_at) == (part, at(from_at))


@pytest.mark.parametrize(
    ("has_safe_contact", "before", "now", "count", "following", "is_now"),
    [
        pytest.param(True, (), "03T09:00", "Not tried yet", "Try now", True, id="at once"),
        pytest.param(
            True, (), "03T22:00", "Not tried yet", "Next on 4 March 2025 from 08:00", False, id="night"
        ),
        pytest.param(True, (MORNING,), "03T09:05", "Tried once", "Next today from 12:00", False, id="later"),
        pytest.param(
            False, (), "03T09:00", "Not tried yet", "Ask others for details", False, id="nothing known"
        ),
    ],
)
def test_lc_1_a_list_says_how_often_somebody_was_tried_and_when_to_try_next(
    has_safe_contact: bool, before: tuple[str, ...], now: str, count: str, following: str, is_now: bool
) -> None:
    person = Person(
        **(dict.fromkeys(Person.__dataclass_fields__) | {"id": uuid4(), "has_safe_contact": has_safe_contact})  # type: ignore[arg-type]
    )
    said = in_a_list(person, tried(*before), RULES.hours_to_call, at(now))
    assert (said.count, said.next, said.is_now) == (count, following, is_now)


def test_lc_1_asking_a_lawyer_in_the_morning_is_no_attempt_to_reach_the_person_then() -> None:
    asked = tried(MORNING, way=Way.LAWYER)
    assert next_try(asked, RULES.hours_to_call, at=at("03T09:05")).from_at == at("03T09:05")


async def test_lc_1_lc_2_the_prime_logs_attempts_until_the_person_is_reached(
    app: FastAPI, town: Town
) -> None:
    person = await hear(town.work, a_referral(submitted_at=utcnow()))
    here = f"/people/{person}/attempts"
    async with prime(app) as client:
        shown = await read(client, here)
        assert "Nobody has tried yet." in shown
        assert "Not tried yet" in await read(client, "/requests?name=contact")
        assert "Ask the first responder or a lawyer to confirm details" in shown
        assert "left" in shown
        await send(client, here, 422, way="telephone")
        await send(client, here, way="telephone", result="no_answer", note="Rang ten times")
        await send(client, here, way="first_responder", result="asked_for_details")
        shown = await read(client, here)
        assert "Telephone, to the person: no answer" in shown
        assert "Rang ten times" in shown
        assert "Nobody else has been asked yet" not in shown
        queue = await read(client, "/requests?name=contact")
        for words in ("Tried 2 times", "By way of the first responder: asked for details"):
            assert words in queue, "nobody opens each person to know whom to try next"
        assert "Rang ten times" not in queue
        assert here in (await client.get(f"/people/{person}/contact")).text
        await send(client, f"/people/{person}/contact", was_reached="yes")
        assert "Hold the initial assessment" in await read(client, here)
        await send(client, here, 422, way="telephone", result="no_answer")
    async with worker(app) as client:
        assert (await client.get(here)).status_code == 403
