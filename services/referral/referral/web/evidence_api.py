"""Evidence for programs: files added to a referral that has been sent. The limits are those of the pages."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from starlette.datastructures import UploadFile
from starlette.responses import Response

from contracts.ids import ReferralId
from plumbing.access import User
from plumbing.clock import utcnow
from plumbing.files import attachment
from plumbing.forms import MOST_FIELDS, MOST_FILES
from plumbing.idempotency import Named
from plumbing.identifiers import new_id
from plumbing.problems import Fault, Problem
from plumbing.rate_limits import limited
from referral import evidence
from referral.domain.evidence import (
    LONGEST_DESCRIPTION,
    Evidence,
    EvidenceId,
    EvidenceRefused,
    Owner,
    Unfit,
    kind_of,
    plain_name,
)
from referral.evidence import Upload
from referral.storage import UnitOfWork
from referral.web.edge import OpenWork, OwnWork, Responder
from referral.web.evidence_pages import messages
from referral.web.tags import IfMatch, Seen, tagged

router = APIRouter(prefix="/v1/referrals/{referral_id}/evidence")

FORM = "multipart/form-data"
STATUS = {
    Unfit.SIZE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    Unfit.TYPE: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
}
SENT_AS: dict[str, Any] = {
    "required": ["file"],
    "type": "object",
    "properties": {
        "file": {"type": "string", "contentMediaType": "application/octet-stream"},
        "description": {"type": "string", "maxLength": LONGEST_DESCRIPTION},
    },
}
UPLOAD: dict[str, Any] = {"requestBody": {"required": True, "content": {FORM: {"schema": SENT_AS}}}}


class EvidenceItem(BaseModel):
    """It can be opened once `state` is `clean`. One that is `refused` held something harmful and is gone;
    one that is `unchecked` was too much for the virus check, which tries again every hour."""

    id: UUID
    name: str
    type: str
    size: int
    state: str
    description: str
    added_at: AwareDatetime


class EvidenceItems(BaseModel):
    items: list[EvidenceItem]


class Description(BaseModel):
    model_config = ConfigDict(extra="forbid")

    description: str = Field(max_length=LONGEST_DESCRIPTION)


@dataclass(frozen=True)
class Wanted:
    """One file of a referral, and who wants something of it."""

    owner: Owner
    id: EvidenceId
    by: User
    open_work: OpenWork

    @asynccontextmanager
    async def unchanged(self, seen: Seen) -> AsyncIterator[UnitOfWork]:
        """The file as the caller has seen it; nobody else changes it meanwhile."""
        async with self.open_work() as uow:
            found = await evidence.lock_one_of_own(uow, self.owner, self.id, self.by, at=utcnow())
            seen.refuse_if_changed(_item(found))
            yield uow


def _wanted(referral_id: ReferralId, evidence_id: EvidenceId, user: Responder, work: OwnWork) -> Wanted:
    return Wanted(Owner(referral_id=referral_id), evidence_id, user, work)


OneFile = Annotated[Wanted, Depends(_wanted)]


@router.post(
    "",
    status_code=HTTPStatus.CREATED,
    response_model=EvidenceItem,
    dependencies=[limited("upload")],
    openapi_extra=UPLOAD,
)
async def add_evidence(
    referral_id: ReferralId, user: Responder, work: OwnWork, named: Named, request: Request
) -> Response:
    """The file waits for its virus check, which takes some seconds: read its `state` again."""
    upload = await _sent_file(request)
    once = named.holding(upload.name.encode(), upload.description.encode(), upload.content)
    async with work() as uow:
        if (answer := await once.earlier_answer(uow)) is not None:
            return answer
        with _saying_why():
            added = await evidence.add(uow, Owner(referral_id=referral_id), upload, by=user, at=utcnow())
        body = _item(added).model_dump(mode="json")
        return await once.keep(uow, HTTPStatus.CREATED, body, location=f"{request.url.path}/{added.id}")


async def _sent_file(request: Request) -> Upload:
    """Reading a hostile file takes its time, and happens beside everybody else's requests."""
    name, content, description = await _parts(request)
    if len(description) > LONGEST_DESCRIPTION:
        raise _unfit("/description", "string_too_long", "This is too long.")
    with _saying_why():
        kind = await asyncio.to_thread(kind_of, name, content)
    return Upload(EvidenceId(new_id()), name, kind, content, description)


async def _parts(request: Request) -> tuple[str, bytes, str]:
    """Name, content and description as they were sent; what lacks is empty."""
    if not request.headers.get("content-type", "").startswith(FORM):
        raise Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"Send the file as {FORM}.")
    async with request.form(max_fields=MOST_FIELDS, max_files=MOST_FILES) as form:
        if form.keys() - SENT_AS["properties"].keys():
            raise _unfit("", "extra_forbidden", "Only `file` and `description` are known here.")
        file, description = form.get("file"), str(form.get("description", ""))
        if not isinstance(file, UploadFile):
            return "", b"", description
        return plain_name(file.filename or ""), await file.read(), description


@contextmanager
def _saying_why() -> Iterator[None]:
    try:
        yield
    except EvidenceRefused as refusal:
        reason = refusal.reason
        status = STATUS.get(reason, HTTPStatus.UNPROCESSABLE_ENTITY)
        raise _unfit("/file", reason.value, messages()[reason], status) from None


def _unfit(
    pointer: str, code: str, detail: str, status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY
) -> Problem:
    return Problem(status, "The file was not taken.", faults=[Fault(pointer, code, detail)])


@router.get("", response_model=EvidenceItems)
async def own_evidence(request: Request, referral_id: ReferralId, user: Responder, work: OwnWork) -> Response:
    async with work() as uow:
        found = await evidence.own_evidence(uow, Owner(referral_id=referral_id), user, at=utcnow())
    return tagged(request, EvidenceItems(items=[_item(each) for each in found]))


@router.get("/{evidence_id}", response_model=EvidenceItem)
async def one_piece(request: Request, wanted: OneFile) -> Response:
    async with wanted.open_work() as uow:
        found = await evidence.one_of_own(uow, wanted.owner, wanted.id, wanted.by, at=utcnow())
    return tagged(request, _item(found))


@router.get("/{evidence_id}/content", response_class=Response)
async def open_evidence(wanted: OneFile) -> Response:
    """Only once it is clean; until then there is nothing here."""
    async with wanted.open_work() as uow:
        found, content = await evidence.open_own(uow, wanted.owner, wanted.id, by=wanted.by, at=utcnow())
    return attachment(found.name, content, kind=found.kind)


@router.patch("/{evidence_id}", response_model=EvidenceItem)
async def describe_evidence(request: Request, wanted: OneFile, body: Description, seen: IfMatch) -> Response:
    async with wanted.unchanged(seen) as uow:
        owner, by, at = wanted.owner, wanted.by, utcnow()
        await evidence.describe(uow, owner, wanted.id, body.description, by=by, at=at)
        found = await evidence.one_of_own(uow, owner, wanted.id, by, at=at)
    return tagged(request, _item(found))


@router.delete("/{evidence_id}", status_code=HTTPStatus.NO_CONTENT)
async def remove_evidence(wanted: OneFile, seen: IfMatch) -> None:
    """Only what was refused: a file that has been sent stays with the case."""
    async with wanted.unchanged(seen) as uow:
        await evidence.remove(uow, wanted.owner, wanted.id, by=wanted.by, at=utcnow())


def _item(found: Evidence) -> EvidenceItem:
    return EvidenceItem(
        id=found.id,
        name=found.name,
        type=found.kind,
        size=found.size,
        state=found.state.value,
        description=found.description,
        added_at=found.added_at,
    )
