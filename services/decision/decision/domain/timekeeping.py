"""Which clocks a fact starts, and the dates they get. Rules and calendars come in as values."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from clocks import Calendars, Rule, RuleBook, RuleNotInForce, start_clock
from contracts.ids import CaseId, ReferralId
from decision.domain.clocks import Clock

REASONABLE_GROUNDS_TARGET = "CLK-RG"
RECOVERY_PERIODS = ("CLK-REC45", "CLK-REC30")
EARLIEST_CONCLUSIVE_GROUNDS = "CLK-CG-MIN"

ON_RECEIPT = (REASONABLE_GROUNDS_TARGET,)
ON_POSITIVE_REASONABLE_GROUNDS = (*RECOVERY_PERIODS, EARLIEST_CONCLUSIVE_GROUNDS)


@dataclass(frozen=True, kw_only=True)
class Timekeeping:
    """The rules and calendars in force, and where new ids come from."""

    book: RuleBook
    calendars: Calendars
    new_id: Callable[[], UUID]

    def start(
        self, rule_ids: Sequence[str], *, case_id: CaseId, referral_id: ReferralId, on: date
    ) -> list[Clock]:
        """A clock for each of these rules that has a version in force on the day."""
        return [
            self._clock(rule, case_id, referral_id, on) for rule in map(self._in_force(on), rule_ids) if rule
        ]

    def _in_force(self, on: date) -> Callable[[str], Rule | None]:
        def select(rule_id: str) -> Rule | None:
            try:
                return self.book.select(rule_id, on=on)
            except RuleNotInForce:
                return None

        return select

    def _clock(self, rule: Rule, case_id: CaseId, referral_id: ReferralId, on: date) -> Clock:
        calendar = self.calendars[rule.nation()]
        due = start_clock(rule, on, calendar)
        return Clock(
            id=self.new_id(),
            case_id=case_id,
            referral_id=referral_id,
            rule=rule.id,
            kind=rule.kind,
            policy_version=rule.policy_version,
            calendar_version=calendar.version,
            confidence=rule.confidence,
            started_on=due.start_on,
            due_on=due.due_on,
            warn_on=due.warn_on,
        )
