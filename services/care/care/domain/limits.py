"""How far from today a bed may be closed or opened again."""

from dataclasses import dataclass
from datetime import date, timedelta

from care.domain.refusals import Code, Refused
from clocks.months import months_after


@dataclass(frozen=True)
class ClosingLimits:
    days_back: int
    months_ahead: int
    reopen_days_either_side: int

    def check_close(self, last_on: date, today: date) -> None:
        """CL-1"""
        if last_on < today - timedelta(days=self.days_back):
            raise Refused(Code.CLOSE_TOO_OLD)
        if last_on > months_after(today, self.months_ahead):
            raise Refused(Code.CLOSE_TOO_FAR)

    def check_reopen(self, first_on: date, today: date) -> None:
        """CL-5"""
        if first_on < today - timedelta(days=self.reopen_days_either_side):
            raise Refused(Code.REOPEN_TOO_OLD)
        if first_on > today + timedelta(days=self.reopen_days_either_side):
            raise Refused(Code.REOPEN_TOO_FAR)
