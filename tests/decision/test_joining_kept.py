"""Links and merges on the database: what undoing restores, what the database refuses, what stands still."""

from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import IntegrityError
from tests.decision.builders import ANOTHER, CASEWORKER, REVIEWER, WEDNESDAY_1_APRIL, a_ruling, noon
from tests.decision.kept_cases import DecisionWork, announced, opened, the_case
from tests.decision.test_stored_histories import heard

from clocks import london_day
from contracts.decision import RgDecided
from contracts.ids import CaseId
from decision import commands
from decision.allocating import take_next_case
from decision.domain import joining as acts
from decision.domain.decisions import Outcome
from decision.domain.joining import Join
from decision.domain.overlays import Lineage
from decision.domain.replay import CaseTold, replay
from decision.joining import link_cases, merge_cases, undo_joining
from decision.queries.queue import Holder, Wanted, count
from decision.storage.joined_tables import joined_cases
from decision.storage.queue_tables import Queue
from decision.storage.tables import case_file, metadata

AT = noon("2026-04-02")
LATER = WEDNESDAY_1_APRIL + timedelta(minutes=30)
GROWS = {"case_history", "outbox", "audit", "joined_cases", "case_note", "data_key", "mail"}
REFUSED = (acts.AlreadyJoined, acts.PartOfAnother, acts.UndoneAlready, acts.LaterLinkStands, acts.HasParts)


async def two_cases(work: DecisionWork) -> tuple[CaseId, CaseId]:
    return await opened(work), await opened(work, received_at=LATER)


async def version_of(work: DecisionWork, case_id: CaseId) -> int:
    return (await the_case(work, case_id)).version


async def merge(work: DecisionWork, later: CaseId, earlier: CaseId) -> UUID:
    said, seen = Join(id=uuid4(), by=CASEWORKER, at=AT), await version_of(work, later)
    async with work() as uow:
        await merge_cases(uow, later, earlier, said, why="MARKER", seen=seen)
    return said.id


async def link(
    work: DecisionWork, later: CaseId, earlier: CaseId, lineage: Lineage | None, turn: int
) -> UUID:
    said = Join(id=uuid4(), lineage=lineage, by=CASEWORKER, at=AT + timedelta(minutes=turn))
    seen = await version_of(work, later)
    async with work() as uow:
        await link_cases(uow, later, earlier, said, why="MARKER", seen=seen)
    return said.id


async def undo(work: DecisionWork, case_id: CaseId, join_id: UUID) -> None:
    seen = await version_of(work, case_id)
    async with work() as uow:
        await undo_joining(uow, case_id, join_id, why="A mistake.", seen=seen, by=ANOTHER, at=AT)


async def every_row(work: DecisionWork) -> dict[str, list[Any]]:
    """All that is kept, but for what only ever grows and the count of changes."""
    async with work() as uow:
        return {
            table.name: sorted(
                str({name: value for name, value in row.items() if name != "version"})
                for row in (await uow.session.execute(select(table))).mappings()
            )
            for table in metadata.sorted_tables
            if table.name not in GROWS
        }


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_is_linked_and_merged_undoing_it_restores_every_row(
    work: DecisionWork, seed: int
) -> None:
    chance = Random(seed)
    cases = [*(await two_cases(work)), await opened(work, received_at=LATER + timedelta(days=1))]
    before, joins = await every_row(work), list[tuple[CaseId, UUID]]()
    for turn in range(8):
        earlier, later = sorted(chance.sample(range(3), 2))
        lineage = chance.choice((None, Lineage.REPEAT_SAME_FACTS, Lineage.NEW_EXPLOITATION))
        try:
            if chance.random() < 0.5:
                made = await merge(work, cases[later], cases[earlier])
            else:
                made = await link(work, cases[later], cases[earlier], lineage, turn)
            joins.append((cases[later], made))
        except REFUSED:
            pass
    assert joins
    for later_id, made in reversed(joins):
        await undo(work, later_id, made)
    assert await every_row(work) == before
    for case_id in cases:
        await assert_history_tells(work, case_id)


async def assert_history_tells(work: DecisionWork, case_id: CaseId) -> None:
    async with work() as uow:
        case = await uow.cases.get(case_id)
        told = replay([heard(each.name, each.fact) for each in await uow.history.of_case(case_id)])
    assert told == CaseTold.of(case, overlays=told.overlays)


async def test_a_merged_case_leaves_the_queues_and_time_passes_it_by_until_it_is_undone(
    work: DecisionWork,
) -> None:
    earlier, later = await two_cases(work)
    joined = await merge(work, later, earlier)
    long_after = noon("2026-06-01")
    wanted = Wanted(me=REVIEWER, today=london_day(AT))
    async with work() as uow:
        assert await count(uow, wanted) == 1
        assert await take_next_case(uow, by=REVIEWER, at=AT) == earlier
        assert await take_next_case(uow, by=REVIEWER, at=AT) is None
        assert (
            await count(uow, Wanted(me=REVIEWER, today=wanted.today, holders=frozenset({Holder.NOBODY}))) == 0
        )
        await commands.sweep_clocks(uow, at=long_after)
    assert "case_joined" not in await announced(work)
    clocks = (await the_case(work, later)).clocks
    assert {clock.state.value for clock in clocks} == {"running"}
    await undo(work, later, joined)
    async with work() as uow:
        assert await commands.sweep_clocks(uow, at=long_after) == 1
        assert await count(uow, Wanted(me=REVIEWER, today=wanted.today, queue=Queue.REASONABLE_GROUNDS)) == 2
    assert "breached" in {clock.state.value for clock in (await the_case(work, later)).clocks}


