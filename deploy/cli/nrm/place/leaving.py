"""When somebody leaves support and what follows, by care's own clocks."""

from care.domain import after_exit, exit_dates, extension
from care.domain.exit_dates import ExitBasis, Happened
from care.domain.extension import ExtensionAsked
from nrm.place import leaving_acts as acts
from nrm.place.stage import Answer, Stage

POSITIVE = "positive"


async def exit_date(stage: Stage, act: acts.ExitDate) -> Answer:
    found = exit_dates.exit_date(
        stage.rules,
        act.outcome,
        decided_on=act.decided_on,
        received_on=act.received_on,
        then=[Happened(each.event, each.day) for each in act.then],
    )
    is_minimum = act.outcome is ExitBasis.POSITIVE_CG
    return {"earliest_exit_on" if is_minimum else "exit_on": found.on, "clock": found.clock.value}


async def extension_request(stage: Stage, act: acts.ExtensionRequest) -> Answer:
    asked = ExtensionAsked(
        by=act.by,
        days=act.days,
        sent_on=act.sent_on,
        exit_on=act.exit_on,
        is_exceptional=act.exceptional,
        late_reason=act.late_reason or "",
    )
    terms = extension.extension_terms(stage.rules, asked)
    return {"ok": True, "answer_due_on": terms.answer_due_on, "new_exit_if_granted": terms.new_exit_on}


async def reach_in_eligible(stage: Stage, act: acts.ReachInEligible) -> Answer:
    is_confirmed = act.outcome == POSITIVE
    may = [
        after_exit.is_reach_in_eligible(stage.rules, is_confirmed_victim=is_confirmed, exit_on=day)
        for day in act.exits
    ]
    return {"eligible": may}


async def recovery_minimum(stage: Stage, act: acts.RecoveryMinimum) -> Answer:
    days = [exit_dates.recovery_minimum(stage.rules, day).due_on for day in act.rg_decided]
    return {"not_before": days}


async def post_exit_services(stage: Stage, act: acts.PostExitServices) -> Answer:
    services = after_exit.post_exit_services(
        stage.rules, is_confirmed_victim=act.outcome == POSITIVE, exit_on=act.exit_on
    )
    return {"services": [service.value for service in services]}
