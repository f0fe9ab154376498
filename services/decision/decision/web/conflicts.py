"""When a case is no longer as its reader saw it: what changed, what they typed, and where to go on."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from starlette.responses import Response

from decision.domain.case import NotYours, TakenBySomebodyElse
from decision.domain.joining import PartOfAnother
from decision.domain.stages import StepNotAllowed
from decision.storage import CaseChanged
from decision.web import paths
from decision.web.case_frame import CaseFrame, frame, read_case
from decision.web.timeline import what_happened
from decision.web.visits import Visit
from plumbing.clock import utcnow
from plumbing.pages import page

CONFLICTS = (CaseChanged, StepNotAllowed, TakenBySomebodyElse, NotYours, PartOfAnother)


@dataclass(frozen=True)
class ChangedPage:
    frame: CaseFrame
    changes: Sequence[str]
    typed: str
    href: str


async def case_has_changed(visit: Visit, *, seen: int, typed: str = "") -> Response:
    async with visit.work() as uow:
        view = await read_case(uow, visit.case_id, visit.user, page="changed", at=utcnow())
        changes = what_happened(await uow.history.of_case(visit.case_id, after_version=seen))
    around = frame(view, "", visit.user, visit.today)
    shown = ChangedPage(around, changes, typed, paths.case(visit.case_id))
    return page(visit.request, "case_changed.html", shown, status=HTTPStatus.CONFLICT)
