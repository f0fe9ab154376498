"""Conclusive grounds decisions and panels as they are kept: what the database itself refuses, and history."""

import asyncio
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from tests.decision.builders import CASEWORKER, REVIEWER, a_ruling, findings, noon
from tests.decision.conclusive_builders import (
    a_conclusive_review,
    a_conclusive_ruling,
    a_confirmation,
    a_setting_aside,
)
from tests.decision.kept_cases import announced, history, opened, the_case
from tests.decision.test_assurance_panels import (
    QUORATE,
    an_arrangement,
    the_leads_word,
    the_panels_word,
)

from contracts.ids import CaseId
from decision import assuring, commands, concluding
from decision.assuring import PapersSent, Sitting
from decision.domain.decisions import (
    DecisionKind,
    DecisionState,
    NotOfThisCase,
    Outcome,
    Relied,
    Source,
)
from decision.domain.definition import Head
from decision.domain.panels import LeadAnswer, PanelAnswer
from decision.domain.stages import Stage
from decision.storage import CaseChanged, Draft, UnitOfWork
from plumbing.database import Work

DecisionWork = Work[UnitOfWork]


async def recovering(work: DecisionWork, *, decided: str = "2026-04-10") -> CaseId:
    case_id = await opened(work, received_at=noon(decided))
    async with work() as uow:
        await commands.decide_reasonable_grounds(uow, case_id, a_ruling(at=noon(decided)), seen=1)
    return case_id


async def seen(work: DecisionWork, case_id: CaseId) -> int:
    return (await the_case(work, case_id)).version


def relied_on(case_referral: object) -> tuple[Relied, ...]:
    return (Relied(Source.REFERRAL, case_referral),)  # type: ignore[arg-type]  # an id of a referral


async def conclude(
    work: DecisionWork, case_id: CaseId, head: Head | None = Head.TRAFFICKING, *, on: str = "2026-06-01"
) -> DecisionState:
    case = await the_case(work, case_id)
    ruling = a_conclusive_ruling(head, at=noon(on), relied_on=relied_on(case.referral_id))
    async with work() as uow:
        return await concluding.decide_conclusive_grounds(uow, case_id, ruling, seen=case.version)


async def swept(work: DecisionWork, day: str) -> None:
    async with work() as uow:
        await commands.sweep_clocks(uow, at=noon(day))


async def before_a_panel(work: DecisionWork) -> CaseId:
    case_id = await recovering(work, decided="2019-10-01")
    await swept(work, "2019-11-15")
    await conclude(work, case_id, None, on="2019-12-16")
    async with work() as uow:
        review = a_conclusive_review(at=noon("2019-12-17"))
        state = await concluding.review_conclusive_grounds(uow, case_id, review, seen=4)
    assert state is DecisionState.AWAITING_PANEL
    return case_id


async def test_a_positive_decision_is_kept_with_its_head_its_findings_and_what_it_relies_on(
    work: DecisionWork,
) -> None:
    case_id = await recovering(work)
    assert await conclude(work, case_id, Head.SLAVERY) is DecisionState.STANDS
    case = await the_case(work, case_id)
    decision = case.decisions[-1]
    assert (decision.kind, decision.head) == (DecisionKind.CONCLUSIVE_GROUNDS, Head.SLAVERY)
    assert decision.findings == findings(Head.SLAVERY)
    assert decision.relied_on == relied_on(case.referral_id)
    assert "cg_decided" in await announced(work)


async def test_a_held_decision_is_in_the_history_and_nobody_outside_hears_of_it(work: DecisionWork) -> None:
    case_id = await recovering(work)
    before = await announced(work)
    assert await conclude(work, case_id, on="2026-05-01") is DecisionState.HELD
    assert await announced(work) == before
    assert (await history(work, case_id))[-2:] == ["decision_written", "decision_held"]


async def test_holding_a_decision_makes_what_others_have_read_out_of_date(work: DecisionWork) -> None:
    case_id = await recovering(work)
    before = await seen(work, case_id)
    await conclude(work, case_id, on="2026-05-01")
    with pytest.raises(CaseChanged):
        async with work() as uow:
            await concluding.confirm_conclusive_grounds(uow, case_id, a_confirmation(), seen=before)


