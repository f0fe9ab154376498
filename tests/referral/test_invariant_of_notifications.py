"""What must never be wrong of a notification about an adult who does not agree (§11, 4)."""

from datetime import UTC, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from tests.referral.answers import TODAY, anonymous_answers
from tests.referral.test_referral import a_draft

from contracts.ids import ReferralId
from referral.domain.form.content import referral_form
from referral.domain.form.questions import Kind, Step
from referral.domain.form.values import Value
from referral.domain.form.walk import walk
from referral.domain.referral import send

FORM = referral_form()
NOON = datetime(2026, 4, 1, 11, tzinfo=UTC)
TEXTS = (Kind.SHORT_TEXT, Kind.LONG_TEXT, Kind.EMAIL, Kind.PHONE)
ANONYMOUS = anonymous_answers(FORM)
ASKED = {step.id for step in walk(FORM, ANONYMOUS, TODAY).path}
NOT_ASKED = [
    step
    for step in FORM.steps.values()
    if step.id not in ASKED and any(field.kind in TEXTS for field in step.fields)
]


@given(st.sets(st.sampled_from([step.id for step in NOT_ASKED]), min_size=1), st.integers(1, 10**9))
def test_invariant_04_a_notification_about_an_adult_who_does_not_agree_holds_nothing_identifying(
    typed_before: set[str], number: int
) -> None:
    """Whatever was typed before the adult declined is neither sent nor announced."""
    marker = f"Marker{number}"
    typed = {step.id: marked(step, marker) for step in NOT_ASKED if step.id in typed_before}
    referral, events = send(
        a_draft({**ANONYMOUS, **typed}),
        FORM,
        referral_id=ReferralId(UUID(int=1)),
        reference="NRM-7K3F-92QD-X",
        at=NOON,
    )
    assert marker not in str(referral.answers)
    assert not any(marker in event.model_dump_json() for event in events)


def test_the_property_covers_the_pages_about_who_the_person_is() -> None:
    assert {"pv-name-referral", "pv-phone-number"} <= {step.id for step in NOT_ASKED}


def marked(step: Step, marker: str) -> dict[str, Value]:
    return {field.id: marker for field in step.fields if field.kind in TEXTS}
