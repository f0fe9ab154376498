"""Which clocks a fact starts, and the dates they get. Rules and calendars come in as values."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from clocks import (
    Calendars,
    Due,
    EndRule,
    Kind,
    Rule,
    RuleBook,
    RuleNotInForce,
    StillOnHold,
    start_clock,
    warning_day,
)
from contracts.ids import CaseId, Nation, ReferralId
from decision.domain.clocks import Clock
from decision.domain.overlays import Lineage

REASONABLE_GROUNDS_TARGET = "CLK-RG"
PANEL_TARGET = "CLK-RG-PILOT"
MADE_AGAIN = "CLK-RG-AGAIN"
REASONABLE_GROUNDS_CLOCKS = ("CLK-RG", "CLK-RG-DET", "CLK-RG-COURT", "CLK-RG-PILOT", MADE_AGAIN)
RECOVERY_PERIODS = ("CLK-REC45", "CLK-REC30")
FURTHER_PROTECTION = "CLK-FRG"
EARLIEST_CONCLUSIVE_GROUNDS = "CLK-CG-MIN"
INFORMATION_BEFORE_REASONABLE_GROUNDS = "CLK-RG-INFO"
INFORMATION_BEFORE_CONCLUSIVE_GROUNDS = "CLK-CG-INFO"
CONCLUSIVE_GROUNDS_TARGET = "CLK-CG"
REVIEW = "CLK-REVIEW"
ACKNOWLEDGEMENT = "CLK-ACK"
COUNTED_FROM_RECEIPT = ("CLK-RG", "CLK-RG-DET", "CLK-RG-PILOT", "CLK-ACK")
SUPPORT_WHILE_SUSPENDED = "CLK-EXIT-SUS"
EXIT_PERIODS = ("CLK-MO14", "CLK-MO45", "CLK-EXIT-NCG", "CLK-EXIT-NRG")
REQUEST_WINDOWS = ("CLK-RECON-3M", "CLK-RECON-EV", "CLK-RECON-M", "CLK-RECON-30", "CLK-VTS-RECON")
DELAY_AGREED = "cg.delay_agreed"  # as the rules call it under `pauses`
SUPPORT_PERIODS = ("CLK-SCT90", "CLK-NI45")
ENDS_ON_ITS_LAST_DAY = (EndRule.LENGTH, EndRule.EARLIER_OF)

ON_RECEIPT = (REASONABLE_GROUNDS_TARGET,)
ON_POSITIVE_REASONABLE_GROUNDS = (
    *RECOVERY_PERIODS,
    EARLIEST_CONCLUSIVE_GROUNDS,
    REVIEW,
    CONCLUSIVE_GROUNDS_TARGET,
    *SUPPORT_PERIODS,
)


@dataclass(frozen=True)
class Subject:
    """Whose clock it is, and what decides whether a rule applies."""

    case_id: CaseId
    referral_id: ReferralId
    nation: Nation
    lineage: Lineage


@dataclass(frozen=True, kw_only=True)
class Timekeeping:
    """The rules and calendars in force, and where new ids come from."""

    book: RuleBook
    calendars: Calendars
    new_id: Callable[[], UUID]

    def start(
        self, rule_ids: Sequence[str], subject: Subject, *, on: date, selected_on: date | None = None
    ) -> list[Clock]:
        """A clock for each rule in force on `selected_on` that applies to the case, counted from `on`."""
        chosen = selected_on or on
        return [self._clock(rule, subject, on, chosen) for rule in self._applying(rule_ids, subject, chosen)]

    def applies(self, rule_ids: Sequence[str], subject: Subject, *, on: date) -> bool:
        """Whether any of the rules was in force on this day for the case."""
        return bool(self._applying(rule_ids, subject, on))

    def rule_of(self, clock: Clock) -> Rule:
        """The version of the day that picks it. One published later reaches open clocks, never ended ones."""
        if clock.state.is_open:
            return self.book.select(clock.rule, on=clock.selected_on)
        return self.rule_as_counted(clock)

    def rule_as_counted(self, clock: Clock) -> Rule:
        return self.book.as_counted(clock.rule, policy_version=clock.policy_version, on=clock.selected_on)

    def due(self, clock: Clock, *, started_on: date | None = None) -> Due | None:
        """The clock counted again with today's calendar. None while on hold, or if the rule has no length."""
        return self.counted(self.rule_of(clock), clock, started_on=started_on)

    def counted(self, rule: Rule, clock: Clock, *, started_on: date | None = None) -> Due | None:
        if rule.length is None:
            return None
        try:
            calendar = self.calendars[clock.nation]
            return start_clock(rule, started_on or clock.started_on, calendar, holds=clock.holds)
        except StillOnHold:
            return None

    def reminder(self, clock: Clock, until: date) -> date | None:
        """When to remind of a day somebody has set, by the clock's own rule.

        Raises CalendarHorizon for a day nobody knows the bank holidays around: ask before anything changes.
        """
        calendar = self.calendars[clock.nation]
        calendar.working_day_on_or_after(until)
        return warning_day(self.rule_of(clock), clock.started_on, until, calendar)

    def check_known(self, day: date) -> None:
        """Raises CalendarHorizon where the bank holidays around a day are not known for every nation."""
        for calendar in self.calendars.by_nation.values():
            calendar.working_day_on_or_after(day)

    def _applying(self, rule_ids: Sequence[str], subject: Subject, on: date) -> list[Rule]:
        in_force = [self._in_force(rule_id, on) for rule_id in rule_ids]
        return [rule for rule in in_force if rule and _applies(rule, subject)]

    def _in_force(self, rule_id: str, on: date) -> Rule | None:
        try:
            return self.book.select(rule_id, on=on)
        except RuleNotInForce:
            return None

    def _clock(self, rule: Rule, subject: Subject, on: date, selected_on: date) -> Clock:
        nation = rule.nation(supported_in=subject.nation)
        calendar = self.calendars[nation]
        due = start_clock(rule, on, calendar) if rule.length else None
        return Clock(
            id=self.new_id(),
            case_id=subject.case_id,
            referral_id=subject.referral_id,
            rule=rule.id,
            kind=rule.kind,
            policy_version=rule.policy_version,
            calendar_version=calendar.version,
            nation=nation,
            confidence=rule.confidence,
            selected_on=selected_on,
            started_on=on,
            due_on=due.due_on if due else None,
            warn_on=due.warn_on if due else None,
            runs_out=rule.kind is Kind.MINIMUM and rule.ends.rule in ENDS_ON_ITS_LAST_DAY,
        )


def _applies(rule: Rule, subject: Subject) -> bool:
    return subject.nation in rule.applies.nations and subject.lineage.value not in rule.applies.lineage_not
