"""Cases: loaded whole, locked before they are changed."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.attributes import flag_modified

from contracts.ids import CaseId, ReferralId
from decision.domain.case import Case
from decision.domain.joining import Pair, PartOfAnother
from decision.domain.restriction import RestrictedToOthers
from decision.storage.restricted_tables import is_open_to_reader
from decision.storage.tables import case_file, clock


class CaseNotFound(Exception):
    pass


class CaseChanged(Exception):
    """Somebody has changed the case since it was read."""

    def __init__(self, case_id: CaseId, *, seen: int, now: int) -> None:
        super().__init__(f"case {case_id} is at version {now}, not {seen}")
        self.case_id = case_id
        self.seen = seen
        self.now = now


class Cases:
    """What a transaction that reads for somebody asks for and may not open raises RestrictedToOthers."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, case: Case) -> None:
        self._session.add(case)

    def touch(self, case: Case) -> None:
        """What others have read of the case is out of date, even if only what hangs on it has changed."""
        flag_modified(case, "stage")

    async def get(self, case_id: CaseId) -> Case:
        return await self._one(select(Case).where(case_file.c.id == case_id))

    async def of_referral(self, referral_id: ReferralId) -> Case:
        """Locked: what another service says of it is noted on the case as it is now."""
        query = select(Case).where(case_file.c.referral_id == referral_id).with_for_update(of=case_file)
        return await self._one(query.execution_options(populate_existing=True))

    async def with_reference(self, reference: str) -> CaseId | None:
        query = select(case_file.c.id).where(
            case_file.c.reference == reference, is_open_to_reader(self._session)
        )
        return await self._session.scalar(query)

    async def exists_for(self, referral_id: ReferralId) -> bool:
        query = select(case_file.c.id).where(case_file.c.referral_id == referral_id)
        return await self._session.scalar(query) is not None

    async def as_it_is(self, case_id: CaseId) -> Case:
        """Locked: what happened by itself is noted on the case as it is now."""
        return await self._lock(case_id)

    async def locked(self, case_id: CaseId, *, seen: int) -> Case:
        """The case to change, as it was when its reader last saw it. Others wait until we are done.

        Raises CaseChanged and PartOfAnother.
        """
        case = await self._lock(case_id)
        if case.version != seen:
            raise CaseChanged(case_id, seen=seen, now=case.version)
        if case.merged_into:
            raise PartOfAnother
        return case

    async def locked_pair(self, case_id: CaseId, other_id: CaseId, *, seen: int) -> Pair:
        """Both, locked in one order whoever asks; `case_id` is the one its reader has seen.

        Raises CaseChanged, CaseNotFound and OneCaseOnly.
        """
        cases = {each: await self._lock(each) for each in sorted({case_id, other_id})}
        case = cases[case_id]
        if case.version != seen:
            raise CaseChanged(case_id, seen=seen, now=case.version)
        return Pair.of(case, cases[other_id])

    async def with_clocks_to_look_at(self, today: date, *, limit: int) -> Sequence[Case]:
        """Cases to which time does something today. One that is being changed waits for the next sweep.

        Nothing is said of a case that is part of another, until the merge is undone.
        """
        merged = select(case_file.c.id).where(case_file.c.merged_into.is_not(None))
        earliest = (
            select(clock.c.case_id)
            .where(clock.c.look_at_on <= today, clock.c.case_id.not_in(merged))
            .order_by(clock.c.look_at_on, clock.c.id)
            .limit(limit)
        )
        ids = set(await self._session.scalars(earliest))
        query = select(Case).where(case_file.c.id.in_(ids)).order_by(case_file.c.id)
        locked = query.with_for_update(of=case_file, skip_locked=True)
        return (await self._session.scalars(locked.execution_options(populate_existing=True))).all()

    async def _lock(self, case_id: CaseId) -> Case:
        query = select(Case).where(case_file.c.id == case_id).with_for_update(of=case_file)
        return await self._one(query.execution_options(populate_existing=True))

    async def _one(self, query: Select[Case]) -> Case:
        open_to_reader = query.where(is_open_to_reader(self._session))
        case = (await self._session.scalars(open_to_reader)).one_or_none()
        if case is None:
            raise await self._why_none(query)
        return case

    async def _why_none(self, query: Select[Case]) -> Exception:
        closed = await self._session.scalar(query.with_only_columns(case_file.c.id))
        return RestrictedToOthers(closed) if closed else CaseNotFound()
