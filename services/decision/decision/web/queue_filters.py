"""What a queue is narrowed to, as boxes to tick and as an address."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any, Literal
from urllib.parse import urlencode
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict

from contracts.ids import AgeBand, CaseId, CompetentAuthority
from decision.domain.priority import Pressing, priorities
from decision.domain.stages import Stage
from decision.queries.queue import Cut, DueWhen, Holder, Wanted
from decision.storage.queue_tables import Order, Queue
from decision.web import paths
from decision.web.words import AUTHORITIES
from plumbing.access import User
from plumbing.govuk.parts import Chosen, FilterGroup, Link, Option

State = Literal["undecided", "review"]
STATES: dict[State, frozenset[Stage]] = {
    "undecided": frozenset({Stage.REASONABLE_GROUNDS_PENDING, Stage.CONCLUSIVE_GROUNDS_PENDING}),
    "review": frozenset({Stage.REASONABLE_GROUNDS_REVIEW, Stage.CONCLUSIVE_GROUNDS_REVIEW}),
}
HAVE_A_DAY_TO_MISS = (Queue.REASONABLE_GROUNDS, Queue.INFORMATION, Queue.REVIEW, Queue.RECONSIDERATION)
HAVE_STATES = (Queue.REASONABLE_GROUNDS, Queue.CONCLUSIVE_GROUNDS)


def _one_of_a_view(value: Any) -> Any:
    """A saved view keeps every answer as a list."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value


class Ticked(BaseModel):
    """The address of a queue page: what is ticked in the filter, its order, and where the page begins."""

    model_config = ConfigDict(extra="ignore")

    due: list[DueWhen] = []
    age: list[AgeBand] = []
    state: list[State] = []
    reason: list[Pressing] = []
    holder: list[Holder] = []
    authority: list[CompetentAuthority] = []
    order: Annotated[Order, BeforeValidator(_one_of_a_view)] = Order.PRESSING
    after: str = ""
    before: str = ""


GROUPS = (
    FilterGroup(
        "due",
        "Due",
        [Option("overdue", "Overdue"), Option("today", "Today"), Option("this-week", "This week")],
    ),
    FilterGroup("age", "Age group", [Option("child", "Child"), Option("adult", "Adult")]),
    FilterGroup("state", "Status", [Option("undecided", "To decide"), Option("review", "Second review")]),
    FilterGroup(
        "reason", "Why first", [Option(reason, title) for reason, title in priorities().titles.items()]
    ),
    FilterGroup(
        "holder",
        "Held by",
        [Option("mine", "Me"), Option("nobody", "Nobody yet"), Option("somebody-else", "Somebody else")],
    ),
    FilterGroup(
        "authority", "Competent authority", [Option(code, name) for code, name in AUTHORITIES.items()]
    ),
)


@dataclass(frozen=True)
class Narrowed:
    """A queue, and what is ticked in it."""

    queue: Queue
    ticked: Ticked

    @property
    def groups(self) -> list[FilterGroup]:
        return [_marked(group, self.ticked) for group in GROUPS if _fits(group, self.queue)]

    @property
    def chosen(self) -> list[Chosen]:
        return [chosen for group in GROUPS if (chosen := self._chosen(group)).links]

    @property
    def address(self) -> str:
        return _address(self.queue, self.pairs)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        ticked = [(group.name, str(value)) for group in GROUPS for value in getattr(self.ticked, group.name)]
        order = self.ticked.order
        return ticked if order is Order.PRESSING else [*ticked, ("order", order.value)]

    def ordered(self, order: Order) -> str:
        """The address of the same cases in another order, from its beginning."""
        return Narrowed(self.queue, self.ticked.model_copy(update={"order": order})).address

    def after(self, cut: Cut) -> str:
        return _address(self.queue, [*self.pairs, ("after", cut_text(cut))])

    def before(self, cut: Cut) -> str:
        return _address(self.queue, [*self.pairs, ("before", cut_text(cut))])

    def wanted(self, user: User, today: date) -> Wanted:
        ticked = self.ticked
        return Wanted(
            me=user.id,
            today=today,
            queue=self.queue,
            order=ticked.order,
            stages=frozenset[Stage]().union(*(STATES[state] for state in ticked.state)),
            due=frozenset(ticked.due),
            ages=frozenset(ticked.age),
            reasons=frozenset(ticked.reason),
            holders=frozenset(ticked.holder),
            authorities=frozenset(ticked.authority),
        )

    def _chosen(self, group: FilterGroup) -> Chosen:
        """What is ticked in a group, each with a link that unticks it."""
        now = getattr(self.ticked, group.name)
        links = [
            Link(option.label, self._without(group.name, option.value))
            for option in group.options
            if option.value in now
        ]
        return Chosen(group.legend, links)

    def _without(self, name: str, value: str) -> str:
        return _address(self.queue, [pair for pair in self.pairs if pair != (name, value)])


def cut_of(text: str) -> Cut | None:
    """An address somebody has shortened or spoiled shows the first page."""
    try:
        priority, day, case_id = text.split("_")
        return Cut(int(priority), date.fromisoformat(day), CaseId(UUID(case_id)))
    except ValueError:
        return None


def _fits(group: FilterGroup, queue: Queue) -> bool:
    within = {"due": HAVE_A_DAY_TO_MISS, "state": HAVE_STATES}
    return queue in within.get(group.name, (queue,))


def _marked(group: FilterGroup, ticked: Ticked) -> FilterGroup:
    return replace(group, chosen=frozenset(map(str, getattr(ticked, group.name))))


def cut_text(cut: Cut) -> str:
    return f"{cut.priority}_{cut.day.isoformat()}_{cut.case_id}"


def _address(queue: Queue, pairs: Sequence[tuple[str, str]]) -> str:
    path = paths.queue(queue)
    return f"{path}?{urlencode(pairs)}" if pairs else path
