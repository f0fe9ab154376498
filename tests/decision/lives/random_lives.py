"""Random histories of a case: any act of the domain, in any order, on cases of every nation, age and era."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from tests.decision.lives import (
    circumstances,
    endings,
    final_decision,
    first_decision,
    letters,
    losing_protection,
    passing_time,
)
from tests.decision.lives.dice import Dice
from tests.decision.lives.life import Life
from tests.decision.lives.passing_time import LAST_DAY, go_on_living

from clocks import NATIONS
from contracts.events import Event
from contracts.ids import AgeBand
from decision.domain.decisions import DecisionKind, DecisionState, Outcome
from decision.domain.delay import is_delayed
from decision.domain.further_grounds import awaiting
from decision.domain.overlays import Consent, Disqualification, Lineage, Whereabouts
from decision.domain.reconsideration import RequestState
from decision.domain.stages import (
    BEFORE_CONCLUSIVE_GROUNDS,
    BEFORE_REASONABLE_GROUNDS,
    CG_DELAYED,
    CG_NEGATIVE,
    CG_PENDING,
    CG_REVIEW,
    CLOSED,
    DECIDED,
    RECONSIDERATION,
    RECOVERY,
    RG_MORE_INFORMATION,
    RG_NEGATIVE,
    RG_PENDING,
    RG_REVIEW,
    SUSPENDED,
    UNDECIDED,
    Stage,
)

When = Callable[[Life], bool]
FIRST_DAY = date(2018, 1, 1)
EDGES = [
    date.fromisoformat(day)
    for day in (
        "2018-09-28", "2019-04-26", "2020-03-20", "2021-11-05", "2022-12-10", "2023-01-27", "2023-07-21",
        "2024-02-09", "2025-01-13", "2025-09-15", "2026-02-11", "2026-11-20",
    )
]  # fmt: skip
BANDS: tuple[AgeBand, ...] = ("adult", "child")
MANY = settings.get_current_profile_name() == "nightly"
lived = settings(
    max_examples=1_000 if MANY else 25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)


@dataclass(frozen=True)
class Act:
    """An act, when it is worth trying, and how often beside the others."""

    do: Callable[[Life, Dice], list[Event]]
    when: When
    weight: int = 2

    @property
    def name(self) -> str:
        return self.do.__name__


def at(*stages: Stage) -> When:
    return lambda life: life.case.stage in stages


def asked_and(state: RequestState) -> When:
    return lambda life: any(each.state is state for each in life.requests)


def is_held(life: Life) -> bool:
    return any(each.state is DecisionState.HELD for each in life.case.decisions)


def is_protected(life: Life) -> bool:
    return life.case.standing(DecisionKind.REASONABLE_GROUNDS) is not None


def awaits_protection(life: Life) -> bool:
    return awaiting(life.case, life.protections) is not None


def is_considered(life: Life) -> bool:
    return life.proposal is not None and life.proposal.state.is_open


def is_disqualified(life: Life) -> bool:
    return life.case.disqualification is Disqualification.IMPOSED


def has_decision(life: Life) -> bool:
    return any(each.state is DecisionState.STANDS for each in life.case.decisions)


def has_letter(life: Life) -> bool:
    return bool(life.letters)


def is_before_panel(life: Life) -> bool:
    return life.case.stage is Stage.ASSURANCE_PANEL


def is_panel_arranged(life: Life) -> bool:
    return is_before_panel(life) and life.panel is not None and life.panel.is_about(life.case.decisions)


def are_papers_sent(life: Life) -> bool:
    return is_panel_arranged(life) and life.panel is not None and life.panel.papers_sent_on is not None


def has_panel_sat(life: Life) -> bool:
    return is_panel_arranged(life) and life.panel is not None and life.panel.members is not None


def is_negative(life: Life) -> bool:
    """The last decision that stands is negative, and may be asked to be looked at again."""
    standing = [each for each in life.case.decisions if each.state is DecisionState.STANDS]
    is_asked_at = life.case.stage in (RG_NEGATIVE, CG_NEGATIVE, Stage.EXITED)
    return is_asked_at and bool(standing) and standing[-1].outcome is Outcome.NEGATIVE


def is_undecided(life: Life) -> bool:
    return life.case.stage in UNDECIDED


def is_withdrawal_heard(life: Life) -> bool:
    return is_undecided(life) and life.case.consent is Consent.WITHDRAWN


def is_asked_at_18(life: Life) -> bool:
    return life.case.consent is Consent.AWAITING_AT_18


WRITING = at(RECOVERY, CG_PENDING, CG_DELAYED)
ACTS = (
    Act(first_decision.decide, at(RG_PENDING), 8),
    Act(first_decision.review, at(RG_REVIEW), 8),
    Act(first_decision.take, is_undecided, 1),
    Act(first_decision.put_back, is_undecided, 1),
    Act(first_decision.ask_for_information, at(RG_PENDING), 1),
    Act(first_decision.stop_waiting, at(RG_MORE_INFORMATION), 8),
    Act(final_decision.decide, WRITING, 10),
    Act(final_decision.confirm, is_held, 12),
    Act(final_decision.set_aside, is_held, 2),
    Act(final_decision.review, at(CG_REVIEW), 10),
    Act(final_decision.arrange_panel, is_before_panel, 10),
    Act(final_decision.send_papers, is_panel_arranged, 10),
    Act(final_decision.sit, are_papers_sent, 10),
    Act(final_decision.hear_panel, has_panel_sat, 10),
    Act(final_decision.hear_lead, at(Stage.TECHNICAL_LEAD), 8),
    Act(circumstances.ask_for_delay, WRITING),
    Act(circumstances.agree_delay, Life.is_delay_open, 6),
    Act(circumstances.refuse_delay, Life.is_delay_open),
    Act(circumstances.end_delay, lambda life: is_delayed(life.case), 3),
    Act(circumstances.route, at(RG_PENDING, RECOVERY)),
    Act(circumstances.report, is_undecided),
    Act(circumstances.suspend, lambda life: life.case.whereabouts is Whereabouts.MISSING, 4),
    Act(circumstances.suspend, is_asked_at_18, 3),
    Act(circumstances.resume, at(*SUSPENDED), 8),
    Act(circumstances.consent_at_18, is_asked_at_18),
    Act(circumstances.correct_received, at(*BEFORE_REASONABLE_GROUNDS), 1),
    Act(circumstances.review_progress, at(*BEFORE_CONCLUSIVE_GROUNDS), 1),
    Act(circumstances.say_lineage, at(RG_PENDING), 1),
    Act(endings.hear_of_withdrawal, at(RG_PENDING, CG_PENDING), 1),
    Act(endings.go_on, is_withdrawal_heard),
    Act(losing_protection.protect, awaits_protection, 6),
    Act(losing_protection.consider, is_protected, 1),
    Act(losing_protection.give_more_time, is_considered, 1),
    Act(losing_protection.represent, is_considered, 3),
    Act(losing_protection.weigh, is_considered, 4),
    Act(losing_protection.decide_on_it, is_considered, 5),
    Act(losing_protection.quash, is_disqualified, 2),
    Act(letters.send, has_decision, 6),
    Act(letters.receive, has_letter, 4),
    Act(endings.leave, at(*DECIDED), 1),
    Act(endings.request, is_negative, 7),
    Act(endings.extend_window, at(RG_NEGATIVE, CG_NEGATIVE, RECONSIDERATION)),
    Act(endings.accept, asked_and(RequestState.REQUESTED), 14),
    Act(endings.refuse, asked_and(RequestState.REQUESTED), 7),
    Act(endings.keep, asked_and(RequestState.ACCEPTED), 5),
    Act(endings.reopen, asked_and(RequestState.ACCEPTED), 9),
    Act(passing_time.publish_calendar, lambda life: life.case.stage not in CLOSED),
)
LAST_ACTS = (
    Act(endings.withdraw, is_undecided),
    Act(endings.close_in_error, is_undecided),
    Act(circumstances.die, is_undecided),
)


def live(dice: Dice, turns: int, **changes: Any) -> Life:
    """At least twenty turns, each an act after some days; what ends a case comes late or rarely."""
    life = born(dice, **changes)
    for number in range(turns):
        turn(life, dice, is_late=number > turns - 4)
    return life


def turn(life: Life, dice: Dice, *, is_late: bool) -> None:
    go_on_living(life, dice)
    act = _choose(life, dice, is_late=is_late)
    is_by_time = act.do is passing_time.publish_calendar
    life.act(act.name, lambda: act.do(life, dice), is_by_time=is_by_time)


@st.composite
def lives(draw: st.DrawFn, /, **changes: Any) -> Life:
    dice = Dice(lambda low, high: draw(st.integers(low, high)))
    return live(dice, dice.number(20, 32), **changes)


def seeded_lives(number: int) -> list[Life]:
    """The same ones each time, to see what lives are like."""
    chance = Random("lives of cases")
    dice = Dice(chance.randint)
    return [live(dice, 30) for _ in range(number)]


def born(dice: Dice, **changes: Any) -> Life:
    span = (LAST_DAY - FIRST_DAY).days
    anywhere = FIRST_DAY + timedelta(days=dice.number(0, span))
    near_an_edge = dice.one_of(EDGES) + timedelta(days=dice.number(0, 5))
    usual: dict[str, Any] = {
        "received_on": dice.one_of((anywhere, near_an_edge)),
        "nation": dice.one_of(NATIONS),
        "age_band": dice.one_of(BANDS),
        "is_age_settled": dice.yes(),
        "is_support_wanted": dice.yes(),
    }
    life = Life.born(dice, **(usual | {name: changes[name] for name in usual.keys() & changes.keys()}))
    life.events += life.case.change(changes.get("lineage", Lineage.FIRST))
    return life


def _choose(life: Life, dice: Dice, *, is_late: bool) -> Act:
    """Mostly what could be done where the case is; sometimes anything, to see it refused."""
    if dice.number(1, 100) == 100 or (is_late and dice.is_rare()):
        return dice.one_of(LAST_ACTS)
    worth_trying = [act for act in ACTS if act.when(life) for _ in range(act.weight)]
    return dice.one_of(worth_trying if worth_trying and not dice.is_rare() else ACTS)
