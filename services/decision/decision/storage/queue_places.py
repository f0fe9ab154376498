"""Each case's place in the queues. It is no part of the case: nobody's reading of a case ages with it."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import literal, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from decision.domain.case import Case
from decision.domain.clocks import ClockState
from decision.domain.information_requests import grounds_before
from decision.domain.priority import Place, place_of, priorities
from decision.domain.stages import BEFORE_REASONABLE_GROUNDS, UNDECIDED, Stage
from decision.storage.queue_tables import PLACE_COLUMNS
from decision.storage.tables import case_file, clock, information_request


class QueuePlaces:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def keep(self, case: Case, *, today: date) -> None:
        """After whatever the place depends on has been written."""
        place = place_of(case, today=today, by=priorities())
        values = _values(place) | {"is_waiting_for_information": _is_waiting(case)}
        columns = tuple_(*(case_file.c[name] for name in values))
        now = tuple_(*(_typed(name, value) for name, value in values.items()))
        changed = (case_file.c.id == case.id) & columns.is_distinct_from(now)
        await self._session.execute(
            update(case_file).where(changed).values(values), execution_options={"synchronize_session": False}
        )

    async def to_look_at(self, today: date, *, limit: int) -> Sequence[Case]:
        """Cases time may have moved up or down. One that is being changed waits for the next sweep."""
        query = (
            select(Case)
            .where(case_file.c.priority_look_on <= today)
            .order_by(case_file.c.priority_look_on, case_file.c.id)
            .limit(limit)
        )
        locked = query.with_for_update(of=case_file, skip_locked=True)
        return (await self._session.scalars(locked.execution_options(populate_existing=True))).all()


def _values(place: Place) -> dict[str, object]:
    return {
        "priority": place.priority,
        "priority_reason": place.reason,
        "queue_on": place.queue_on,
        "ends_on": place.ends_on,
        "is_decision_held": place.is_decision_held,
        "priority_look_on": place.look_on,
    }


def _is_waiting(case: Case):  # type: ignore[no-untyped-def]  # an expression of SQL
    """Before reasonable grounds the stage says so; later, an answer for the decision that is awaited."""
    if case.stage not in UNDECIDED - BEFORE_REASONABLE_GROUNDS:
        return literal(case.stage is Stage.REASONABLE_GROUNDS_MORE_INFORMATION)
    request = information_request.c
    given_up = select(clock.c.id).where(clock.c.id == request.clock_id, clock.c.state == ClockState.ENDED)
    asked = select(request.id).where(
        request.case_id == case.id,
        request.before == grounds_before(case),
        request.answered_at.is_(None),
        ~given_up.exists(),
    )
    return asked.exists()


def _typed(name: str, value: object):  # type: ignore[no-untyped-def]  # an expression of SQL
    if name == "is_waiting_for_information":
        return value
    return literal(value, next(column.type for column in PLACE_COLUMNS if column.name == name))
