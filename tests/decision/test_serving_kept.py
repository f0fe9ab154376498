"""Letters as they are kept: sealed, under the case's lock, and what the database itself refuses."""

from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from tests.decision.builders import CASEWORKER, a_review, a_ruling, noon
from tests.decision.kept_cases import DecisionWork, announced, history, opened, the_case
from tests.decision.letter_builders import SAFE, a_receipt, a_sending

from contracts.ids import CaseId
from decision import commands, serving
from decision.domain.decisions import Outcome
from decision.domain.letters import Letter
from decision.domain.serving import AddressNotSafe
from decision.storage import CaseChanged
from decision.storage.letters import UnsafeAddress


async def refused(work: DecisionWork, on: str = "2026-04-01") -> CaseId:
    case_id = await opened(work, received_at=noon(on))
    async with work() as uow:
        ruling = a_ruling(Outcome.NEGATIVE, at=noon(on))
        await commands.decide_reasonable_grounds(uow, case_id, ruling, seen=1)
    async with work() as uow:
        seen = (await uow.cases.get(case_id)).version
        await commands.review_reasonable_grounds(uow, case_id, a_review(at=noon(on)), seen=seen)
    return case_id


async def send(work: DecisionWork, case_id: CaseId, address: str = SAFE) -> Letter:
    case = await the_case(work, case_id)
    sending = a_sending(case.decisions[-1], address=address)
    async with work() as uow:
        return await serving.send_letter(uow, case_id, sending, seen=case.version)


async def test_where_a_letter_went_is_sealed_beside_it(work: DecisionWork) -> None:
    case_id = await refused(work)
    letter = await send(work, case_id)
    async with work() as uow:
        words = await uow.letters.words(case_id)
        at_rest = await uow.session.scalar(text("SELECT sealed FROM letter_words"))
        told = await uow.session.scalar(text("SELECT string_agg(fact::text, '') FROM case_history"))
    assert words == {(letter.id, "address"): SAFE}
    assert b"Solicitors" not in at_rest
    assert "Solicitors" not in told


async def test_a_receipt_starts_the_way_out_and_is_announced(work: DecisionWork) -> None:
    case_id = await refused(work)
    letter = await send(work, case_id)
    assert not (await the_case(work, case_id)).open_clocks("CLK-EXIT-NRG")
    async with work() as uow:
        seen = (await uow.cases.get(case_id)).version
        receipt = a_receipt("2026-04-01")
        await serving.record_receipt(uow, case_id, letter.id, receipt, note="Signed by M", seen=seen)
    case = await the_case(work, case_id)
    assert [str(clock.due_on) for clock in case.open_clocks("CLK-EXIT-NRG")] == ["2026-04-16"]
    assert (await announced(work)).count("decision_served") == 2
    assert (await history(work, case_id))[-2:] == ["decision_served", "clock_started"]
    async with work() as uow:
        assert (await uow.letters.words(case_id))[letter.id, "receipt"] == "Signed by M"


async def test_an_address_once_unsafe_stays_so_for_every_letter_of_the_case(work: DecisionWork) -> None:
    case_id = await refused(work)
    async with work() as uow:
        seen = (await uow.cases.get(case_id)).version
        found = UnsafeAddress(uuid4(), "1 Bad Street, Sampleton", CASEWORKER, noon("2026-04-01"))
        await serving.report_unsafe_address(uow, case_id, found, seen=seen)
    with pytest.raises(AddressNotSafe):
        await send(work, case_id, "1 BAD STREET\nSampleton")
    async with work() as uow:
        at_rest = await uow.session.scalar(text("SELECT sealed FROM unsafe_address"))
        assert await uow.letters.of_case(case_id) == []
    assert b"Bad" not in at_rest
    assert (await history(work, case_id))[-1] == "unsafe_address_reported"


async def test_two_people_cannot_serve_from_one_page(work: DecisionWork) -> None:
    case_id = await refused(work)
    case = await the_case(work, case_id)
    await send(work, case_id)
    again = a_sending(case.decisions[-1])
    with pytest.raises(CaseChanged):
        async with work() as uow:
            await serving.send_letter(uow, case_id, again, seen=case.version)


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ("is_child = TRUE", "letter_never_to_a_child"),
        ("is_child = TRUE, recipient = 'police'", "letter_papers_of_a_child"),
        ("after_death = TRUE", "letter_never_to_the_dead"),
        ("not_before = sent_on + 1", "letter_not_before_its_floor"),
        ("received_on = sent_on", "letter_receipt_has_proof"),
        (
            "received_on = sent_on - 1, proof = 'signature', receipt_by = sent_by, receipt_at = recorded_at",
            "letter_received_after_it_was_sent",
        ),
    ],
)
async def test_the_database_refuses_what_must_never_be(work: DecisionWork, change: str, broken: str) -> None:
    case_id = await refused(work)
    await send(work, case_id)
    with pytest.raises(IntegrityError, match=broken):
        async with work() as uow:
            await uow.session.execute(text(f"UPDATE letter SET {change}"))
