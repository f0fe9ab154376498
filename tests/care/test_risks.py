"""How grave an incident is, whom to tell of somebody missing, and what may be told outside."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import get_args
from uuid import uuid4

import pytest
from tests.care.scenes import HESTIA, HESTIA_WORKER, MEDAILLE, MONDAY_3_MARCH, PRIME, RULES, noon

from care.domain.complaints import About, Alternative, AskedToLeave, Complaint, Outcome
from care.domain.disclosure import Asker, DisclosureRequest, DisclosureState, Item, check_items, extract
from care.domain.incidents import (
    ALWAYS_CRITICAL,
    Category,
    Happening,
    Incident,
    IncidentId,
    Severity,
    report_due,
)
from care.domain.missing_people import Ending, EpisodeId, MissingEpisode, Telling, release_allowed_from
from care.domain.refusals import Code, Refused
from care.domain.revealing import driver_may_read, reveal
from contracts import care_risk
from contracts.ids import PlacementId, PremisesId, SupportCaseId

NOON = noon("3")


def code_of(act: Callable[[], None]) -> Code | None:
    try:
        act()
    except Refused as refused:
        return refused.code
    return None


def an_incident(category: Category = Category.THEFT, severity: Severity = Severity.OTHER) -> Incident:
    due = report_due(severity, NOON, RULES)
    return Incident(
        id=IncidentId(uuid4()),
        support_case_id=SupportCaseId(uuid4()),
        referral_id=uuid4(),
        provider_id=HESTIA,
        category=category,
        severity=severity,
        known_at=NOON,
        recorded_at=NOON,
        recorded_by="a worker",
        due_at=due.expires_at,
        rule=due.rule.id,
        policy_version=due.rule.policy_version,
    )


def test_ri_6_every_category_has_a_place() -> None:
    assert len(Category) == 16


@pytest.mark.parametrize(
    ("severity", "known", "due"),
    [
        ("critical", "2025-03-03T12:00", "2025-03-03T14:00"),
        ("serious", "2025-03-07T18:00", "2025-03-08T18:00"),
        ("other", "2025-03-03T12:00", "2025-03-07T00:00"),
        ("other", "2025-04-17T12:00", "2025-04-24T23:00"),  # over Easter, and in summer time
    ],
)
def test_ri_7_the_graver_the_sooner_it_is_reported(severity: str, known: str, due: str) -> None:
    found = report_due(Severity(severity), datetime.fromisoformat(known).replace(tzinfo=UTC), RULES)
    assert found.expires_at == datetime.fromisoformat(due).replace(tzinfo=UTC)
    assert found.rule.confidence.name == "OUR_SETTING"


@pytest.mark.parametrize("category", sorted(ALWAYS_CRITICAL))
def test_ri_7_some_kinds_are_always_critical(category: Category) -> None:
    Happening(category=category, severity=Severity.CRITICAL, known_at=NOON).check(at=NOON)
    with pytest.raises(Refused) as refused:
        Happening(category=category, severity=Severity.SERIOUS, known_at=NOON).check(at=NOON)
    assert refused.value.code is Code.ALWAYS_CRITICAL


def test_an_incident_is_known_after_it_happened_and_before_it_is_written_down() -> None:
    hour = timedelta(hours=1)
    theft = {"category": Category.THEFT, "severity": Severity.OTHER}
    Happening(**theft, known_at=NOON, occurred_at=NOON).check(at=NOON)  # type: ignore[arg-type]
    for known_at, occurred_at in ((NOON, NOON + hour), (NOON + hour, NOON)):
        with pytest.raises(Refused):
            Happening(**theft, known_at=known_at, occurred_at=occurred_at).check(at=NOON)  # type: ignore[arg-type]


def test_an_incident_is_reported_once_and_late_from_the_instant_it_is_due() -> None:
    in_time, late = an_incident(), an_incident()
    (event,) = in_time.report(by="a worker", at=in_time.due_at - timedelta(seconds=1))
    late.report(by="a worker", at=late.due_at)
    assert (in_time.is_late, late.is_late) == (False, True)
    assert isinstance(event, care_risk.IncidentReported)
    with pytest.raises(Refused):
        late.report(by="a worker", at=late.due_at)


def test_lc_6_a_safeguarding_incident_closes_only_after_safeguarding_was_told() -> None:
    incident = an_incident(Category.SAFEGUARDING_CHILD, Severity.SERIOUS)
    with pytest.raises(Refused):
        incident.close(by="a manager", at=NOON)
    incident.report(by="a worker", at=NOON)
    with pytest.raises(Refused) as refused:
        incident.close(by="a manager", at=NOON)
    assert refused.value.code is Code.SAFEGUARDING_NOT_TOLD
    incident.tell_safeguarding(at=NOON)
    incident.close(by="a manager", at=NOON)
    assert incident.closed_by == "a manager"


def test_what_an_event_calls_grave_is_what_we_call_grave() -> None:
    assert set(get_args(care_risk.Severity)) == {severity.value for severity in Severity}


def an_episode() -> MissingEpisode:
    return MissingEpisode(
        id=EpisodeId(uuid4()),
        support_case_id=SupportCaseId(uuid4()),
        referral_id=uuid4(),
        provider_id=HESTIA,
        placement_id=PlacementId(uuid4()),
        last_seen_at=NOON,
        noticed_at=NOON,
        noticed_by="a worker",
        bed_kept_until=release_allowed_from(NOON, RULES),
        rule="CARE-BED-HOLD",
        policy_version="care-2009",
    )


def test_ri_2_everybody_who_must_know_is_told_in_order_and_the_first_time_counts() -> None:
    episode = an_episode()
    assert episode.still_to_tell == tuple(Telling)
    episode.tell(Telling.POLICE, at=NOON)
    episode.tell(Telling.POLICE, at=NOON + timedelta(hours=1))
    assert episode.told_at == {Telling.POLICE: NOON}
    assert episode.still_to_tell[0] is Telling.MARKER


def test_ri_4_a_manager_may_release_the_bed_72_hours_after_the_person_was_last_seen() -> None:
    episode, kept_until = an_episode(), NOON + timedelta(hours=72)
    assert episode.bed_kept_until == kept_until
    refused = [
        (True, kept_until - timedelta(seconds=1), Code.BED_STILL_KEPT),
        (False, kept_until, Code.FORBIDDEN),
    ]
    for is_manager, at, code in refused:
        with pytest.raises(Refused) as found:
            episode.release_bed(is_manager=is_manager, at=at)
        assert found.value.code is code
    assert episode.release_bed(is_manager=True, at=kept_until) == episode.placement_id
    with pytest.raises(Refused):
        episode.release_bed(is_manager=True, at=kept_until)


def test_ri_5_an_episode_ends_once() -> None:
    episode = an_episode()
    assert isinstance(episode.begin()[0], care_risk.PersonReportedMissing)
    assert isinstance(episode.end(Ending.RETURNED, at=NOON)[0], care_risk.PersonFound)
    with pytest.raises(Refused):
        episode.end(Ending.RETURNED, at=NOON)


@pytest.mark.parametrize(
    ("warned", "why", "told", "is_manager", "code"),
    [
        (True, "", True, True, None),
        (False, "a warning would have put the others in danger", True, True, None),
        (False, " ", True, True, Code.REASON_REQUIRED),
        (True, "", False, True, Code.PRIME_NOT_TOLD),
        (True, "", True, False, Code.FORBIDDEN),
    ],
)
def test_ri_9_asking_somebody_to_leave_takes_a_warning_an_alternative_a_manager_and_the_prime(
    warned: bool, why: str, told: bool, is_manager: bool, code: Code | None
) -> None:
    asked = AskedToLeave(
        warned_on=MONDAY_3_MARCH if warned else None,
        why_no_warning=why,
        alternative=Alternative.ANOTHER_HOUSE,
        is_prime_told=told,
    )
    assert code_of(partial(asked.check, is_manager=is_manager, today=MONDAY_3_MARCH)) is code


def test_ex_11_a_complaint_is_answered_once_by_somebody_else() -> None:
    complaint = Complaint(
        id=uuid4(),
        support_case_id=SupportCaseId(uuid4()),
        provider_id=HESTIA,
        about=About.EXTENSION_NOT_ASKED,
        received_on=MONDAY_3_MARCH,
        recorded_at=NOON,
        recorded_by="a worker",
    )
    with pytest.raises(Refused) as refused:
        complaint.answer(Outcome.UPHELD, by="a worker", at=NOON)
    assert refused.value.code is Code.FORBIDDEN
    complaint.answer(Outcome.UPHELD, by="a manager", at=NOON)
    with pytest.raises(Refused):
        complaint.answer(Outcome.NOT_UPHELD, by="another manager", at=NOON)


@pytest.mark.parametrize(
    ("asker", "items", "code"),
    [
        (Asker.COMPETENT_AUTHORITY, ["date of arrival", "region of placement"], None),
        (Asker.COMPETENT_AUTHORITY, ["the whole case file"], Code.MUST_NAME_FACTS),
        (Asker.COMPETENT_AUTHORITY, ["date of arrival", "case_notes"], Code.MUST_NAME_FACTS),
        (Asker.COMPETENT_AUTHORITY, [], Code.MUST_NAME_FACTS),
        (Asker.COMPETENT_AUTHORITY, ["  "], Code.MUST_NAME_FACTS),
        (Asker.COMPETENT_AUTHORITY, ["privileged letter of 3 March"], Code.PRIVILEGED),
        (Asker.POLICE, ["what the solicitor said: legal advice"], Code.PRIVILEGED),
        (Asker.POLICE, ["records of visits in March"], None),
    ],
)
def test_vi_2_facts_may_be_asked_for_not_files_and_never_what_is_privileged(
    asker: Asker, items: list[str], code: Code | None
) -> None:
    assert code_of(partial(check_items, asker, [Item(each) for each in items])) is code


def a_request(asker: Asker = Asker.POLICE) -> DisclosureRequest:
    return DisclosureRequest(
        id=uuid4(),
        support_case_id=SupportCaseId(uuid4()),
        provider_id=HESTIA,
        asker=asker,
        asked_on=MONDAY_3_MARCH,
        recorded_at=NOON,
        recorded_by="a worker",
    )


def test_vi_1_a_request_is_released_by_a_second_person_and_expires() -> None:
    request, until = a_request(), NOON + timedelta(days=14)
    with pytest.raises(Refused):
        request.release(by="a worker", until=until, at=NOON)
    request.release(by="a manager", until=until, at=NOON)
    assert request.is_open_to_read(until - timedelta(seconds=1))
    assert not request.is_open_to_read(until)
    with pytest.raises(Refused):
        request.refuse(by="a manager", at=NOON)


def test_vi_1_what_may_not_be_answered_is_refused_at_once_and_kept() -> None:
    request = a_request(Asker.COMPETENT_AUTHORITY)
    request.judge([Item("everything you have")], at=NOON)
    assert (request.state, request.refused_for) == (DisclosureState.REFUSED, Code.MUST_NAME_FACTS)


def test_vi_2_the_extract_holds_the_named_facts_and_nothing_else() -> None:
    assert extract(["date of arrival", "region"], ["10 March", "", "asthma"]) == {0: "10 March"}


def test_vi_5_an_address_is_shown_to_who_may_act_on_the_house_and_never_without_a_reason() -> None:
    house = PremisesId(uuid4())
    assert reveal(house, HESTIA, " a taxi ", actor=HESTIA_WORKER, at=NOON).reason == "a taxi"
    assert reveal(house, HESTIA, "a taxi", actor=PRIME, at=NOON).of_organisation == "TSA"
    for provider, reason, code in ((HESTIA, " ", Code.REASON_REQUIRED), (MEDAILLE, "a taxi", Code.FORBIDDEN)):
        with pytest.raises(Refused) as refused:
            reveal(house, provider, reason, actor=HESTIA_WORKER, at=NOON)
        assert refused.value.code is code


@pytest.mark.parametrize(
    ("hours", "may"), [(-1, False), (0, True), (6, True), (16, True), (17, True), (18, False)]
)
def test_vi_9_a_driver_reads_the_address_from_the_day_until_12_hours_after_the_journey(
    hours: int, may: bool
) -> None:
    done_at = NOON + timedelta(hours=6)
    at, setting = NOON + timedelta(hours=hours), RULES.number("driver_hours_after")
    assert driver_may_read(at, starts_at=NOON, done_at=done_at, hours=setting) is may
