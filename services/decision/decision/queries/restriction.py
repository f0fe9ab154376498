"""Whom a leader can name among those who may open a case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from contracts.ids import CaseId, UserId
from decision.storage import UnitOfWork
from decision.storage.tables import plumbing
from plumbing.directory import PROGRAM, may_come_in

WHO_OPEN_CASES = ("caseworker", "second_reviewer", "leader")


@dataclass(frozen=True)
class Colleague:
    id: UserId
    name: str
    roles: frozenset[str]


async def may_be_named(uow: UnitOfWork, case_id: CaseId, *, at: datetime) -> Sequence[Colleague]:
    """By name. Programs are named by nobody, nor who has declared a conflict of interest."""
    known = plumbing.directory.c
    query = (
        select(known.user_id, known.name, known.roles)
        .where(known.roles.overlap(WHO_OPEN_CASES), ~known.roles.contains([PROGRAM]))
        .where(may_come_in(plumbing.directory, at))
        .order_by(known.name, known.user_id)
    )
    conflicted = await uow.allocation.conflicted(case_id)
    rows = await uow.session.execute(query)
    return [
        Colleague(UserId(row.user_id), row.name, frozenset(row.roles))
        for row in rows
        if row.user_id not in conflicted
    ]
