"""Where a list goes on, as a signed word that means nothing outside this service and to nobody else."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query, Request
from itsdangerous import BadSignature, URLSafeSerializer

from contracts.ids import ReferralId
from plumbing.problems import Fault, Problem
from referral.web.edge import Responder

LONGEST = 200


@dataclass(frozen=True)
class Cursor:
    """`after` is the last referral the caller has seen."""

    signer: URLSafeSerializer
    after: ReferralId | None

    def following(self, last: ReferralId) -> str:
        return str(self.signer.dumps(str(last)))


def _cursor(
    request: Request, user: Responder, after: Annotated[str, Query(max_length=LONGEST)] = ""
) -> Cursor:
    secret = request.app.state.settings.client_secret.get_secret_value()
    signer = URLSafeSerializer(secret, salt=f"referrals of {user.id}")
    return Cursor(signer, _read(signer, after) if after else None)


def _read(signer: URLSafeSerializer, typed: str) -> ReferralId:
    try:
        return ReferralId(UUID(signer.loads(typed)))
    except BadSignature:
        fault = Fault("query:after", "cursor", "Use the value of `next` from the page before, unchanged.")
        raise Problem(HTTPStatus.BAD_REQUEST, "The list cannot go on from there.", faults=[fault]) from None


ListCursor = Annotated[Cursor, Depends(_cursor)]
