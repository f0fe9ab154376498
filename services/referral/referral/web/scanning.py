"""Asking the scanner about files. This is done where the keys are: the worker cannot read any file."""

import asyncio
from typing import Any

import structlog

from plumbing.clamd import Clamd, ScannerUnavailable
from plumbing.clock import utcnow
from plumbing.database import Work
from referral import evidence
from referral.domain.evidence import EvidenceId
from referral.storage import EvidenceMissing, UnitOfWork

AT_ONCE_SECONDS = 10.0
logger = structlog.get_logger()


async def scan_now(
    work: Work[UnitOfWork], scanner: Clamd, evidence_id: EvidenceId, content: bytes
) -> str | None:
    """While the person waits; without an answer the file stays as it is, and is tried again later."""
    try:
        found = await Clamd(scanner.address, AT_ONCE_SECONDS).find(content)
    except ScannerUnavailable as reason:
        logger.warning("scan_put_off", evidence_id=str(evidence_id), reason=str(reason))
        return None
    await _judge(work, evidence_id, found)
    return found


async def scan_waiting(work: Work[UnitOfWork], scanner: Clamd) -> None:
    """One after the other. A file that cannot be scanned does not keep the others waiting."""
    async with work() as uow:
        waiting = await uow.evidence.waiting()
    for evidence_id in waiting:
        try:
            await _scan_one(work, scanner, evidence_id)
        except (ScannerUnavailable, EvidenceMissing) as reason:
            logger.warning("scan_put_off", evidence_id=str(evidence_id), reason=str(reason))


async def _scan_one(work: Work[UnitOfWork], scanner: Clamd, evidence_id: EvidenceId) -> None:
    async with work() as uow:
        content = await uow.evidence.content(evidence_id)
    await _judge(work, evidence_id, await scanner.find(content))


async def _judge(work: Work[UnitOfWork], evidence_id: EvidenceId, found: str | None) -> None:
    async with work() as uow:
        await evidence.judge(uow, evidence_id, found, at=utcnow())


async def keep_scanning(work: Work[UnitOfWork], scanner: Clamd, *, seconds: float) -> None:
    """Until cancelled."""
    while scanner.address:
        try:
            await scan_waiting(work, scanner)
        except Exception as fault:
            logger.error("scanning_failed", exc_info=fault)
        await asyncio.sleep(seconds)


async def stop(task: asyncio.Task[Any]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
