"""The groups by which waiting is compared. Kept apart from the case: counted, and on no page of a case."""

from typing import TypedDict
from uuid import UUID

from sqlalchemy import Column, ForeignKey, Table, Text
from sqlalchemy.dialects.postgresql import UUID as UUID_COLUMN
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from contracts.ids import ExploitationType, Gender, NationalityGroup
from decision.storage.tables import metadata

REFERRAL_OF_CASE = ForeignKey("case_file.referral_id", name="counted_group_case")
counted_group = Table(
    "counted_group",
    metadata,
    Column("referral_id", UUID_COLUMN, REFERRAL_OF_CASE, primary_key=True),
    Column("gender", Text),
    Column("nationality_group", Text),
    Column("exploitation_type", Text),
)


class Groups(TypedDict):
    """None where the referral does not say."""

    gender: Gender | None
    nationality_group: NationalityGroup | None
    exploitation_type: ExploitationType | None


class CountedGroups:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def note(self, referral_id: UUID, groups: Groups) -> None:
        """Once for a referral whose case is open, however often it is said."""
        added = insert(counted_group).values(referral_id=referral_id, **groups)
        await self._session.execute(added.on_conflict_do_nothing())
