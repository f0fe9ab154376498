"""A version of the policy moves open clocks from its day on, and nothing that has ended."""

from datetime import date, timedelta

import pytest
import yaml
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from tests.decision.builders import CASEWORKER, a_ruling, noon
from tests.decision.kept_cases import opened, the_case
from tests.decision.portal_visits import CASEY, LEE, Seen, open_case, see, send
from tests.portals import signed_in

from clocks import Effective, laid_over, read_rules
from decision import commands
from decision.domain.policies import PolicyPublishedBefore, PolicyRefused, read_policy, with_policy
from decision.domain.rules import rule_book
from decision.publishing import policies
from decision.queries.case import explained_clocks
from decision.storage import UnitOfWork
from decision.storage.tables import case_history, plumbing
from plumbing.database import Work

DecisionWork = Work[UnitOfWork]
AT = noon("2026-04-02")

TEN_DAYS = """
policy_versions:
  - id: PV-TEST
    effective_from: 2026-01-01
    what_changed: Ten working days for a reasonable grounds decision
    scope: by receipt
    confidence: C
    sources: []
rules:
  - id: CLK-RG
    kind: target
    title: Reasonable grounds decision
    applies: {nations: [england, wales, scotland, northern-ireland], after: referral.received}
    effective: {from: 2026-01-01, to: null, select_on: received_on}
    starts: the day the competent authority received the referral
    length: {n: 10, unit: working_day, first_day: exclusive}
    calendar: england
    pauses: [rg.suspended]
    ends: {rule: event, of: [rg.decided]}
    on_breach: Flag overdue
    policy_version: PV-TEST
    confidence: C
    sources: []
"""


def changed(**changes: object) -> str:
    content = yaml.safe_load(TEN_DAYS)
    content["rules"][0] |= changes
    return yaml.safe_dump(content)


def test_a_new_version_takes_the_days_it_names_and_leaves_the_others() -> None:
    book = with_policy(rule_book(), read_policy(TEN_DAYS))
    lengths = {day: book.select("CLK-RG", on=date.fromisoformat(day)).length for day in DAYS}
    assert [length.n for length in lengths.values() if length] == [5, 10]
    assert (
        book.as_counted("CLK-RG", policy_version="PV-LEGACY", on=date(2026, 4, 1)).length == lengths[DAYS[0]]
    )


DAYS = ("2025-12-31", "2026-01-01")
SPANS = st.tuples(st.dates(date(2015, 1, 1), date(2030, 1, 1)), st.none() | st.integers(0, 3000))