async def test_a_held_decision_is_confirmed_on_its_day_and_announced_once(work: DecisionWork) -> None:
    case_id = await recovering(work)
    await conclude(work, case_id, on="2026-05-01")
    await swept(work, "2026-05-10")
    version = await seen(work, case_id)

    async def confirm() -> None:
        async with work() as uow:
            await concluding.confirm_conclusive_grounds(uow, case_id, a_confirmation(), seen=version)

    outcomes = await asyncio.gather(confirm(), confirm(), return_exceptions=True)
    assert sorted(type(each).__name__ for each in outcomes) == ["CaseChanged", "NoneType"]
    assert (await announced(work)).count("cg_decided") == 1


async def test_why_a_held_decision_was_set_aside_is_sealed_beside_it(work: DecisionWork) -> None:
    case_id = await recovering(work)
    await conclude(work, case_id, on="2026-05-01")
    async with work() as uow:
        given = a_setting_aside(reasons="MARKER-IN-REASONS")
        version = (await uow.cases.get(case_id)).version
        await concluding.set_aside_conclusive_grounds(uow, case_id, given, seen=version)
    case = await the_case(work, case_id)
    async with work() as uow:
        words = await uow.reasons.of_decisions(case_id, [case.decisions[-1].id])
        at_rest = await uow.session.scalar(text("SELECT sealed FROM sealed_text WHERE purpose = 'set_aside'"))
    assert words[case.decisions[-1].id, "set_aside"] == "MARKER-IN-REASONS"
    assert b"MARKER" not in at_rest


@pytest.mark.parametrize("source", [Source.REFERRAL, Source.ANSWER])
async def test_a_decision_relies_on_nothing_of_another_case(work: DecisionWork, source: Source) -> None:
    case_id = await recovering(work)
    ruling = a_conclusive_ruling(relied_on=(Relied(source, uuid4()),))
    with pytest.raises(NotOfThisCase):
        async with work() as uow:
            await concluding.decide_conclusive_grounds(uow, case_id, ruling, seen=2)


TOO_EARLY = "UPDATE decision SET state = 'stands', decided_on = not_before - 1 WHERE state = 'held'"
NO_HEAD = "UPDATE decision SET head = NULL WHERE state = 'held'"
TWO_HELD = (
    "INSERT INTO decision (id, case_id, kind, outcome, state, test, written_by, written_at, head,"
    " findings, relied_on) SELECT gen_random_uuid(), case_id, kind, outcome, state, test, written_by,"
    " written_at, head, findings, relied_on FROM decision WHERE state = 'held'"
)
HELD_RG = "UPDATE decision SET state = 'held', decided_on = NULL WHERE kind = 'reasonable_grounds'"


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        pytest.param(TOO_EARLY, "decision_does_not_stand_before_its_floor", id="before its floor"),
        pytest.param(NO_HEAD, "decision_head_of_a_positive", id="a positive one without a head"),
        pytest.param(TWO_HELD, "decision_one_held", id="two held"),
        pytest.param(HELD_RG, "decision_waits_only_on_conclusive_grounds", id="reasonable grounds held"),
    ],
)
async def test_the_database_itself_refuses(work: DecisionWork, statement: str, constraint: str) -> None:
    case_id = await recovering(work)
    await conclude(work, case_id, on="2026-05-01")
    with pytest.raises(IntegrityError, match=constraint):
        async with work() as uow:
            await uow.session.execute(text(statement))


async def test_a_draft_of_each_kind_of_decision_is_kept_apart(work: DecisionWork) -> None:
    case_id = await recovering(work)
    about = DecisionKind.CONCLUSIVE_GROUNDS
    conclusive = Draft(
        Outcome.POSITIVE,
        "Conclusive thoughts",
        noon("2026-05-01"),
        about,
        Head.SLAVERY,
        findings(Head.SLAVERY),
        relied_on(uuid4()),
    )
    first = Draft(Outcome.NEGATIVE, "First thoughts", noon("2026-04-02"))
    async with work() as uow:
        for draft in (first, conclusive):
            await commands.save_draft(uow, uuid4(), case_id, draft, by=CASEWORKER)
    async with work() as uow:
        assert await uow.reasons.draft(case_id, CASEWORKER) == first
        assert await uow.reasons.draft(case_id, CASEWORKER, about) == conclusive
        assert await uow.reasons.draft(case_id, REVIEWER, about) is None
    await conclude(work, case_id)
    async with work() as uow:
        assert await uow.reasons.draft(case_id, CASEWORKER, about) is None
        assert await uow.reasons.draft(case_id, CASEWORKER) == first


