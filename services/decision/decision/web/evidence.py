"""The evidence of a case: what there is, and each file once it is clean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from contracts.ids import CaseId
from decision.queries.case import CaseView
from decision.web import paths
from decision.web.case_frame import CaseFrame, frame, read_case
from decision.web.edge import CaseWork, ReferralService, Staff, Today
from decision.web.evidence_part import (
    NOT_OPENABLE,
    REFUSED,
    UNAVAILABLE,
    EvidenceLine,
    EvidencePart,
    fetch_file,
    read_evidence,
)
from plumbing.clock import utcnow
from plumbing.files import UNKNOWN_KIND, attachment, size_in_words
from plumbing.govuk.dates import moment
from plumbing.govuk.parts import Column, Status
from plumbing.pages import page
from plumbing.service_calls import PeerRefused, PeerUnavailable, ServedFile

router = APIRouter(prefix="/cases/{case_id}/evidence")

KINDS: Mapping[str, str] = {
    "application/pdf": "PDF",
    "application/msword": "Word document",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word document",
    "image/jpeg": "JPEG picture",
    "image/png": "PNG picture",
}
STATES: Mapping[str, Status] = {
    "waiting": Status("Waiting", "in-progress"),
    "clean": Status("Safe to open", "plain"),
    "refused": Status("Harmful, so not kept", "blocked"),
    "unchecked": Status("Could not be checked, so nobody can open it", "blocked"),
}


@dataclass(frozen=True)
class FileLine:
    name: str
    description: str
    what: str
    added: str
    organisation: str
    state: Status
    open: str


@dataclass(frozen=True)
class EvidencePage:
    frame: CaseFrame
    files: Sequence[FileLine]
    trouble: str
    is_list_missing: bool
    columns: Sequence[Column] = (Column("File"), Column("Added"), Column("Virus check"))


@dataclass(frozen=True)
class Visit:
    """Somebody at the evidence of a case, for the list or for a file from it."""

    request: Request
    case_id: UUID
    user: Staff
    work: CaseWork
    service: ReferralService
    today: Today

    async def page(self, trouble: str = "", *, status: int = HTTPStatus.OK) -> Response:
        async with self.work() as uow:
            view = await read_case(uow, CaseId(self.case_id), self.user, page="evidence", at=utcnow())
        part = await read_evidence(self.service, view.case.referral_id, self.user)
        return page(self.request, "case/evidence.html", self._shown(view, part, trouble), status=status)

    def _shown(self, view: CaseView, part: EvidencePart, trouble: str) -> EvidencePage:
        lines = [_line(view.case.id, each) for each in part.files]
        return EvidencePage(
            frame(view, "evidence", self.user, self.today), lines, part.trouble or trouble, bool(part.trouble)
        )

    async def fetch(self, evidence_id: UUID) -> ServedFile:
        async with self.work() as uow:
            case = await uow.cases.get(CaseId(self.case_id))
        return await fetch_file(self.service, case.referral_id, evidence_id, self.user)

    async def note_opened(self, evidence_id: UUID) -> None:
        async with self.work() as uow:
            uow.audit.add(
                action="evidence_opened",
                actor=str(self.user.id),
                subject=str(self.case_id),
                at=utcnow(),
                detail={"evidence": str(evidence_id)},
            )


Visiting = Annotated[Visit, Depends()]


@router.get("")
async def evidence(visit: Visiting) -> Response:
    """Asked of the referral service each time: no file and no name of one is kept here."""
    return await visit.page()


@router.get("/{evidence_id}")
async def open_file(visit: Visiting, evidence_id: UUID) -> Response:
    """Nobody gets a file before it is recorded that they did."""
    try:
        file = await visit.fetch(evidence_id)
    except PeerUnavailable:
        return await visit.page(UNAVAILABLE, status=HTTPStatus.SERVICE_UNAVAILABLE)
    except PeerRefused as refusal:
        is_missing = refusal.status == HTTPStatus.NOT_FOUND
        return await visit.page(NOT_OPENABLE if is_missing else REFUSED, status=refusal.status)
    await visit.note_opened(evidence_id)
    return attachment(file.name, file.content, kind=file.kind if file.kind in KINDS else UNKNOWN_KIND)


def _line(case_id: CaseId, file: EvidenceLine) -> FileLine:
    return FileLine(
        name=file.name,
        description=file.description,
        what=f"{KINDS.get(file.type, 'File')}, {size_in_words(file.size)}",
        added=moment(file.added_at),
        organisation=file.organisation,
        state=STATES[file.state],
        open=paths.evidence_file(case_id, file.id) if file.state == "clean" else "",
    )
