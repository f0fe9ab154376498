"""Open cases by group, so that unequal waiting is seen; small numbers are not said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    Integer,
    Text,
    cast,
    func,
    literal,
    literal_column,
    select,
    type_coerce,
)

from decision.domain.comparing_groups import Counted, Waiting, compared, the_whole
from decision.queries.queue import is_overdue
from decision.storage import UnitOfWork
from decision.storage.groups import counted_group
from decision.storage.joined_tables import STANDS_ALONE
from decision.storage.queue_tables import NOT_DECIDED
from decision.storage.tables import case_file

OLD_AFTER = (timedelta(days=90), timedelta(days=365))
NOT_SAID = ""
ALL = cast(literal("all"), Text)


@dataclass(frozen=True)
class Comparison:
    """Each kind of group beside all open cases; none where no case is open."""

    whole: Waiting | None
    groups: Mapping[str, Sequence[Waiting]]


GROUPS: Mapping[str, ColumnElement[str]] = {
    "age_band": case_file.c.age_band,
    "gender": func.coalesce(counted_group.c.gender, NOT_SAID),
    "nationality_group": func.coalesce(counted_group.c.nationality_group, NOT_SAID),
    "exploitation_type": func.coalesce(counted_group.c.exploitation_type, NOT_SAID),
    "nation": case_file.c.nation,
    "competent_authority": case_file.c.competent_authority,
    "region": func.coalesce(case_file.c.region, NOT_SAID),
}


async def waiting_by_group(uow: UnitOfWork, today: date) -> Comparison:
    found = await _counted(uow, ALL, today)
    if not found:
        return Comparison(None, {})
    (whole,) = found
    groups = {name: compared(await _counted(uow, column, today), whole) for name, column in GROUPS.items()}
    return Comparison(the_whole(whole), groups)


async def _counted(uow: UnitOfWork, group: ColumnElement[str], today: date) -> list[Counted]:
    some_days, many_days = OLD_AFTER
    received_on = case_file.c.received_on
    query = (
        select(
            group,
            func.count(),
            func.count().filter(is_overdue(today)),
            func.count().filter(received_on < today - some_days),
            func.count().filter(received_on < today - many_days),
            func.percentile_disc(0.5).within_group(type_coerce(literal(today, Date) - received_on, Integer)),
        )
        .select_from(
            case_file.outerjoin(counted_group, counted_group.c.referral_id == case_file.c.referral_id)
        )
        .where(literal_column(NOT_DECIDED, Boolean), STANDS_ALONE)
        .group_by(group)
        .order_by(group)
    )
    return [Counted(*row) for row in await uow.session.execute(query)]
