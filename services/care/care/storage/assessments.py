"""What is loaded about coming into support: attempts to reach somebody, assessments, what they were given."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from care.domain.assessments import HeldAssessment, Kind
from care.domain.attempts import ContactAttempt
from care.domain.people import PersonId
from care.domain.welcome import MaterialIssue
from care.storage import intake_tables
from clocks.days import london_day
from contracts.ids import SupportCaseId

LATER = (Kind.DETAILED, Kind.REVIEW)


class Attempts:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, attempt: ContactAttempt) -> None:
        self._session.add(attempt)

    async def of_case(self, case_id: SupportCaseId) -> Sequence[ContactAttempt]:
        """In the order in which they were made."""
        table = intake_tables.contact_attempt.c
        query = select(ContactAttempt).where(table.support_case_id == case_id).order_by(table.tried_at)
        return (await self._session.scalars(query)).all()

    async def of_cases(
        self, case_ids: Collection[SupportCaseId]
    ) -> Mapping[SupportCaseId, Sequence[ContactAttempt]]:
        """For each, in the order in which they were made."""
        table = intake_tables.contact_attempt.c
        query = select(ContactAttempt).where(table.support_case_id.in_(case_ids)).order_by(table.tried_at)
        made: dict[SupportCaseId, list[ContactAttempt]] = {each: [] for each in case_ids}
        for attempt in await self._session.scalars(query):
            made[attempt.support_case_id].append(attempt)
        return made


class Assessments:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, held: HeldAssessment) -> None:
        self._session.add(held)

    async def of_case(self, case_id: SupportCaseId) -> Sequence[HeldAssessment]:
        """The latest first."""
        table = intake_tables.assessment.c
        query = select(HeldAssessment).where(table.support_case_id == case_id)
        return (await self._session.scalars(query.order_by(table.done_at.desc()))).all()

    async def latest(self, case_id: SupportCaseId, kinds: Collection[Kind]) -> HeldAssessment | None:
        held = await self.of_case(case_id)
        return next((each for each in held if each.kind in kinds), None)

    async def last_known_on(self, case_id: SupportCaseId) -> date | None:
        """The day on which needs were last assessed in full or reviewed."""
        table = intake_tables.assessment.c
        query = select(func.max(table.done_at)).where(table.support_case_id == case_id, table.kind.in_(LATER))
        done_at: datetime | None = await self._session.scalar(query)
        return london_day(done_at) if done_at else None


class Materials:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, issue: MaterialIssue) -> None:
        self._session.add(issue)

    async def of_person(self, case_id: SupportCaseId, person_id: PersonId) -> Sequence[MaterialIssue]:
        """In the order in which they were given."""
        table = intake_tables.material_issue.c
        of_person = (table.support_case_id == case_id, table.person_id == person_id)
        query = select(MaterialIssue).where(*of_person).order_by(table.issued_at)
        return (await self._session.scalars(query)).all()

    async def has_all(self, case_id: SupportCaseId, person_id: PersonId) -> bool:
        return any(each.is_complete for each in await self.of_person(case_id, person_id))
