"""What to do next for a person in support, and where that is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from care.domain.placement import STAYING
from care.domain.support_states import MAY_BE_PLACED, SupportState
from care.queries.due import Due
from care.queries.people import Person
from care.queries.pressing import Pressing
from care.queries.stays import Stay
from care.web import paths, words
from care.web.due import to_do
from care.web.edge import Desk
from care.web.words import time_left
from plumbing.govuk.dates import weekday
from plumbing.govuk.parts import Link


@dataclass(frozen=True)
class NextStep:
    """What to do now: words, and where that is done."""

    words: str
    action: str = ""
    href: str = ""
    other: Link | None = None


def next_step(found: Person, presses: Pressing, desk: Desk) -> NextStep:
    """Danger first, then an offer that runs out, where they live, whoever is away or leaving, what is due."""
    return (
        _next_in_danger(found, presses, desk)
        or _next_in_offer(found, presses, desk)
        or _next_in_home(found, presses, desk)
        or _next_in_state(found)
        or _next_in_stay(found, presses, desk)
        or _next_in_support(found, is_prime=desk.is_prime)
    )


def _next_in_danger(found: Person, presses: Pressing, desk: Desk) -> NextStep | None:
    if presses.is_missing:
        return NextStep(IS_MISSING, "Look at who is to be told", paths.person(found.id, "safety"))
    if found.must_move and found.placement_state in STAYING:
        return _next_in_move(found, desk)
    return None


IS_MISSING = "The person is missing. See who has been told, and tell the others."
MUST_MOVE = "The person is not safe in this place, or it can no longer be used. They need another one."


def _next_in_move(found: Person, desk: Desk) -> NextStep:
    if desk.is_prime:
        return NextStep(MUST_MOVE, "Find another place", paths.person(found.id, "place"))
    assert found.placement_id is not None
    return NextStep(MUST_MOVE, "Open the placement", paths.placement(found.placement_id))


def _next_in_offer(found: Person, presses: Pressing, desk: Desk) -> NextStep | None:
    """Nobody has the bed until both have answered, and then nobody may."""
    offer = presses.offer
    if offer is None or offer.expires_at is None or found.state in IN_STATE:
        return None
    awaited = [who for who, waits in _sides(offer) if waits]
    left = time_left(offer.expires_at, desk.at)
    said = f"Bed {offer.bed_code} is offered. The answer of {' and of '.join(awaited)} is awaited: {left}."
    return NextStep(said, "Record the answer", paths.placement(offer.id))


def _sides(offer: Stay) -> Sequence[tuple[str, bool]]:
    return ("the person", offer.awaits_person), ("the provider", offer.awaits_provider)


def _next_in_home(found: Person, presses: Pressing, desk: Desk) -> NextStep | None:
    """AC-6: where they live was found not to suit them, until somebody says what is done about it."""
    if found.state not in MAY_BE_PLACED:
        return None
    if presses.is_asked_whether_to_move:
        return NextStep(DOES_NOT_SUIT, "Look at where they live", paths.person(found.id, "moves"))
    if presses.move_awaits_answer and desk.is_prime:
        return NextStep(MOVE_ASKED, "Answer the request for a move", paths.person(found.id, "do/move-answer"))
    return None


DOES_NOT_SUIT = (
    "Where they live does not suit them. Ask the network for a move, or record that they stay."
    " Ask the person first: nothing is done without their word."
)
MOVE_ASKED = "Another place was asked for, because where they live does not suit the person."


def _next_in_stay(found: Person, presses: Pressing, desk: Desk) -> NextStep | None:
    """For whoever supports somebody who lives in a house."""
    if found.placement_state not in STAYING or found.agreement_withdrawn_at or found.referral_withdrawn_at:
        return None
    assert found.placement_id is not None
    assert found.departure_on is not None
    if found.departure_on < desk.today:
        return NextStep(
            f"They were to leave bed {found.bed_code} by {weekday(found.departure_on)}. Record that they"
            " left, or that they are still here.",
            "Open the placement",
            paths.placement(found.placement_id),
        )
    return None if desk.is_prime or presses.next_due is None else _next_due(presses.next_due, desk.today)


def _next_due(due: Due, today: date) -> NextStep:
    what, href = to_do(due)
    late = "It is overdue: it was due" if due.due_on < today else "Due"
    return NextStep(f"{what}. {late} by {weekday(due.due_on)}.", what, href)


def _next_in_support(found: Person, *, is_prime: bool) -> NextStep:
    if found.agreement_withdrawn_at is not None or found.referral_withdrawn_at is not None:
        return _next_after_withdrawal(found)
    if found.placement_id is not None:
        return _next_in_placement(found)
    if is_prime and _is_to_choose(found):
        return _next_in_choosing(found)
    if found.may_be_placed:
        return _next_in_placing(found)
    if found.stays_where_they_live and found.state in MAY_BE_PLACED:
        return NextStep(OUTREACH, "Review their needs", paths.person(found.id, "do/needs-review"))
    if found.contact_made_at is None:
        return _next_in_contact(found, is_prime=is_prime)
    if found.assessed_at is None and is_prime:
        return NextStep(
            "Record what the initial assessment found.",
            "Record the assessment",
            paths.person(found.id, "assessment"),
        )
    return NextStep(WAITING.get(found.state, "Nothing is to be done now."))


def _is_to_choose(found: Person) -> bool:
    """Not in an emergency: a bed comes first then, and whoever has it supports the person."""
    is_supported = found.state in MAY_BE_PLACED and found.state is not SupportState.EMERGENCY
    return is_supported and found.has_consented and found.provider_id is None


def _next_in_choosing(found: Person) -> NextStep:
    by = f" by {weekday(found.allocation_due_on)}" if found.allocation_due_on else ""
    said = f"No provider supports the person yet. Choose one{by}."
    if not found.may_be_placed:
        return NextStep(said, CHOOSE, paths.person(found.id, "provider"))
    finding = _next_in_placing(found)
    either = f"{said} Or find a bed: whoever has it then supports them."
    there = Link(finding.action, finding.href)
    return NextStep(either, CHOOSE, paths.person(found.id, "provider"), other=there)


CHOOSE = "Choose a provider"
OUTREACH = (
    "The person is supported where they live, as it is safe and suitable. They are given a place when a"
    " review of their needs shows that it no longer is."
)
WAITING = {
    SupportState.AWAITING_RG: "Wait for the reasonable grounds decision. You will see it here.",
    SupportState.CLOSED: "Support has ended.",
    SupportState.DECLINED: "The person does not want support. They may be referred again.",
    SupportState.WITHDRAWN: "The person has withdrawn. They may be referred again.",
}
COME_BACK = "The decision is, or was, looked at again, so the person may come back to support. Ask them."
IN_STATE = {
    SupportState.SUSPENDED: "The person is away. Support stands still until they are back.",
    SupportState.EXITED: "The person has left support. Nothing is to be done unless they come back.",
    SupportState.REACH_IN: "The person has left support. Help them with information when they ask for it.",
}
LEAVING = {
    SupportState.MOVE_ON: "The person is moving on. Assess what they still need, and plan what comes next.",
    SupportState.EXTENDED: "The person has more support. Plan what comes next.",
    SupportState.EXITING_NEGATIVE: "Support ends after a negative decision. Plan what comes next.",
    SupportState.EXTENSION_GRANTED: "The person may stay until the extension ends. Plan what comes next.",
}


def _next_in_state(found: Person) -> NextStep | None:
    """Whoever is away, has left, or is leaving from where they live: that comes before anything else."""
    there = paths.person(found.id, "leaving")
    if found.may_re_enter_since is not None:
        return NextStep(COME_BACK, "Look at leaving and coming back", there)
    if found.state in IN_STATE:
        return NextStep(IN_STATE[found.state], "Look at leaving and coming back", there)
    if found.state in LEAVING and found.placement_state in STAYING:
        return NextStep(LEAVING[found.state], "Look at what is to be done", there)
    return None


NO_SUPPORT = (
    "The person no longer agrees to support. Talk with them about what they want. They are offered no new "
    "place, and stay where they are until they leave."
)
NO_REFERRAL = (
    "The person no longer agrees to the referral. The decision makers look into it. Support goes on until "
    "they close the case."
)


def _next_after_withdrawal(found: Person) -> NextStep:
    said = NO_SUPPORT if found.agreement_withdrawn_at is not None else NO_REFERRAL
    if found.placement_id is None:
        return NextStep(said)
    return NextStep(said, "Open the placement", paths.placement(found.placement_id))


def _next_in_placing(found: Person) -> NextStep:
    if found.has_family:
        there = paths.person(found.id, "family/place")
        return NextStep(_may_be_placed(found), "Find a place for the family", there)
    return NextStep(_may_be_placed(found), "Find a bed", paths.person(found.id, "place"))


def _may_be_placed(found: Person) -> str:
    if found.state is SupportState.EMERGENCY:
        return "Emergency accommodation is needed before the decision."
    return "The person may be given a place."


def _next_in_contact(found: Person, *, is_prime: bool) -> NextStep:
    if not is_prime:
        return NextStep("The prime contractor makes the first contact.")
    first = "A safe place is needed tonight. " if found.needs_place_now else ""
    return NextStep(first + _how_to_reach(found), "Record contact", paths.person(found.id, "contact"))


def _how_to_reach(found: Person) -> str:
    if found.needs_contact_details:
        return "No safe contact was given. Ask the first responder or a lawyer for details."
    return "Try at different times of day until you reach the person."


def _next_in_placement(found: Person) -> NextStep:
    assert found.placement_id is not None
    assert found.placement_state is not None
    status = words.PLACEMENT_STATES[found.placement_state]
    return NextStep(
        f"Bed {found.bed_code}: {status.text.lower()}.",
        "Open the placement",
        paths.placement(found.placement_id),
    )
