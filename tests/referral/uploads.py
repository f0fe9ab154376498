"""Files uploaded to a draft, and what is kept of them."""

import httpx
from sqlalchemy import func, select

from plumbing.database import Work
from referral.domain.drafts import DraftId
from referral.domain.evidence import Evidence, Owner
from referral.storage import UnitOfWork


async def upload(client: httpx.AsyncClient, of: object, name: str, content: bytes) -> httpx.Response:
    return await client.post(f"/drafts/{of}/evidence", files={"evidence": (name, content)})


async def files_of(work: Work[UnitOfWork], draft: DraftId) -> list[Evidence]:
    async with work() as uow:
        return list(await uow.evidence.all_of(Owner(draft_id=draft)))


async def count(work: Work[UnitOfWork], table: object) -> int:
    async with work() as uow:
        return int((await uow.session.execute(select(func.count()).select_from(table))).scalar_one())  # type: ignore[arg-type]
