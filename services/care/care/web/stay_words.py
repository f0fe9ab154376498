"""What can still be done about a placement, and what has happened to it, in words."""

from datetime import date

from care.domain.changes import Change, PlacementChange
from care.domain.placement import EXPECTED, HAS_ARRIVED, STAYING, PlacementState
from care.queries.stays import Stay
from care.web import paths, words
from plumbing.govuk.dates import day
from plumbing.govuk.parts import Entry, Link

CHANGES: dict[Change, str] = {
    Change.ARRIVED: "Arrived",
    Change.ARRIVAL_AMENDED: "Arrival corrected",
    Change.DEPARTED: "Left",
    Change.DEPARTURE_AMENDED: "Departure corrected",
    Change.EXTENDED: "Stay made longer",
    Change.SHORTENED: "Stay made shorter",
    Change.OVERSTAYED: "Still here after the expected departure",
    Change.TURNAROUND: "Preparing the bed changed",
    Change.CANCELLED: "Cancelled",
    Change.CANCELLATION_AMENDED: "Reason of the cancellation corrected",
    Change.NO_SHOW: "Did not come",
    Change.DISPLACED: "Bed taken out of use in an emergency",
    Change.NO_LONGER_DISPLACED: "Bed can be used after all",
    Change.WENT_AWAY: "Went away",
    Change.CAME_BACK: "Came back",
}


def more_to_do(stay: Stay, today: date, *, is_prime: bool) -> list[Link]:
    """Beside the next step: rarer things, in the order in which they happen in a stay."""
    state = stay.state
    acts = (
        ("journey", "Arrange who drives them to the house", is_prime and state in EXPECTED),
        ("welcome", "Record what they were given on arrival", state in STAYING),
        ("extend", "Make the stay longer or shorter", state in EXPECTED | STAYING),
        ("no-show", "They did not come", state in EXPECTED and stay.arrival_on <= today),
        ("overstay", "They are still here after they were to leave", state in STAYING),
        ("arrive", "Correct the day of arrival", state in HAS_ARRIVED),
        ("depart", "Correct the departure", state is PlacementState.DEPARTED),
        ("cancel", "Correct the reason of the cancellation", state is PlacementState.CANCELLED),
        ("turnaround", "Change how long the bed is prepared", state in EXPECTED | HAS_ARRIVED),
    )
    return [Link(label, paths.placement(stay.id, act)) for act, label, applies in acts if applies]


def told(change: PlacementChange) -> Entry:
    return Entry(CHANGES[change.kind], change.made_at, text="\n".join(_lines(change)))


def _lines(change: PlacementChange) -> list[str]:
    before, after = change.before, change.after
    lines = [
        ("Arrival", day(before.arrival_on), day(after.arrival_on)),
        ("Departure", day(before.departure_on), day(after.departure_on)),
        ("Working days to prepare the bed", str(before.turnaround_days), str(after.turnaround_days)),
    ]
    said = [f"{name}: {new}, before {old}" for name, old, new in lines if old != new]
    if change.is_authorised is not None:
        said.append("Authorised" if change.is_authorised else "Not authorised")
    return [*said, words.word_for(change.reason)] if change.reason else said
