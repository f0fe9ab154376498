"""Money in the database: worked out, corrected, looked at and paid, each change with its event and entry."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from tests.care.scenes import HESTIA, HESTIA_WORKER, RULES, Works, noon
from tests.care.town import Town, a_person_in_recovery

from care.commands.money import paying, working_out
from care.domain.money.facts import AsylumKind, AsylumSupport
from care.domain.money.payment import PaymentLine
from care.domain.people import Actor
from care.domain.refusals import Code, Refused
from care.storage import plumbing
from care.storage.money_tables import payment_line
from contracts.ids import SupportCaseId
from plumbing.database import Scope

MANAGER = Actor(HESTIA, user="a manager at Hestia")
HESTIAS = Scope.of_tenant(HESTIA)
ASYLUM = AsylumSupport(
    kind=AsylumKind.SECTION_95, weekly=Decimal("49.18"), first_on=date(2025, 3, 17), last_on=None
)


@pytest.fixture
async def person(town: Town) -> SupportCaseId:
    """Registered on 3 March 2025, in recovery from 10 March, in outreach with Hestia."""
    person = await a_person_in_recovery(town.work)
    async with town.work() as uow:
        (await uow.cases.locked(person)).claim_for(HESTIA)
    return person


async def run(work: Works, until: str, *, at: datetime | None = None) -> paying.RunMade:
    until_on = date.fromisoformat(until)
    async with work(HESTIAS) as uow:
        return await paying.make_run(uow, until_on, actor=MANAGER, rules=RULES, at=at or noon(until_on))


async def lines_of(work: Works, person: SupportCaseId) -> Sequence[PaymentLine]:
    async with work(HESTIAS) as uow:
        query = select(PaymentLine).where(payment_line.c.support_case_id == person)
        return sorted((await uow.session.scalars(query)).all(), key=lambda line: (line.first_on, line.kind))


def facts(lines: Sequence[PaymentLine]) -> list[tuple[str, str, str, Decimal, str]]:
    return [
        (line.kind.value, f"{line.first_on:%m-%d}", f"{line.last_on:%m-%d}", line.amount, line.state.value)
        for line in lines
    ]


async def announced(work: Works) -> list[str]:
    async with work() as uow:
        types = await uow.session.scalars(select(plumbing.outbox.c.type).order_by(plumbing.outbox.c.position))
        return [name for name in types if name.startswith("nrm.care.payment")]


async def approve_all(work: Works, person: SupportCaseId) -> None:
    for line in await lines_of(work, person):
        async with work(HESTIAS) as uow:
            await paying.approve(uow, line.id, actor=MANAGER, at=noon("24"))


async def test_mo_12_an_unverified_amount_is_paid_only_after_approval(
    work: Works, person: SupportCaseId
) -> None:
    made = await run(work, "2025-03-23")
    assert made.run_id is None
    assert facts(await lines_of(work, person)) == [("due", "03-10", "03-23", Decimal("142.28"), "to_approve")]
    await approve_all(work, person)
    made = await run(work, "2025-03-23")
    assert made.total == Decimal("142.28")
    assert [line.state.value for line in await lines_of(work, person)] == ["in_run"]
    async with work(HESTIAS) as uow:
        await paying.mark_run_paid(uow, made.run_id or UUID(int=0), actor=MANAGER, at=noon("25"))
    assert [line.state.value for line in await lines_of(work, person)] == ["paid"]
    assert await announced(work) == ["nrm.care.payment_entitled.v1", "nrm.care.payment_paid.v1"]


async def test_mo_15_asylum_support_heard_of_later_is_an_overpayment_that_no_run_takes_back(
    work: Works, person: SupportCaseId
) -> None:
    await run(work, "2025-03-23")
    async with work(HESTIAS) as uow:
        found = await working_out.record_asylum_support(
            uow, person, ASYLUM, actor=HESTIA_WORKER, at=noon("25")
        )
    assert [(line.kind.value, line.amount) for line in found] == [("overpayment", Decimal("49.18"))]
    await approve_all_but_overpayments(work, person)
    made = await run(work, "2025-03-30")
    assert (made.total, await announced(work)) == (
        Decimal("142.28"),
        ["nrm.care.payment_entitled.v1", "nrm.care.payment_changed.v1"],
    )
    assert facts(await lines_of(work, person))[1:] == [
        ("overpayment", "03-17", "03-23", Decimal("49.18"), "shown_only"),
        ("due", "03-24", "03-30", Decimal("21.96"), "to_approve"),
    ]


async def approve_all_but_overpayments(work: Works, person: SupportCaseId) -> None:
    for line in await lines_of(work, person):
        if line.kind.is_paid:
            async with work(HESTIAS) as uow:
                await paying.approve(uow, line.id, actor=MANAGER, at=noon("26"))


async def test_mo_15_working_out_again_changes_nothing(work: Works, person: SupportCaseId) -> None:
    await run(work, "2025-03-23")
    before = facts(await lines_of(work, person))
    async with work(HESTIAS) as uow:
        assert await working_out.work_out(uow, person, until=None, actor=MANAGER, at=noon("25")) == ()
    assert facts(await lines_of(work, person)) == before


async def test_money_that_ends_earlier_than_it_was_paid_is_overpaid_and_money_cannot_end_before_it_starts(
    work: Works, person: SupportCaseId
) -> None:
    await run(work, "2025-03-23")
    async with work(HESTIAS) as uow:
        found = await working_out.end_money(uow, person, date(2025, 3, 16), actor=MANAGER, at=noon("25"))
    assert [(line.kind.value, line.amount) for line in found] == [("overpayment", Decimal("71.14"))]
    with pytest.raises(Refused) as refused:
        async with work(HESTIAS) as uow:
            await working_out.end_money(uow, person, date(2025, 3, 9), actor=MANAGER, at=noon("25"))
    assert refused.value.code is Code.BEFORE_ENTITLEMENT


async def test_mo_13_who_is_not_reached_by_card_is_paid_in_cash(work: Works, person: SupportCaseId) -> None:
    await run(work, "2025-03-23")
    await approve_all(work, person)
    await run(work, "2025-03-23")
    (line,) = await lines_of(work, person)
    async with work(HESTIAS) as uow:
        await paying.mark_failed(uow, line.id, actor=MANAGER, at=noon("25"))
    async with work(HESTIAS) as uow:
        await paying.pay_in_cash(uow, line.id, actor=MANAGER, at=noon("26"))
    (line,) = await lines_of(work, person)
    assert (line.state.value, str(line.channel)) == ("paid", "cash")
    assert (await announced(work))[1:] == ["nrm.care.payment_failed.v1", "nrm.care.payment_paid.v1"]


async def test_nobody_is_paid_more_than_a_week_ahead(work: Works, person: SupportCaseId) -> None:
    await run(work, "2025-03-23", at=noon("16"))
    with pytest.raises(Refused) as refused:
        await run(work, "2025-03-24", at=noon("16"))
    assert refused.value.code is Code.TOO_FAR_AHEAD


async def test_another_provider_sees_no_money_of_our_people(work: Works, person: SupportCaseId) -> None:
    await run(work, "2025-03-23")
    async with work(Scope.of_tenant("MED")) as uow:
        for table in ("entitlement", "payment_line", "asylum_support", "payment_run"):
            assert await uow.session.scalar(text(f"SELECT count(*) FROM {table}")) == 0


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("amount = -0.01", "payment_line_amounts"),
        ("run_id = NULL, paid_at = now(), channel = 'cash'", "payment_line_approved_first"),
        (
            "kind = 'overpayment', needs_approval = false, paid_at = now(), channel = 'cash'",
            "never_taken_back",
        ),
    ],
)
async def test_the_database_itself_refuses_what_must_never_be_paid(
    work: Works, person: SupportCaseId, change: str, constraint: str
) -> None:
    await run(work, "2025-03-23")
    with pytest.raises(IntegrityError, match=constraint):
        async with work() as uow:
            await uow.session.execute(text(f"UPDATE payment_line SET {change}"))


async def test_the_database_itself_refuses_two_due_lines_for_one_day(
    work: Works, person: SupportCaseId
) -> None:
    await run(work, "2025-03-23")
    columns = "support_case_id, kind, weekly, asylum_offset, amount, rate_ids, flags, needs_approval"
    columns += ", made_at, made_by"
    again = (
        f"INSERT INTO payment_line (id, first_on, last_on, {columns})"
        f" SELECT gen_random_uuid(), last_on, last_on + 3, {columns} FROM payment_line"
    )
    with pytest.raises(IntegrityError, match="payment_line_once"):
        async with work() as uow:
            await uow.session.execute(text(again))
