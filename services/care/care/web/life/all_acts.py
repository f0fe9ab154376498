"""Every act on a life in support, by name, and those that are offered now."""

from collections.abc import Mapping

from care.queries.lives import Life
from care.web import paths
from care.web.edge import Desk
from care.web.life.acts import AnyAct
from care.web.life.assessment_acts import ASSESSMENT_ACTS
from care.web.life.extension_acts import EXTENSION_ACTS
from care.web.life.letter_acts import LETTER_ACTS
from care.web.life.move_acts import MOVE_ACTS
from care.web.life.moving_acts import MOVING_ACTS
from care.web.life.plan_acts import PLAN_ACTS
from care.web.life.pregnancy_act import PREGNANCY
from care.web.life.privileged_acts import PRIVILEGED_ACTS
from care.web.life.sample_acts import SAMPLE_ACTS
from care.web.life.staying_acts import STAYING_ACTS
from plumbing.govuk.parts import Link

IN_ORDER = (
    *STAYING_ACTS[:3],
    *ASSESSMENT_ACTS,
    PREGNANCY,
    *PLAN_ACTS,
    *LETTER_ACTS,
    *PRIVILEGED_ACTS,
    *SAMPLE_ACTS,
    *MOVING_ACTS,
    *MOVE_ACTS,
    *EXTENSION_ACTS,
    *STAYING_ACTS[3:],
)
ACTS: Mapping[str, AnyAct] = {act.name: act for act in IN_ORDER}


def offers(life: Life, desk: Desk, part: str) -> list[Link]:
    """What can be done on this part of the record, by whoever looks at it."""
    return [
        Link(act.title, paths.person(life.case.id, f"do/{act.name}"))
        for act in IN_ORDER
        if act.part == part and act.may(life, desk)
    ]
