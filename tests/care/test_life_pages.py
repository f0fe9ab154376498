"""The pages of a life in support: what is offered to whom, what is kept sealed, what programs may do."""

from typing import Any

import httpx
from fastapi import FastAPI
from tests.care.portal import TODAY, day_boxes, prime, read, ready_to_place, send, supported, text_of, worker
from tests.care.scenes import MEDAILLE
from tests.care.test_money_pages import manager
from tests.care.town import Town

from care.commands import hearing
from care.domain.heard import About, DecisionHeard, Grounds, LetterHeard, What
from care.domain.rulebook import rules_as_shipped
from clocks.days import first_instant_of
from contracts.ids import ReferralId, SupportCaseId

MARKER = "Marker words about asthma"
RULES = rules_as_shipped()


async def supported_by_hestia(town: Town) -> SupportCaseId:
    return await supported(town, await ready_to_place(town))


async def conclude(town: Town, person: SupportCaseId, outcome: Grounds) -> None:
    """Decided and received today."""
    at = first_instant_of(TODAY)
    about = About.CONCLUSIVE_GROUNDS
    decided = DecisionHeard(what=What.DECIDED, at=at, on=TODAY, about=about, outcome=outcome)
    async with town.work() as uow:
        case = await uow.cases.get(person)
        referral_id = ReferralId(case.referral_id)
        letter = LetterHeard(
            decision_id=case.referral_id,
            recipient="person",
            about=about,
            outcome=outcome,
            sent_at=at,
            received_on=TODAY,
        )
        await hearing.hear_decision(uow, referral_id, decided, rules=RULES, at=at)
        await hearing.hear_letter(uow, referral_id, letter, rules=RULES, at=at)


async def do(client: httpx.AsyncClient, person: SupportCaseId, act: str, **values: Any) -> httpx.Response:
    return await send(client, f"/people/{person}/do/{act}", **values)


async def test_lc_9_a_worker_plans_early_keeps_in_touch_and_asks_once(app: FastAPI, town: Town) -> None:
    person = await supported_by_hestia(town)
    async with worker(app) as client:
        shown = await read(client, f"/people/{person}/plan")
        for words in ("First journey plan", "Our setting, not official", "Add a goal to the journey plan"):
            assert words in shown
        assert "A need was asked about again" not in shown
        due = await read(client, "/due")
        assert "Agree the first plan for NRM-7K3F-92QD-X" in due
        assert "Overdue" in due
        goal = {"need": "health", "wish": MARKER, "action": "Register with a doctor", "is_persons_own": "no"}
        await do(client, person, "goal", **goal, **day_boxes("due_on", 14))
        await do(client, person, "review", is_agreed="yes", **day_boxes("held_on", 0))
        await do(client, person, "contact-log", kind="visit", summary=MARKER, **day_boxes("happened_on", 0))
        await do(client, person, "needs", health=MARKER, money="Needs a bank account", is_shared="no")
        await do(client, person, "needs-again", need="money", words="A bank account", is_shared="yes")
        shown = await read(client, f"/people/{person}/plan")
        assert shown.count(MARKER) == 3
        assert "Asked again for something held already: 1." in shown
        assert "Plan what comes after support" in await read(client, f"/people/{person}/leaving")
        asking = await read(client, f"/people/{person}/do/needs")
        assert "Physical and sexual health" not in asking
    async with prime(app) as client:
        shown = await read(client, f"/people/{person}/plan")
        assert MARKER not in shown
        assert "A bank account" in shown
    async with worker(app, MEDAILLE) as client:
        assert (await client.get(f"/people/{person}/plan")).status_code == 404
        assert "Nothing is due" in await read(client, "/due")


async def test_ex_6_the_way_out_after_a_negative_decision(app: FastAPI, town: Town) -> None:
    person = await supported_by_hestia(town)
    await conclude(town, person, Grounds.NEGATIVE)
    headings = ("facts", "background", "why_not_now", "planned_actions", "not_started", "documents")
    asked = {"days": "29", "is_exceptional": "no", **dict.fromkeys(headings, MARKER)}
    async with worker(app) as client:
        shown = await read(client, f"/people/{person}/leaving")
        for words in (
            "Support ends",
            "Unconfirmed: another source says 14 calendar days",
            "Ask for more time",
            "may complain",
        ):
            assert words in shown
        refused = await client.post(f"/people/{person}/do/extension", data=asked)
        assert refused.status_code == 422
        assert "only for exceptional circumstances" in refused.text
        assert MARKER in refused.text
        await do(client, person, "extension", **asked | {"days": "28"})
        leave = {"destination": "council_housing", "is_safe": "no", "is_own_wish": "no"}
        kept = await client.post(f"/people/{person}/do/exit", data=leave | day_boxes("left_on", 0))
        assert kept.status_code == 422
        for bar in ("The exit date has not come", "waits for its answer", "not safe and appropriate yet"):
            assert bar in kept.text
        assert (await client.get(f"/people/{person}/do/extension-answer")).status_code == 409
    async with prime(app) as client:
        assert "Ask for more time" not in await read(client, f"/people/{person}/leaving")
        await do(client, person, "extension-answer", answer="granted")
        shown = await read(client, f"/people/{person}/leaving")
        assert "Leaving later, as agreed" in shown
        assert "28 days, until" in shown