async def sitting(work: DecisionWork, case_id: CaseId) -> None:
    async with work() as uow:
        version = (await uow.cases.get(case_id)).version
        await assuring.arrange_panel(uow, case_id, an_arrangement(), seen=version)
    async with work() as uow:
        sent = PapersSent(on=date(2020, 1, 2), by=CASEWORKER, at=noon("2020-01-02"))
        await assuring.send_papers(uow, case_id, sent, seen=version + 1)
    async with work() as uow:
        sat = Sitting(members=QUORATE, by=CASEWORKER, at=noon("2020-01-07"))
        await assuring.record_sitting(uow, case_id, sat, seen=version + 2)


async def test_a_panel_goes_its_way_to_a_decision_the_lead_upholds(work: DecisionWork) -> None:
    case_id = await before_a_panel(work)
    await sitting(work, case_id)
    async with work() as uow:
        version = (await uow.cases.get(case_id)).version
        word = the_panels_word(PanelAnswer.DISAGREES, reasons="MARKER of the panel")
        await assuring.hear_panel(uow, case_id, word, seen=version)
    assert "cg_decided" not in await announced(work)
    async with work() as uow:
        leads = the_leads_word(LeadAnswer.UPHELD, reasons="MARKER of the lead")
        await assuring.hear_lead(uow, case_id, leads, seen=version + 1)
    case = await the_case(work, case_id)
    async with work() as uow:
        panel = await uow.panels.latest(case_id)
        words = await uow.reasons.of_decisions(case_id, [panel.decision_id])
    assert case.stage is Stage.CONCLUSIVE_GROUNDS_NEGATIVE
    assert (panel.members, panel.lead_answer) == (QUORATE, LeadAnswer.UPHELD)
    assert (words[panel.decision_id, "panel"], words[panel.decision_id, "lead"]) == (
        "MARKER of the panel",
        "MARKER of the lead",
    )


async def test_arranging_a_panel_again_moves_it_and_keeps_one(work: DecisionWork) -> None:
    case_id = await before_a_panel(work)
    for version, panel_on in ((5, date(2020, 1, 7)), (6, date(2020, 1, 21))):
        async with work() as uow:
            said = an_arrangement(panel_on=panel_on)
            await assuring.arrange_panel(uow, case_id, said, seen=version)
    async with work() as uow:
        [panel] = await uow.panels.of_case(case_id)
    assert panel.panel_on == date(2020, 1, 21)


NOT_QUORATE = 'UPDATE assurance_panel SET members = \'[{"seat": "chair", "has_conflict": false}]\''
NO_PAPERS = "UPDATE assurance_panel SET papers_sent_on = NULL"
AUTHOR_LEADS = (
    "UPDATE assurance_panel SET answer = 'disagrees', answered_on = '2020-01-09',"
    " lead_answer = 'upheld', lead_by = author, lead_at = now()"
)
LEAD_OVER_AGREEMENT = (
    "UPDATE assurance_panel SET answer = 'agrees', answered_on = '2020-01-09',"
    " lead_answer = 'upheld', lead_by = gen_random_uuid(), lead_at = now()"
)


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        pytest.param(NOT_QUORATE, "assurance_panel_quorum", id="the chair alone"),
        pytest.param(NO_PAPERS, "assurance_panel_had_papers", id="no papers"),
        pytest.param(AUTHOR_LEADS, "assurance_panel_lead_is_not_the_author", id="the author as lead"),
        pytest.param(
            LEAD_OVER_AGREEMENT, "assurance_panel_lead_weighs_a_disagreement", id="nothing to weigh"
        ),
    ],
)
async def test_the_database_itself_wants_a_panel_in_order(
    work: DecisionWork, statement: str, constraint: str
) -> None:
    case_id = await before_a_panel(work)
    await sitting(work, case_id)
    with pytest.raises(IntegrityError, match=constraint):
        async with work() as uow:
            await uow.session.execute(text(statement))
