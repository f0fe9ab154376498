"""Asking the scanner about files. This is done where the keys are: the worker cannot read any file."""

import asyncio
import time
from typing import Any

import structlog
from prometheus_client import Gauge

from plumbing.clamd import Clamd, ScannerUnavailable, TooMuchToScan
from plumbing.clock import utcnow
from plumbing.database import Work
from referral import evidence
from referral.domain.evidence import UNDECIDED, EvidenceId, State
from referral.storage import EvidenceMissing, UnitOfWork

AT_ONCE_SECONDS = 10.0
RETRY_SECONDS = 3600.0
CLOSED_FILES = Gauge("nrm_evidence_closed_files", "Files no virus check has decided on", ["state"])
logger = structlog.get_logger()


async def scan_now(
    work: Work[UnitOfWork], scanner: Clamd, evidence_id: EvidenceId, content: bytes
) -> str | None:
    """While the person waits; without an answer the file stays as it is, and is tried again later."""
    try:
        return await _scan(work, Clamd(scanner.address, AT_ONCE_SECONDS), evidence_id, content)
    except ScannerUnavailable as reason:
        logger.warning("scan_put_off", evidence_id=str(evidence_id), reason=str(reason))
        return None


async def scan_waiting(work: Work[UnitOfWork], scanner: Clamd, state: State = State.WAITING) -> None:
    """One after the other. A file that cannot be scanned does not keep the others waiting."""
    async with work() as uow:
        waiting = await uow.evidence.in_state(state)
    for evidence_id in waiting:
        try:
            async with work() as uow:
                content = await uow.evidence.content(evidence_id)
            await _scan(work, scanner, evidence_id, content)
        except (ScannerUnavailable, EvidenceMissing) as reason:
            logger.warning("scan_put_off", evidence_id=str(evidence_id), reason=str(reason))


async def _scan(
    work: Work[UnitOfWork], scanner: Clamd, evidence_id: EvidenceId, content: bytes
) -> str | None:
    try:
        found = await scanner.find(content)
    except TooMuchToScan as reason:
        async with work() as uow:
            await evidence.leave_unchecked(uow, evidence_id, str(reason), at=utcnow())
        raise
    async with work() as uow:
        await evidence.judge(uow, evidence_id, found, at=utcnow())
    return found


async def keep_scanning(work: Work[UnitOfWork], scanner: Clamd, *, seconds: float) -> None:
    """Until cancelled. A scanner's limits change seldom, so what was too much for it is tried hourly."""
    if not scanner.address:
        logger.error("no_virus_check", consequence="uploaded files wait, and nobody can open them")
    retry_at = 0.0
    while True:
        try:
            if scanner.address:
                await scan_waiting(work, scanner)
                if time.monotonic() >= retry_at:
                    await scan_waiting(work, scanner, State.UNCHECKED)
                    retry_at = time.monotonic() + RETRY_SECONDS
            await count_closed_files(work)
        except Exception as fault:
            logger.error("scanning_failed", exc_info=fault)
        await asyncio.sleep(seconds)


async def count_closed_files(work: Work[UnitOfWork]) -> None:
    """An alert hangs on this: evidence that nobody can read helps nobody."""
    for state in UNDECIDED:
        async with work() as uow:
            CLOSED_FILES.labels(state.value).set(len(await uow.evidence.in_state(state)))


async def stop(task: asyncio.Task[Any]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
