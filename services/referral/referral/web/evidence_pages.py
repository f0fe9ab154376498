"""What the pages about evidence have in common, whether the referral has been sent or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.responses import Response

from plumbing.clamd import Clamd
from plumbing.files import size_in_words
from plumbing.forms import MOST_FIELDS, MOST_FILES, FieldError, Filled, Form
from plumbing.govuk.parts import Column, Status
from plumbing.languages import gettext as _
from plumbing.pages import page
from referral.domain.evidence import Evidence, Owner, State, Unfit
from referral.web import paths

FIELD = "evidence"


@dataclass(frozen=True)
class EvidencePage:
    title: str
    caption: str
    back: str
    filled: Filled[Form]
    files: Sequence[dict[str, object]]
    has_unchecked: bool
    done: str
    is_sent: bool
    columns: tuple[Column, ...]


def columns() -> tuple[Column, ...]:
    names = (_("File"), _("Size"), _("Virus check"), _("Actions"))
    return tuple(Column(name) for name in names)


def messages() -> dict[Unfit, str]:
    return {
        Unfit.REQUIRED: _("Select a file to upload"),
        Unfit.EMPTY: _("The selected file is empty. Select another file"),
        Unfit.TYPE: _("The selected file must be a real PDF, DOC, DOCX, JPG, JPEG or PNG"),
        Unfit.SIZE: _("The selected file must be 25MB or smaller"),
        Unfit.UNPACKED: _(
            "The selected document has too much in it for the virus check. "
            "Save it as a PDF, or with smaller pictures, and select it again"
        ),
        Unfit.COUNT: _("You can only add 100 files. Remove one before you add another"),
        Unfit.VIRUS: _("The virus check found something harmful in this file, so we did not keep it"),
    }


def refused(reason: Unfit) -> Filled[Form]:
    return Filled(errors=(FieldError(FIELD, messages()[reason], reason.value),))


def shown(evidence: Evidence) -> dict[str, object]:
    return {
        "name": evidence.name,
        "description": evidence.description,
        "size": size_in_words(evidence.size),
        "state": _status(evidence.state),
        "open": paths.evidence_file(evidence.owner, evidence.id) if evidence.is_openable else "",
        "describe": paths.evidence_file(evidence.owner, evidence.id, "describe"),
        "remove": paths.evidence_file(evidence.owner, evidence.id, "remove"),
        "is_removable": evidence.is_removable,
    }


def _status(state: State) -> Status:
    match state:
        case State.WAITING:
            return Status(_("Waiting for the virus check"), "in-progress")
        case State.CLEAN:
            return Status(_("Safe to open"), "plain")
        case State.REFUSED:
            return Status(_("Refused: harmful"), "plain")
        case State.UNCHECKED:
            return Status(_("Could not be checked"), "blocked")


def evidence_page(
    request: Request, owner: Owner, files: Sequence[Evidence], filled: Filled[Form] | None = None
) -> Response:
    is_sent = owner.referral_id is not None
    assert owner.referral_id or owner.draft_id
    view = EvidencePage(
        title=_("Evidence"),
        caption="" if is_sent else _("Evidence"),
        back=paths.referral(owner.referral_id) if owner.referral_id else paths.task_list(owner.draft_id),  # type: ignore[arg-type]  # one of the two is there
        filled=filled or Filled(),
        files=[shown(each) for each in files],
        has_unchecked=any(each.state is State.UNCHECKED for each in files),
        done=f"{paths.evidence(owner)}/done",
        is_sent=is_sent,
        columns=columns(),
    )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if filled else HTTPStatus.OK
    return page(request, "evidence.html", view, status=status)


async def sent_file(request: Request) -> tuple[str, bytes]:
    """The name as the browser told it, and all of it: the body is limited before we get here."""
    sent = await request.form(max_fields=MOST_FIELDS, max_files=MOST_FILES)
    file = sent.get(FIELD)
    if not isinstance(file, UploadFile) or not file.filename:
        return "", b""
    return file.filename, await file.read()


def scanner_of(request: Request) -> Clamd:
    scanner: Clamd = request.app.state.scanner
    return scanner
