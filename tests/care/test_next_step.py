"""What a person's page says to do next, when something presses more than the stage of their support."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest

from care.domain.offer import OfferState
from care.domain.placement import PlacementState
from care.domain.support_states import SupportState
from care.queries.due import Due
from care.queries.people import Person
from care.queries.pressing import Pressing
from care.queries.stays import Stay
from care.web.next_step import next_step

TODAY = date(2026, 7, 8)
NOW = datetime(2026, 7, 8, tzinfo=UTC)
ID = UUID(int=1)
USUAL = dict.fromkeys(Person.__dataclass_fields__)
PLAN = Due(ID, "NRM-7K3F-92QD-X", "CARE-PLAN-FIRST", date(2026, 7, 14), None)


def living(**changes: object) -> Person:
    here = {
        "id": ID,
        "state": SupportState.RECOVERY,
        "placement_id": UUID(int=2),
        "placement_state": PlacementState.IN_RESIDENCE,
        "bed_code": "LON-02-B",
        "departure_on": TODAY + timedelta(days=20),
    }
    return Person(**(USUAL | here | changes))  # type: ignore[arg-type]  # the rest is not read here


def waiting(**changes: object) -> Person:
    nowhere = {"placement_id": None, "placement_state": None, "has_consented": True}
    due = {"stays_where_they_live": False, "allocation_due_on": date(2026, 7, 10)}
    return living(**(nowhere | due | changes))


OFFER = Stay(
    **(
        dict.fromkeys(Stay.__dataclass_fields__)  # type: ignore[arg-type]  # the rest is not read here
        | {"id": UUID(int=3), "bed_code": "LON-09-A", "offer_state": OfferState.OPEN}
        | {"expires_at": NOW + timedelta(hours=4)}
    )
)


@pytest.mark.parametrize(
    ("found", "presses", "is_prime", "says", "leads_to"),
    [
        (living(must_move=True), Pressing(is_missing=True), False, "The person is missing.", "/safety"),
        (living(must_move=True), Pressing(next_due=PLAN), False, "not safe in this place", "/placements/"),
        (living(must_move=True), Pressing(), True, "not safe in this place", "/place"),
        (
            living(departure_on=TODAY - timedelta(days=1)),
            Pressing(next_due=PLAN),
            False,
            "were to leave bed LON-02-B by Tuesday 7 July 2026",
            "/placements/",
        ),
        (living(departure_on=TODAY), Pressing(), False, "Bed LON-02-B: living here.", "/placements/"),
        (
            living(),
            Pressing(next_due=PLAN),
            False,
            "Agree the first plan. Due by Tuesday 14 July 2026.",
            "/plan",
        ),
        (living(), Pressing(next_due=PLAN), True, "Bed LON-02-B: living here.", "/placements/"),
        (
            living(
                state=SupportState.CONTACTING, place_tonight_at=NOW, placement_id=None, placement_state=None
            ),
            Pressing(),
            True,
            "A safe place is needed tonight. No safe contact was given.",
            "/contact",
        ),
        (living(), Pressing(offer=OFFER, next_due=PLAN), False, "LON-09-A is offered", "/placements/"),
        (
            living(),
            Pressing(offer=OFFER),
            True,
            "The answer of the person and of the provider is awaited: 4 hours left.",
            "/placements/",
        ),
        (
            living(),
            Pressing(is_asked_whether_to_move=True, next_due=PLAN),
            False,
            "does not suit them. Ask the network for a move, or record that they stay.",
            "/moves",
        ),
        (living(), Pressing(move_awaits_answer=True), True, "Another place was asked for", "/do/move-answer"),
        (living(), Pressing(move_awaits_answer=True, next_due=PLAN), False, "Agree the first plan", "/plan"),
        (waiting(), Pressing(), True, "yet. Choose one by Friday 10 July 2026. Or find a bed", "/provider"),
        (waiting(stays_where_they_live=True), Pressing(), True, "Choose one by", "/provider"),
        (waiting(provider_id="HES"), Pressing(), True, "The person may be given a place", "/place"),
        (waiting(state=SupportState.EMERGENCY), Pressing(), True, "Emergency accommodation", "/place"),
        (
            living(state=SupportState.SUSPENDED),
            Pressing(next_due=PLAN),
            False,
            "The person is away.",
            "/leaving",
        ),
    ],
)
def test_what_presses_most_is_said_first(
    found: Person, presses: Pressing, is_prime: bool, says: str, leads_to: str
) -> None:
    desk = SimpleNamespace(today=TODAY, at=NOW, is_prime=is_prime)
    step = next_step(found, presses, desk)  # type: ignore[arg-type]  # the desk's day and side are all it reads
    assert says in step.words
    assert leads_to in step.href