async def test_nobody_acts_on_a_merged_case(work: DecisionWork) -> None:
    earlier, later = await two_cases(work)
    await merge(work, later, earlier)
    seen = await version_of(work, later)
    with pytest.raises(acts.PartOfAnother):
        async with work() as uow:
            await commands.take_case(uow, later, seen=seen, by=CASEWORKER, at=AT)


async def test_joining_is_announced_and_why_is_sealed(work: DecisionWork) -> None:
    earlier, later = await two_cases(work)
    await undo(work, earlier, await merge(work, later, earlier))
    assert (await announced(work)).count("cases_linked") == 2
    async with work() as uow:
        notes = await uow.notes.of_case(later)
        kept = await uow.session.scalars(text("SELECT sealed FROM case_note"))
        assert {note.words for note in notes} == {"MARKER", "A mistake."}
        assert all(b"MARKER" not in sealed for sealed in kept)


@pytest.mark.parametrize(
    ("merges", "words"),
    [
        pytest.param([("b", "b")], "case_file_not_merged_into_itself", id="into itself"),
        pytest.param([("b", "a"), ("c", "b")], "one that stands by itself", id="into a merged one"),
        pytest.param([("c", "b"), ("b", "a")], "one that stands by itself", id="with parts of its own"),
        pytest.param([("b", "a")], "while its merge stands", id="without saying who merged it"),
    ],
)
async def test_the_database_refuses_a_case_merged(
    work: DecisionWork, merges: list[tuple[str, str]], words: str
) -> None:
    cases = {name: await opened(work) for name in "abc"}
    with pytest.raises(IntegrityError, match=words):
        await write_merges(work, [(cases[part], cases[whole]) for part, whole in merges])


async def write_merges(work: DecisionWork, merges: list[tuple[CaseId, CaseId]]) -> None:
    async with work() as uow:
        for part, whole in merges:
            into = update(case_file).where(case_file.c.id == part)
            await uow.session.execute(into.values(merged_into=whole))


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        pytest.param([("a", "a", False)], "joined_cases_are_two", id="one case"),
        pytest.param([("b", "a", False), ("a", "b", False)], "joined_cases_once", id="a pair twice"),
        pytest.param([("b", "a", True), ("b", "c", True)], "joined_cases_merged_once", id="merged twice"),
        pytest.param([("b", "a", True)], "while its merge stands", id="merged, but not the case"),
    ],
)
async def test_the_database_refuses_to_join(
    work: DecisionWork, rows: list[tuple[str, str, bool]], words: str
) -> None:
    cases = {name: await opened(work) for name in "abc"}
    with pytest.raises(IntegrityError, match=words):
        await write_joins(work, [(cases[later], cases[earlier], merged) for later, earlier, merged in rows])


async def write_joins(work: DecisionWork, rows: list[tuple[CaseId, CaseId, bool]]) -> None:
    async with work() as uow:
        for later, earlier, is_merged in rows:
            row = {"later_id": later, "earlier_id": earlier, "is_merged": is_merged}
            by = {"id": uuid4(), "joined_by": CASEWORKER, "joined_at": AT}
            await uow.session.execute(insert(joined_cases).values(row | by))


async def test_no_recovery_begins_again_while_nobody_has_said_how_the_referrals_relate(
    work: DecisionWork,
) -> None:
    earlier, later = await two_cases(work)
    unsaid = await link(work, later, earlier, None, 1)
    await decide(work, earlier, Outcome.POSITIVE)
    with pytest.raises(acts.LineageNotSaid):
        await decide(work, later, Outcome.POSITIVE)
    await undo(work, later, unsaid)
    await link(work, later, earlier, Lineage.FURTHER_REASONABLE_GROUNDS, 2)
    await decide(work, later, Outcome.POSITIVE)
    assert [await further(work, each) for each in (earlier, later)] == [False, True]


async def decide(work: DecisionWork, case_id: CaseId, outcome: Outcome) -> None:
    seen = await version_of(work, case_id)
    async with work() as uow:
        await commands.decide_reasonable_grounds(uow, case_id, a_ruling(outcome), seen=seen)


async def further(work: DecisionWork, case_id: CaseId) -> bool:
    """What the others hear."""
    async with work() as uow:
        entries = await uow.history.of_case(case_id)
    (decided,) = [each.fact for each in entries if each.name == RgDecided.name]
    assert (decided["recovery_until_at_least"] is None) == decided["is_further"]
    return bool(decided["is_further"])
