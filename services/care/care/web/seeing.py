"""Whether whoever opens a page may see what is on it, by the matrix; and what they are told if not."""

from http import HTTPStatus

from care.domain.support import SupportCase
from care.domain.visibility import Data, Role, may_read, role_of
from care.storage import Missing
from care.web.edge import Desk
from plumbing.problems import Problem

TO_WORKERS = (
    "This is for the person’s own support worker. If that is you now, take the person on their overview or "
    "ask your manager to hand them over."
)
TO_OTHERS = "Your role does not show you this. Ask the person’s support provider for what you need to know."


def role_at(desk: Desk, case: SupportCase) -> Role:
    """To whoever neither supports nor oversees the person, the person is not there."""
    role = role_of(desk.actor, provider_id=case.provider_id, worker_id=case.worker_id)
    if role is None:
        raise Missing("support case")
    return role


def must_see(desk: Desk, case: SupportCase, data: Data) -> None:
    role = role_at(desk, case)
    if not may_read(data, role):
        said = TO_WORKERS if role is Role.OTHER_WORKER else TO_OTHERS
        raise Problem(HTTPStatus.FORBIDDEN, said, heading="You cannot see this part of the record")
