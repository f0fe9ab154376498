"""What `nrm calendar` and `nrm policy` do in the decision service's database of a running system."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from clocks import BankHolidays
from decision.domain.policies import NewPolicy, PolicyPublishedBefore, PolicyRefused
from decision.publishing import calendars, policies
from decision.publishing.calendars import CalendarForgetsDays, CalendarPublishedBefore
from decision.publishing.counting_again import Move
from decision.storage import UnitOfWork
from nrm.folders import Folders
from nrm.refusals import CannotGoOn
from nrm.runtime.installation import Installation
from nrm.runtime.keys import ring_file
from nrm.runtime.running import running_databases
from plumbing.clock import utcnow
from plumbing.database import Database, Work
from plumbing.encryption import KeyRing


async def publish_calendar(data: Path, holidays: BankHolidays, *, is_preview: bool) -> dict[str, object]:
    async with _decision_work(data) as work, work() as uow:
        try:
            preview = await calendars.preview_calendar(uow, holidays)
            if not is_preview:
                await calendars.publish_calendar(uow, holidays, by=None, at=utcnow())
        except CalendarPublishedBefore:
            raise CannotGoOn(
                f"{holidays.version} has been published before. Give it a new version."
            ) from None
        except CalendarForgetsDays:
            raise CannotGoOn("The calendar must cover every day that the one in force covers.") from None
    return {
        "nation": holidays.nation,
        "version": holidays.version,
        "looked_at": preview.looked_at,
        "moved": preview.moved,
        "is_preview": is_preview,
    }


async def publish_policy(data: Path, policy: NewPolicy, *, is_preview: bool) -> dict[str, object]:
    async with _decision_work(data) as work, work() as uow:
        try:
            preview = await policies.preview_policy(uow, policy)
            if not is_preview:
                await policies.publish_policy(uow, policy, by=None, at=utcnow())
        except PolicyPublishedBefore:
            raise CannotGoOn(
                f"{policy.version.id} has been published before. Give it a new version."
            ) from None
        except PolicyRefused as refusal:
            raise CannotGoOn("\n".join(refusal.problems)) from None
    return {
        "version": policy.version.id,
        "looked_at": preview.looked_at,
        "moved": preview.moved,
        "moved_by_rule": dict(preview.moved_by_rule),
        "moves": [_move(each) for each in preview.moves],
        "is_preview": is_preview,
    }


def _move(move: Move) -> dict[str, str]:
    was = move.was.isoformat() if move.was else "no date"
    return {"case": move.reference, "rule": move.rule, "was": was, "now": move.now.isoformat()}


@asynccontextmanager
async def _decision_work(data: Path) -> AsyncIterator[Work[UnitOfWork]]:
    folders = Folders(data)
    url = running_databases(Installation(folders))["decision"].app
    database = Database(url, service="decision", connections=1)
    try:
        ring = KeyRing.from_file(ring_file(folders.keys, "decision"))
        yield database.work(partial(UnitOfWork, ring=ring))
    finally:
        await database.close()
