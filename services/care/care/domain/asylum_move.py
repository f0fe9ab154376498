"""From contract to asylum accommodation: not before an assessment, nor against what it found (AC-5)."""

from datetime import date

from care.domain.assessments import HeldAssessment, Outcome
from care.domain.refusals import Code, Refused
from clocks.days import london_day

TO_ASYLUM_ACCOMMODATION = "asylum_accommodation"  # as reason and as destination of a departure


def is_asylum_move(reason: str, destination: str) -> bool:
    return TO_ASYLUM_ACCOMMODATION in (reason, destination)


def check_asylum_move(held: HeldAssessment | None, *, living_there_since: date) -> None:
    """The latest assessment before such a move, held while the person lived where they move from."""
    if held is None or london_day(held.done_at) < living_there_since:
        raise Refused(Code.ASSESSMENT_NEEDED)
    if held.outcome is not Outcome.FITS:
        raise Refused(Code.NEEDS_NOT_MET)
