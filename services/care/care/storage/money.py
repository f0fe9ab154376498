"""What a person's money depends on, the lines it was split into, and from when they are entitled."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Table, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from care.domain.household import Relation
from care.domain.money.facts import AsylumSupport, ContractStay, Entitlement, MoneyFacts, Spell, catering
from care.domain.money.gaps import gaps
from care.domain.money.grant import Grant
from care.domain.money.ledger import FOR_NO_DAYS, LineKind, NewLine, Settled
from care.domain.money.rates import UNVERIFIED
from care.domain.money.travel import Travel
from care.domain.money.weekly import NOTHING
from care.domain.placement import HAS_ARRIVED, PlacementState
from care.domain.support import Move, SupportCase
from care.storage.heard_tables import support_move
from care.storage.household_tables import dependant
from care.storage.money_tables import asylum_support, entitlement, payment_line
from care.storage.pregnancies import Pregnancies
from care.storage.tables import placement, premises
from clocks.days import london_day
from plumbing.identifiers import new_id


class Money:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def facts(self, case: SupportCase) -> MoneyFacts:
        standing = await self.entitlement(case.id)
        return MoneyFacts(
            registered_on=london_day(case.consent_at),
            rg_on=case.started_on,
            last_on=standing.last_on if standing else None,
            stays=await self._stays(case.id),
            asylum=await self.asylum(case.id),
            children_born_on=await self._children(case.id),
            not_supported=await self._not_supported(case.id),
            pregnant=await Pregnancies(self._session).of_case(case.id),
        )

    async def asylum(self, support_case_id: UUID) -> Sequence[AsylumSupport]:
        known = asylum_support.c
        query = (
            select(known.kind, known.weekly, known.first_on, known.last_on)
            .where(known.support_case_id == support_case_id, known.replaced_at.is_(None))
            .order_by(known.first_on)
        )
        return [AsylumSupport(**row) for row in (await self._session.execute(query)).mappings()]

    async def keep_asylum(
        self, support_case_id: UUID, spells: Iterable[AsylumSupport], *, by: str, at: datetime
    ) -> None:
        """These from now on. What was believed before stays, with when it no longer was."""
        await self._replace(asylum_support, support_case_id, at)
        for spell in spells:
            values = {"id": new_id(), "support_case_id": support_case_id, **vars(spell)}
            await self._session.execute(
                insert(asylum_support).values(**values, recorded_at=at, recorded_by=by)
            )

    async def entitlement(self, support_case_id: UUID) -> Entitlement | None:
        known = entitlement.c
        query = select(known.basis, known.first_on, known.last_on).where(
            known.support_case_id == support_case_id, known.replaced_at.is_(None)
        )
        row = (await self._session.execute(query)).mappings().one_or_none()
        return Entitlement(**row) if row else None

    async def keep_entitlement(
        self, support_case_id: UUID, found: Entitlement | None, *, by: str, at: datetime
    ) -> None:
        await self._replace(entitlement, support_case_id, at)
        if found is None:
            return
        values = {"id": new_id(), "support_case_id": support_case_id, **vars(found)}
        await self._session.execute(insert(entitlement).values(**values, recorded_at=at, recorded_by=by))

    async def settled(self, support_case_id: UUID) -> Sequence[Settled]:
        line = payment_line.c
        query = select(line.kind, line.first_on, line.last_on, line.weekly).where(
            line.support_case_id == support_case_id, line.kind.not_in(FOR_NO_DAYS)
        )
        return [Settled(**row) for row in (await self._session.execute(query)).mappings()]

    async def add_lines(
        self, support_case_id: UUID, lines: Iterable[NewLine], *, by: str, at: datetime
    ) -> None:
        rows = [
            _row(line) | {"support_case_id": support_case_id, "made_by": by, "made_at": at} for line in lines
        ]
        if rows:
            await self._session.execute(insert(payment_line), rows)

    async def add_travel(self, support_case_id: UUID, travel: Travel, *, by: str, at: datetime) -> None:
        row = _once(LineKind.TRAVEL, travel.on, travel.cost) | {"needs_approval": True}
        await self._add_once(support_case_id, row, by=by, at=at)

    async def granted_on(self, support_case_id: UUID) -> Sequence[date]:
        line = payment_line.c
        of_case = line.support_case_id == support_case_id, line.kind == LineKind.MATERNITY_GRANT
        return (await self._session.scalars(select(line.first_on).where(*of_case))).all()

    async def add_grant(self, support_case_id: UUID, grant: Grant, *, by: str, at: datetime) -> None:
        """An amount past its review date waits for a manager (MO-12)."""
        flags = [UNVERIFIED] if grant.rate.is_unverified(grant.on) else []
        row = _once(LineKind.MATERNITY_GRANT, grant.on, grant.rate.amount)
        row |= {"rate_ids": [grant.rate.id], "flags": flags, "needs_approval": bool(flags)}
        await self._add_once(support_case_id, row, by=by, at=at)

    async def _add_once(
        self, support_case_id: UUID, row: dict[str, object], *, by: str, at: datetime
    ) -> None:
        known = {"id": new_id(), "support_case_id": support_case_id, "made_by": by, "made_at": at}
        await self._session.execute(insert(payment_line).values(**row, **known))

    async def _replace(self, known: Table, support_case_id: UUID, at: datetime) -> None:
        standing = (known.c.support_case_id == support_case_id, known.c.replaced_at.is_(None))
        await self._session.execute(update(known).where(*standing).values(replaced_at=at))

    async def _not_supported(self, support_case_id: UUID) -> Sequence[Spell]:
        of_case = support_move.c.support_case_id == support_case_id
        moves = await self._session.scalars(select(Move).where(of_case).order_by(support_move.c.number))
        return tuple(gaps(moves))

    async def _children(self, support_case_id: UUID) -> tuple[date, ...]:
        """Those who live with the person."""
        of_case = dependant.c.support_case_id == support_case_id
        is_child = (dependant.c.relation == Relation.CHILD) & dependant.c.lives_with_person
        return tuple(await self._session.scalars(select(dependant.c.born_on).where(of_case, is_child)))

    async def _stays(self, support_case_id: UUID) -> Sequence[ContractStay]:
        """The person's own. A stay goes on, whatever was expected, until somebody records that it ended."""
        stay = placement.c
        query = (
            select(stay.arrival_on, stay.departure_on, stay.state, premises.c.features)
            .join(premises, premises.c.id == stay.premises_id)
            .where(
                stay.support_case_id == support_case_id,
                stay.state.in_(HAS_ARRIVED),
                stay.dependant_id.is_(None),
            )
            .order_by(stay.arrival_on.desc())
        )
        return [
            _stay(arrival_on, departure_on if state is PlacementState.DEPARTED else None, features)
            for arrival_on, departure_on, state, features in await self._session.execute(query)
        ]


def _stay(first_on: date, last_on: date | None, features: Sequence[str]) -> ContractStay:
    return ContractStay(first_on=first_on, last_on=last_on, situation=catering(features))


def _once(kind: LineKind, on: date, amount: Decimal) -> dict[str, object]:
    """What belongs to one day and to no weekly amount."""
    return {
        "kind": kind,
        "first_on": on,
        "last_on": on,
        "weekly": NOTHING,
        "asylum_offset": NOTHING,
        "amount": amount,
        "rate_ids": [],
        "flags": [],
    }


def _row(line: NewLine) -> dict[str, object]:
    return {
        "id": new_id(),
        "kind": line.kind,
        "first_on": line.first_on,
        "last_on": line.last_on,
        "weekly": line.weekly,
        "asylum_offset": line.why.asylum_offset,
        "amount": line.amount,
        "rate_ids": [part.rate_id for part in line.why.parts],
        "flags": list(line.why.flags),
        "needs_approval": line.why.needs_approval and line.kind is not LineKind.OVERPAYMENT,
    }
