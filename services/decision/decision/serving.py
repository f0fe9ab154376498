"""Commands of serving a decision: what was sent, what was received, and where nothing may go."""

from uuid import UUID

from contracts.ids import CaseId
from decision.acting import record_act
from decision.domain import serving
from decision.domain.letter_facts import UnsafeAddressReported
from decision.domain.letters import Letter, Receipt
from decision.domain.serving import Sending
from decision.storage import UnitOfWork
from decision.storage.letters import UnsafeAddress


async def send_letter(uow: UnitOfWork, case_id: CaseId, sending: Sending, *, seen: int) -> Letter:
    case = await uow.cases.locked(case_id, seen=seen)
    letter, events = serving.send(case, sending, unsafe=await uow.letters.unsafe(case_id))
    await uow.letters.add(letter)
    await record_act(uow, case, events, by=sending.by, at=sending.at)
    await uow.letters.keep_words(case_id, letter.id, "address", sending.address, at=sending.at)
    if letter.after_death:
        await uow.letters.keep_words(
            case_id, letter.id, "after_death", sending.why_after_death, at=sending.at
        )
    return letter


async def report_unsafe_address(uow: UnitOfWork, case_id: CaseId, found: UnsafeAddress, *, seen: int) -> None:
    """From now on no letter of this case goes there, whoever says that it is safe."""
    case = await uow.cases.locked(case_id, seen=seen)
    if serving.is_known_unsafe(found.address, await uow.letters.unsafe(case_id)):
        return
    await uow.letters.keep_unsafe(case_id, found)
    fact = case.fact(UnsafeAddressReported)
    await record_act(uow, case, [fact], by=found.reported_by, at=found.reported_at)


async def record_receipt(
    uow: UnitOfWork, case_id: CaseId, letter_id: UUID, receipt: Receipt, *, note: str, seen: int
) -> Letter:
    case = await uow.cases.locked(case_id, seen=seen)
    letters = await uow.letters.of_case(case_id)
    letter = await uow.letters.get(case_id, letter_id)
    events = serving.record_receipt(case, letter, receipt, letters=letters, times=await uow.timekeeping())
    await record_act(uow, case, events, by=receipt.by, at=receipt.at)
    await uow.letters.keep_words(case_id, letter_id, "receipt", note, at=receipt.at)
    return letter
