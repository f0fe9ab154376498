"""What a first responder sees has happened, newest first."""

from datetime import UTC, date, datetime

from contracts.ids import ReferralId
from plumbing.identifiers import new_id
from referral.domain.stages import Journey
from referral.web.sent import _entries, _latest

SENT = datetime(2026, 4, 1, 9, tzinfo=UTC)


def test_what_is_known_only_by_its_day_stands_after_the_rest_of_that_day() -> None:
    journey = Journey(
        referral_id=ReferralId(new_id()),
        case_opened_at=datetime(2026, 4, 1, 10, tzinfo=UTC),
        support_started_on=date(2026, 4, 1),
    )
    entries = sorted(_entries(SENT, journey), key=_latest, reverse=True)
    assert [entry.title for entry in entries] == [
        "Support began",
        "The decision makers opened a case",
        "You sent this",
    ]
    assert [entry.is_whole_day for entry in entries] == [True, False, False]


def test_the_final_decision_stands_above_the_first_in_plain_words() -> None:
    journey = Journey(
        referral_id=ReferralId(new_id()),
        outcome="positive",
        decided_at=datetime(2026, 4, 10, 10, tzinfo=UTC),
        final_outcome="negative",
        finally_decided_at=datetime(2026, 6, 1, 10, tzinfo=UTC),
    )
    newest = max(_entries(SENT, journey), key=_latest)
    assert newest.title == "Final decision made"
    assert newest.text == "The decision makers do not find that the person is a victim of modern slavery."
