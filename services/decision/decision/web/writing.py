"""One of the two grounds decisions while somebody writes it: the case, and what they have written so far."""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import ClassVar, Self, TypeVar

from contracts.ids import CaseId
from decision import commands
from decision.domain.decisions import DecisionKind, Ruling
from decision.domain.definition import FindingsDisagree, FindingsIncomplete
from decision.domain.grounds import GroundsTest
from decision.queries.case import CaseView
from decision.storage import Draft, UnitOfWork
from decision.web import paths
from decision.web.case_frame import CaseFrame, frame, read_case
from decision.web.relied_on import Sources, sources_for
from decision.web.returned import begun
from decision.web.visits import ByCaseworker, Visit
from plumbing.access import User
from plumbing.clock import utcnow
from plumbing.identifiers import new_id
from plumbing.problems import Problem
from plumbing.service_calls import Peer


@dataclass(frozen=True)
class Writing(ABC):
    """`returned_for` is what was said when it came back to its author; {} in `asking_why` is the outcome."""

    visit: Visit
    view: CaseView
    draft: Draft | None
    returned_for: str = ""

    kind: ClassVar[DecisionKind]
    caption: ClassVar[str]
    asking_why: ClassVar[str]
    reasons_hint: ClassVar[str]

    @classmethod
    async def of(cls, visit: Visit) -> Self:
        """Refused to whoever may not write it now."""
        async with visit.work() as uow:
            view = await read_case(uow, visit.case_id, visit.user, page="deciding", at=utcnow())
            so_far = await begun(uow, view.case, visit.user.id, cls.kind)
        if reason := cls.why_not(view, visit.user):
            raise Problem(HTTPStatus.CONFLICT, reason, heading="You cannot record a decision on this case")
        return cls(visit, view, so_far.draft, so_far.said)

    @staticmethod
    @abstractmethod
    def why_not(view: CaseView, user: User) -> str:
        """Empty when this person may write the decision now."""

    @staticmethod
    @abstractmethod
    async def record(uow: UnitOfWork, case_id: CaseId, ruling: Ruling, *, seen: int) -> str:
        """Returns what the page after it is to say."""

    @property
    @abstractmethod
    def test(self) -> GroundsTest: ...

    @abstractmethod
    def step(self, name: str) -> str: ...

    @abstractmethod
    def check_findings(self, draft: Draft) -> None:
        """Raises FindingsDisagree and FindingsIncomplete."""

    @abstractmethod
    def outcome(self, draft: Draft) -> str: ...

    @abstractmethod
    def after(self, draft: Draft) -> Sequence[str]: ...

    @abstractmethod
    def button(self, draft: Draft) -> str: ...

    @property
    def case_id(self) -> CaseId:
        return self.visit.case_id

    @property
    def frame(self) -> CaseFrame:
        return frame(self.view, "decisions", self.visit.user, self.visit.today)

    @property
    def referral_href(self) -> str:
        return paths.case(self.case_id, "referral")

    def agrees(self, draft: Draft) -> bool:
        try:
            self.check_findings(draft)
        except (FindingsDisagree, FindingsIncomplete):
            return False
        return True

    async def sources(self, service: Peer) -> Sources:
        return await sources_for(self.visit.work, self.view.case, service, self.visit.user)

    async def save(self, draft: Draft) -> None:
        async with self.visit.work() as uow:
            await commands.save_draft(uow, new_id(), self.case_id, draft, by=self.visit.user.id)


WritingT = TypeVar("WritingT", bound=Writing)


def begun_as(of: type[WritingT]) -> Callable[..., Awaitable[WritingT]]:
    async def begin(visit: ByCaseworker) -> WritingT:
        return await of.of(visit)

    return begin