async def test_ex_12_ex_14_a_confirmed_victim_is_assessed_and_leaves_by_their_own_wish(
    app: FastAPI, town: Town
) -> None:
    person = await supported_by_hestia(town)
    await conclude(town, person, Grounds.POSITIVE)
    topics = ("accommodation", "income", "immigration", "health", "safety", "legal")
    settled = [*topics, "children", "community", "who_to_call"]
    async with worker(app) as client:
        await do(client, person, "needs-assessment", health_months="3", evidence=MARKER)
        await do(client, person, "move-on", settled=settled, destination="council_housing")
        await do(client, person, "step", kind="council_referral", council="Leeds")
    async with prime(app) as client:
        await do(client, person, "needs-assessment-decision", health="partly_agreed", health_months="2")
        shown = await read(client, f"/people/{person}/leaving")
        assert "partly agreed, 2 months" in shown
        assert "Moving on, with more support" in shown
    async with worker(app) as client:
        await do(client, person, "needs-assessment-copy", confirmed="yes")
        leave = {"destination": "council_housing", "is_safe": "yes", "is_own_wish": "yes"}
        await do(client, person, "exit", **leave, **day_boxes("left_on", 0))
        await do(client, person, "step", kind="reach_in", words=MARKER)
        shown = await read(client, f"/people/{person}/leaving")
        for words in ("Reach-in request", "Went to", "Council housing", "Copy given"):
            assert words in shown


async def test_programs_do_the_same_and_read_no_word_that_anybody_wrote(app: FastAPI, town: Town) -> None:
    person = await supported_by_hestia(town)
    here = f"/v1/support-cases/{person}"
    async with worker(app) as client:
        found = (await client.get(f"{here}/life")).json()
        assert (found["state"], "detained" in found["may"], "decline" in found["may"]) == (
            "recovery",
            True,
            False,
        )
        logged = await client.post(
            f"{here}/contact-log",
            json={"kind": "telephone", "happened_on": str(TODAY), "summary": MARKER},
        )
        assert logged.status_code == 200, logged.text
        assert MARKER not in logged.text
        away = (await client.post(f"{here}/detained", json={"confirmed": "yes"})).json()
        assert (away["state"], away["may"][0]) == ("suspended", "released")
        again = await client.post(f"{here}/detained", json={"confirmed": "yes"})
        assert again.status_code == 409
        wrong = await client.post(f"{here}/goal", json={"need": "fame"})
        assert wrong.status_code == 422


async def test_vi_5_a_manager_or_another_worker_reads_notes_once_with_a_reason(app: Any, town: Town) -> None:
    person = await supported_by_hestia(town)
    here, reading = f"/people/{person}/plan", f"/people/{person}/read/plan"
    async with worker(app) as client:
        await do(client, person, "contact-log", kind="visit", summary=MARKER, **day_boxes("happened_on", 0))
        await do(client, person, "needs", health="An inhaler", money="A bank account", is_shared="no")
        await do(client, person, "privileged", words="What the solicitor said")
        assert "What the solicitor said" in await read(client, here)
        assert (await client.get(reading)).status_code == 403
    for reader, health in ((worker(app, called="other"), False), (manager(app), True)):
        async with reader as client:
            shown = await read(client, here)
            assert not {MARKER, "An inhaler", "What the solicitor said"} & set(shown.split("\n"))
            assert "A bank account" in shown
            assert "Enter why you need to read this" in text_of(await send(client, reading, 422, reason=" "))
            opened = text_of(await send(client, reading, 200, reason="On call tonight"))
            assert (MARKER in opened, "An inhaler" in opened) == (True, health)
            assert "What the solicitor said" not in opened
            assert MARKER not in await read(client, here)
    async with manager(app) as client:
        listed = await read(client, "/reveals")
        assert listed.count("On call tonight") == 2
    async with prime(app) as client:
        assert (await client.get(reading)).status_code == 403
        assert "On call tonight" not in await read(client, "/reveals")


async def test_vi_5_another_worker_sees_neither_payments_nor_the_form_of_a_needs_assessment(
    app: Any, town: Town
) -> None:
    person = await supported_by_hestia(town)
    await conclude(town, person, Grounds.POSITIVE)
    async with worker(app) as client:
        await do(client, person, "needs-assessment", health_months="3", evidence=MARKER)
        assert MARKER in await read(client, f"/people/{person}/leaving")
    async with worker(app, called="other") as client:
        shown = await read(client, f"/people/{person}/leaving")
        assert MARKER not in shown
        assert "Recovery needs assessments" not in shown
        for path in (f"/people/{person}/money", f"/v1/support-cases/{person}/money"):
            assert (await client.get(path)).status_code == 403