@given(st.lists(SPANS, max_size=4), st.dates(date(2015, 1, 1), date(2035, 1, 1)))
def test_laying_over_leaves_each_day_the_version_published_last_for_it(
    spans: list[tuple[date, int | None]], day: date
) -> None:
    book = rule_book()
    expected = book.select("CLK-RG", on=day).policy_version
    for number, (first, days) in enumerate(spans):
        last = first + timedelta(days=days) if days is not None else None
        effective = {"from": first, "to": last, "select_on": "received_on"}
        book = laid_over(book, read_rules(changed(effective=effective, policy_version=f"PV-{number}")))
        if Effective.covers(book.rules[-1].effective, day):
            expected = f"PV-{number}"
    assert book.select("CLK-RG", on=day).policy_version == expected


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("rules: [", "The file cannot be read as YAML at line 1", id="no YAML"),
        pytest.param("CLK-RG", "The file: Input should be", id="no mapping"),
        pytest.param("policy_versions: []", "Name one version", id="no version"),
        pytest.param(changed(lenght=3), "rules 1 lenght: Unexpected keyword argument", id="a typing error"),
        pytest.param(changed(id="CLK-NEW"), "CLK-NEW: there is no rule of this name", id="no such rule"),
        pytest.param(
            changed(policy_version="PV-SCA"), "policy_version must be PV-TEST", id="another version"
        ),
        pytest.param(changed(kind="limit"), "kind must stay", id="another kind"),
        pytest.param(changed(pauses=[]), "pauses must stay", id="other pauses"),
        pytest.param(changed(length=None), "a length must be given", id="no length"),
        pytest.param(changed(sources=["S999"]), "say under sources what S999 is", id="no such source"),
        pytest.param(
            changed(confidence="A"), "name a source, or mark the rule C", id="official without a source"
        ),
        pytest.param(
            changed(effective={"from": date(2025, 1, 1), "to": None, "select_on": "received_on"}),
            "it cannot be in force before PV-TEST is",
            id="before its version",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(text: str, problem: str) -> None:
    with pytest.raises(PolicyRefused) as refusal:
        with_policy(rule_book(), read_policy(text))
    assert any(problem in each for each in refusal.value.problems), refusal.value.problems


def test_a_version_is_published_once() -> None:
    book = with_policy(rule_book(), read_policy(TEN_DAYS))
    with pytest.raises(PolicyPublishedBefore):
        with_policy(book, read_policy(TEN_DAYS))


async def published(work: DecisionWork, text: str = TEN_DAYS) -> None:
    async with work() as uow:
        await policies.publish_policy(uow, read_policy(text), by=CASEWORKER, at=AT)


async def recounted(work: DecisionWork) -> None:
    counted = 1
    while counted:
        async with work() as uow:
            counted = await policies.recount_some(uow, at=AT, at_once=1)


async def test_publishing_moves_open_clocks_says_why_and_leaves_ended_ones(work: DecisionWork) -> None:
    open_case, ended_case = await opened(work), await opened(work)
    async with work() as uow:
        await commands.decide_reasonable_grounds(uow, ended_case, a_ruling(at=noon("2026-04-02")), seen=1)
    async with work() as uow:
        preview = await policies.preview_policy(uow, read_policy(TEN_DAYS))
    assert (preview.moved_by_rule, [move.case_id for move in preview.moves]) == ({"CLK-RG": 1}, [open_case])
    await published(work)
    await recounted(work)
    for case_id, due_on, length in ((open_case, "2026-04-17", 10), (ended_case, "2026-04-10", 5)):
        case = await the_case(work, case_id)
        assert case.reasonable_grounds_clock.due_on == date.fromisoformat(due_on)
        async with work() as uow:
            explained = await explained_clocks(uow, case)
        why = next(each for each in explained if each.rule.id == "CLK-RG")
        assert (why.rule.length and why.rule.length.n, why.due and why.due.due_on) == (
            length,
            case.reasonable_grounds_clock.due_on,
        )
    async with work() as uow:
        facts = await uow.session.scalars(
            select(case_history.c.fact).where(case_history.c.name.like("%recomputed%"))
        )
        (fact,) = facts
        (newest,) = await uow.policies.published()
        actions = set(await uow.session.scalars(select(plumbing.audit.c.action)))
    assert (fact["previous_due_on"], fact["due_on"]) == ("2026-04-10", "2026-04-17")
    assert (fact["cause"], fact["policy_version"]) == ("policy_published", "PV-TEST")
    assert (newest.moved, newest.rules, newest.finished_at) == (1, ["CLK-RG"], AT)
    assert "policy_published" in actions


async def test_a_leader_sees_what_would_move_by_rule_and_publishes_it(app: FastAPI) -> None:
    case_id = await open_case(app)
    async with signed_in(app, CASEY) as client:
        assert (await client.get("/policies")).status_code == 403
    async with signed_in(app, LEE) as client:
        assert "Nothing has been published here yet" in (await see(client, "/policies")).text
        refused = await send(client, "/policies/preview", policy=changed(kind="limit", pauses=[]))
        assert refused.status_code == 422
        asked_again = Seen(refused)
        assert "kind must stay" in asked_again.text
        assert "pauses must stay" in asked_again.text
        preview = Seen(await send(client, "/policies/preview", policy=TEN_DAYS))
        assert f"/cases/{case_id}" in preview.response.text
        assert "CLK-RG 1" in preview.text
        assert (await send(client, "/policies", policy=preview.hidden("policy"))).status_code == 303
        page = await see(client, "/policies")
        again = Seen(await send(client, "/policies", policy=TEN_DAYS))
    assert "PV-TEST" in page.text
    assert "10 working days" in page.text
    assert "published before" in again.text
