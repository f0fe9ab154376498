"""Publishing a version of the policy: other numbers for the clocks' rules, from a day on."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from clocks import Refusal
from contracts.ids import UserId
from decision.domain.policies import NewPolicy, PolicyRefused, with_policy
from decision.publishing.counting_again import AT_ONCE, Move, count_again, moves_of_all, to_be_shown
from decision.storage import UnitOfWork

CAUSE = "policy_published"


@dataclass(frozen=True)
class Preview:
    """`moves` holds the first few; the numbers count all clocks."""

    policy: NewPolicy
    moves: Sequence[Move]
    moved_by_rule: Mapping[str, int]
    looked_at: int

    @property
    def moved(self) -> int:
        return sum(self.moved_by_rule.values())


async def preview_policy(uow: UnitOfWork, policy: NewPolicy) -> Preview:
    """Changes nothing. Raises PolicyPublishedBefore and PolicyRefused, as publishing would."""
    times = await uow.timekeeping()
    times = replace(times, book=with_policy(times.book, policy))
    cases_after = partial(uow.policies.cases_after, rules=policy.rules, limit=AT_ONCE)
    try:
        moves, looked_at = await moves_of_all(uow, cases_after, times)
    except Refusal as refusal:
        raise PolicyRefused(
            [f"A date of an open case cannot be counted with this version: {refusal}"]
        ) from refusal
    by_rule = Counter(move.rule for move in moves)
    return Preview(
        policy, await to_be_shown(uow, moves), {rule: by_rule[rule] for rule in policy.rules}, looked_at
    )


async def publish_policy(uow: UnitOfWork, policy: NewPolicy, *, by: UserId | None, at: datetime) -> None:
    """In force from now on. The worker counts the open clocks again; ended ones keep their dates."""
    preview = await preview_policy(uow, policy)
    await uow.policies.publish(policy, by=by, at=at)
    detail = {"rules": ", ".join(policy.rules), "moves": str(preview.moved)}
    actor = str(by) if by else "operator"
    uow.audit.add(action=CAUSE, actor=actor, subject=policy.version.id, at=at, detail=detail)


async def recount_some(uow: UnitOfWork, *, at: datetime, at_once: int = AT_ONCE) -> int:
    """Counts one batch again, and remembers how far it came. Returns how many cases; none means done."""
    found = await uow.policies.oldest_unfinished()
    if found is None:
        return 0
    cases = await uow.policies.cases_after(found.after_case, rules=found.rules, limit=at_once)
    if not cases:
        await uow.policies.finish(found, at=at)
        return 1
    moved = await count_again(uow, cases, cause=CAUSE, at=at)
    await uow.policies.note(found, last=cases[-1].id, looked_at=len(cases), moved=moved)
    return len(cases)
