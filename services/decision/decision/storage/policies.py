"""Published versions of the policy, and how far each has been counted through the open clocks.

A version is never edited. The rules in force are those that ship with the product, and every version
published since laid over them in the order of publishing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import Column, Date, Index, Integer, Table, Text, Update, insert, select, text, update
from sqlalchemy.dialects.postgresql import UUID
from sqlalchemy.ext.asyncio import AsyncSession

from clocks import RuleBook, laid_over, read_rules
from contracts.ids import CaseId, UserId
from decision.domain.case import Case
from decision.domain.policies import NewPolicy
from decision.domain.rules import rule_book
from decision.storage.open_cases import open_cases_after
from decision.storage.tables import clock, metadata, plumbing
from plumbing.tables import INSTANT

published_policy = Table(
    "published_policy",
    metadata,
    Column("version", Text, primary_key=True),
    Column("effective_from", Date, nullable=False),
    Column("text", Text, nullable=False),
    Column("published_at", INSTANT, nullable=False),
    Column("published_by", UUID),
    Column("after_case", UUID),
    Column("looked_at", Integer, nullable=False),
    Column("moved", Integer, nullable=False),
    Column("finished_at", INSTANT),
    Index("published_policy_unfinished", "published_at", postgresql_where=text("finished_at IS NULL")),
)


@dataclass(frozen=True)
class Unfinished:
    """A version that open clocks are still being counted by."""

    version: str
    rules: Sequence[str]
    after_case: CaseId | None


@dataclass(frozen=True)
class PublishedPolicy:
    """`finished_at` is none while clocks are counted."""

    version: str
    effective_from: date
    rules: Sequence[str]
    published_at: datetime
    published_by: str
    moved: int
    finished_at: datetime | None


@lru_cache(maxsize=8)
def _book(texts: tuple[str, ...]) -> RuleBook:
    """Read once for each state of the register, not once for each command."""
    book = rule_book()
    for each in texts:
        book = laid_over(book, read_rules(each))
    return book


@lru_cache(maxsize=64)
def _rules(text: str) -> Sequence[str]:
    return sorted({rule.id for rule in read_rules(text).rules})


class Policies:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def book(self) -> RuleBook:
        """Every version of every rule, as published until now."""
        columns = published_policy.c
        query = select(columns.text).order_by(columns.published_at, columns.version)
        return _book(tuple(await self._session.scalars(query)))

    async def publish(self, policy: NewPolicy, *, by: UserId | None, at: datetime) -> None:
        row = {
            "version": policy.version.id,
            "effective_from": policy.version.effective_from,
            "text": policy.text,
            "published_at": at,
            "published_by": by,
            "looked_at": 0,
            "moved": 0,
        }
        await self._session.execute(insert(published_policy).values(row))

    async def oldest_unfinished(self) -> Unfinished | None:
        """Locked: two workers never count by one version at the same time."""
        columns = published_policy.c
        query = (
            select(columns.version, columns.text, columns.after_case)
            .where(columns.finished_at.is_(None))
            .order_by(columns.published_at)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        row = (await self._session.execute(query)).one_or_none()
        return Unfinished(row.version, _rules(row.text), row.after_case) if row else None

    async def cases_after(
        self, case_id: CaseId | None, *, rules: Sequence[str], limit: int
    ) -> Sequence[Case]:
        """The next cases, by id, with an open clock of one of these rules."""
        counting = clock.c.rule.in_(rules)
        return await open_cases_after(self._session, case_id, counting=counting, limit=limit)

    async def note(self, found: Unfinished, *, last: CaseId, looked_at: int, moved: int) -> None:
        columns = published_policy.c
        counted = {"looked_at": columns.looked_at + looked_at, "moved": columns.moved + moved}
        await self._session.execute(self._of(found).values(after_case=last, **counted))

    async def finish(self, found: Unfinished, *, at: datetime) -> None:
        await self._session.execute(self._of(found).values(finished_at=at))

    async def published(self) -> list[PublishedPolicy]:
        """Newest first."""
        columns, known = published_policy.c, plumbing.directory.c
        query = (
            select(published_policy, known.name)
            .outerjoin(plumbing.directory, known.user_id == columns.published_by)
            .order_by(columns.published_at.desc(), columns.version.desc())
        )
        return [
            PublishedPolicy(
                version=row.version,
                effective_from=row.effective_from,
                rules=_rules(row.text),
                published_at=row.published_at,
                published_by=row.name or "",
                moved=row.moved,
                finished_at=row.finished_at,
            )
            for row in await self._session.execute(query)
        ]

    def _of(self, found: Unfinished) -> Update:
        return update(published_policy).where(published_policy.c.version == found.version)
