"""Compares what was done with what the portals show: line by line, and by name where they differ."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from clocks import calendars_as_shipped, london_day, start_clock
from decision.domain.rules import rule_book
from nrm.simulate.counts import Reading
from nrm.simulate.sampler import UNDECIDED
from nrm.simulate.story import Story

CLOCK = "CLK-RG"


@dataclass(frozen=True)
class Line:
    """`expected` and `found` are numbers of people; `differing` names everybody the two do not agree on."""

    what: str
    expected: int
    found: int
    differing: Sequence[str] = ()

    @property
    def agrees(self) -> bool:
        return self.expected == self.found and not self.differing


def reconcile(stories: Sequence[Story], reading: Reading) -> list[Line]:
    return list(_lines(stories, reading))


def _lines(stories: Sequence[Story], seen: Reading) -> Iterator[Line]:
    referrals = [story for story in stories if story.is_referral]
    notifications = [story for story in stories if not story.is_referral]
    wanting = [story for story in stories if story.drawn.is_supported]
    decided = [story for story in referrals if story.drawn.outcome != UNDECIDED]
    waiting = [story for story in referrals if story.drawn.outcome == UNDECIDED]
    placed = [story for story in stories if story.has_arrived]

    yield _each("sent, with a receipt", stories, lambda each: bool(each.referral_id))
    yield _each("seen once by their referrer, with a stage", stories, lambda each: _is_listed(each, seen))
    yield _each("referrals with exactly one case", referrals, lambda each: len(_cases(each, seen)) == 1)
    yield _each(f"cases with the right {CLOCK} due date", referrals, lambda each: _is_due_right(each, seen))
    yield _each(
        "notifications recorded exactly once",
        notifications,
        lambda each: seen.notifications[each.referral_id] == 1,
    )
    yield _none("notifications that became a case", notifications, lambda each: bool(_cases(each, seen)))
    yield _each(
        "support wanted, with exactly one support case", wanting, lambda each: len(_support(each, seen)) == 1
    )
    others = [story for story in stories if not story.drawn.is_supported]
    yield _none("support cases nobody asked for", others, lambda each: bool(_support(each, seen)))
    yield _each("decisions that stand as they were made", decided, lambda each: _stands(each, seen))
    yield _each("decisions the referrer is told", decided, lambda each: _knows_outcome(each, seen))
    yield _each("still being looked at", waiting, lambda each: _stage(each, seen) == "with-decider")
    yield _each("placed, and living there", placed, lambda each: _lives_there(each, seen))
    yield Line("referrals sent twice", 0, len(seen.twice), seen.twice)
    stopped = [f"{story.name} ({story.stopped})" for story in stories if story.stopped]
    yield Line("stories that came to a stop", 0, len(stopped), stopped)


def _each(what: str, stories: Sequence[Story], holds: Callable[[Story], bool]) -> Line:
    differing = [story.name for story in stories if not holds(story)]
    return Line(what, len(stories), len(stories) - len(differing), differing)


def _none(what: str, stories: Iterable[Story], holds: Callable[[Story], bool]) -> Line:
    differing = [story.name for story in stories if holds(story)]
    return Line(what, 0, len(differing), differing)


def _is_listed(story: Story, seen: Reading) -> bool:
    return seen.listings[story.referral_id] == 1 and bool(_stage(story, seen))


def _stage(story: Story, seen: Reading) -> str:
    listed = seen.listed.get(story.referral_id)
    return str(listed["stage"]) if listed else ""


def _cases(story: Story, seen: Reading) -> Sequence[dict[str, object]]:
    return seen.cases.get(story.referral_id, [])


def _support(story: Story, seen: Reading) -> Sequence[dict[str, object]]:
    return seen.support.get(story.referral_id, [])


def _is_due_right(story: Story, seen: Reading) -> bool:
    """Counted anew from when the referrer's list says it was sent, not from anything the case says."""
    listed = seen.listed.get(story.referral_id)
    if listed is None or not seen.cases.get(story.referral_id):
        return False
    clocks = [each for each in seen.cases[story.referral_id][0]["clocks"] if each["rule"] == CLOCK]
    due_on = due_on_for(datetime.fromisoformat(listed["sent_at"]))
    return [each["due_on"] for each in clocks] == [due_on.isoformat()]


def due_on_for(sent_at: datetime) -> date:
    rule = rule_book().select(CLOCK, on=london_day(sent_at))
    return start_clock(rule, sent_at, calendars_as_shipped()[rule.nation()]).due_on


def _stands(story: Story, seen: Reading) -> bool:
    found = seen.cases.get(story.referral_id)
    standing = [each for each in found[0]["decisions"] if each["state"] == "stands"] if found else []
    return [each["outcome"] for each in standing] == [story.drawn.outcome]


def _knows_outcome(story: Story, seen: Reading) -> bool:
    return _stage(story, seen) == story.drawn.outcome


def _lives_there(story: Story, seen: Reading) -> bool:
    return [each["placement_state"] for each in _support(story, seen)] == ["in_residence"]
