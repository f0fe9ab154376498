"""The letter itself, as a PDF to send: made when it is asked for, with the person's name, and not kept."""

import asyncio
from functools import cache
from http import HTTPStatus
from importlib import resources
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from starlette.responses import Response

from contracts.ids import CaseId
from decision.domain.notices import Recipient
from decision.domain.serving import check_recipient, decision_to_serve
from decision.queries.kept import why_kept
from decision.web.edge import CaseWork, Caseworker, ReferralService, Today
from decision.web.letter_text import Writing, on_paper
from decision.web.referral_part import read_referral
from decision.web.serving import why_not_send
from plumbing.clock import utcnow
from plumbing.files import attachment
from plumbing.paper import set_on_paper
from plumbing.problems import Problem

router = APIRouter(prefix="/cases/{case_id}/letters")

NO_NAME = "A letter needs the person’s name, and the referral service does not give it. "


@cache
def _template() -> bytes:
    return resources.files("decision.web").joinpath("templates", "letter.typ").read_bytes()


class _Desk:
    """Somebody who makes a letter, with what it is made of."""

    def __init__(
        self, case_id: UUID, user: Caseworker, work: CaseWork, service: ReferralService, today: Today
    ) -> None:
        self.case_id, self.user, self.work = CaseId(case_id), user, work
        self.service, self.today = service, today

    async def write(self, decision_id: UUID, recipient: Recipient) -> Writing:
        async with self.work() as uow:
            case = await uow.cases.get(self.case_id)
            reasons = await uow.reasons.of_decisions(case.id, [decision_id])
            times = await uow.timekeeping()
            kept = await why_kept(uow, case.id, decision_id)
        if reason := why_not_send(case, self.today, decision_id, recipient):
            raise Problem(HTTPStatus.CONFLICT, reason, heading="This letter cannot be sent now")
        referral = await read_referral(self.service, case.referral_id, self.user)
        if not referral.person_name:
            raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, NO_NAME + referral.trouble)
        decision = decision_to_serve(case, decision_id)
        return Writing(
            case=case,
            decision=decision,
            notice=check_recipient(case, decision, recipient),
            person_name=referral.person_name,
            reasons=reasons.get((decision_id, "reasons"), ""),
            times=times,
            why_kept=kept,
        )

    async def note(self, recipient: Recipient) -> None:
        async with self.work() as uow:
            uow.audit.add(
                action="letter_made",
                actor=str(self.user.id),
                subject=str(self.case_id),
                at=utcnow(),
                detail={"recipient": recipient.value},
            )


Desk = Annotated[_Desk, Depends()]


@router.get("/{decision_id}/to/{recipient}/letter.pdf")
async def letter(desk: Desk, decision_id: UUID, recipient: Recipient) -> Response:
    writing = await desk.write(decision_id, recipient)
    pdf = await asyncio.to_thread(set_on_paper, _template(), on_paper(writing, today=desk.today))
    await desk.note(recipient)
    return attachment(f"{writing.case.reference}.pdf", pdf, kind="application/pdf")
