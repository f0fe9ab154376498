"""What happens in a life in support: decisions and letters as they are heard, and being away and back."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import datetime
from functools import partial
from uuid import uuid4

from care.commands import hearing, leaving, not_coming
from care.commands.lives import By
from care.commands.risk import missing
from care.commands.risk.incidents import Told
from care.domain.heard import About, DecisionHeard, Grounds, LetterHeard, What
from care.domain.leaving import may_re_enter
from care.domain.missing_people import Ending
from care.domain.placement import PlacementState
from care.domain.refusals import Refused
from care.domain.support import Away, SupportCase
from care.storage import UnitOfWork
from clocks.days import london_day
from contracts.ids import ReferralId, SupportCaseId
from nrm.clock_question import in_utc
from nrm.place import life_acts as acts
from nrm.place.named import state_name
from nrm.place.scene import person_acted_upon, person_of
from nrm.place.stage import Answer, Stage
from nrm.place.strict import moment_at_noon

Happening = Callable[[Stage, UnitOfWork, acts.Happen], Awaitable[None]]


class _TriedOut(Exception):
    """Ends a transaction that is only made to see what would come of it."""


async def happen(stage: Stage, act: acts.Happen) -> Answer:
    async with stage.work() as uow:
        await HAPPENINGS[act.fact](stage, uow, act)
    case = await _case(stage)
    return {
        "ok": True,
        "case_state": state_name(case.state),
        **await _placement_state(stage),
        **await _way_back(stage, case),
        **await _bed_kept(stage, act),
    }


async def _decided(what: What, about: About | None, stage: Stage, uow: UnitOfWork, act: acts.Happen) -> None:
    at = moment_at_noon(act.at)
    outcome = Grounds(act.outcome) if what is What.DECIDED else None
    heard = DecisionHeard(what=what, at=at, on=london_day(at), about=about, outcome=outcome)
    await hearing.hear_decision(uow, _referral(stage), heard, rules=stage.rules, at=stage.at)


async def _received(about: About, stage: Stage, uow: UnitOfWork, act: acts.Happen) -> None:
    at = moment_at_noon(act.at)
    letter = LetterHeard(
        decision_id=uuid4(),
        recipient="person",
        about=about,
        outcome=Grounds(act.outcome),
        sent_at=at,
        received_on=london_day(at),
    )
    await hearing.hear_letter(uow, _referral(stage), letter, rules=stage.rules, at=stage.at)


async def _suspend(away: Away, stage: Stage, uow: UnitOfWork, act: acts.Happen) -> None:
    await leaving.suspend(uow, _case_id(stage), away, _by(stage, act))


async def _come_back(stage: Stage, uow: UnitOfWork, act: acts.Happen) -> None:
    await leaving.come_back(uow, _case_id(stage), _by(stage, act))


async def _go_missing(stage: Stage, uow: UnitOfWork, act: acts.Happen) -> None:
    last_seen_at = moment_at_noon(act.at)
    told = Told(what_happened="Reported missing in a scenario")
    by = By(stage.actor, stage.rules, max(stage.at, last_seen_at))
    await missing.report_missing(uow, _case_id(stage), last_seen_at, told, by)


async def _be_found(stage: Stage, uow: UnitOfWork, act: acts.Happen) -> None:
    episode = await uow.risks.open_episode(_case_id(stage))
    if episode is None:
        await _come_back(stage, uow, act)
    else:
        await missing.end(uow, episode.id, Ending.RETURNED, _by(stage, act))


async def _not_come(stage: Stage, uow: UnitOfWork, act: acts.Happen) -> None:
    by = _by(stage, act)
    placement = stage.placement_id(_own_placements(stage)[0])
    await not_coming.no_show(uow, placement, actor=by.actor, rules=by.rules, at=by.at)


HAPPENINGS: Mapping[str, Happening] = {
    "decision.rg_made": partial(_decided, What.DECIDED, About.REASONABLE_GROUNDS),
    "decision.rg_received": partial(_received, About.REASONABLE_GROUNDS),
    "decision.cg_made": partial(_decided, What.DECIDED, About.CONCLUSIVE_GROUNDS),
    "decision.cg_received": partial(_received, About.CONCLUSIVE_GROUNDS),
    "decision.reconsideration_requested": partial(_decided, What.RECONSIDERATION_REQUESTED, None),
    "decision.reconsideration_accepted": partial(_decided, What.RECONSIDERATION_ACCEPTED, None),
    "decision.reconsideration_refused": partial(_decided, What.RECONSIDERATION_REFUSED, None),
    "decision.disqualified": partial(_decided, What.DISQUALIFIED, None),
    "decision.withdrawn": partial(_decided, What.WITHDRAWN, None),
    "person.turned_18": partial(_decided, What.TURNED_18, None),
    "person.detained": partial(_suspend, Away.DETAINED),
    "person.missing": _go_missing,
    "person.released": _come_back,
    "person.found": _be_found,
    "placement.no_show": _not_come,
}


async def _placement_state(stage: Stage) -> Answer:
    own = _own_placements(stage)
    return {"placement_state": state_name((await stage.placement(own[0])).state)} if own else {}


async def _bed_kept(stage: Stage, act: acts.Happen) -> Answer:
    """Until when the bed of somebody missing is kept, and what becomes of the placement after."""
    async with stage.work() as uow:
        episode = await uow.risks.open_episode(_case_id(stage))
    if episode is None or episode.placement_id is None:
        return {}
    kept_until = episode.bed_kept_until
    by = By(stage.actor, stage.rules, kept_until)
    state = PlacementState.ABSENT
    with suppress(_TriedOut, Refused):
        async with stage.work() as uow:
            await missing.release_bed(uow, episode.id, by)
            state = (await uow.placements.get(episode.placement_id)).state
            raise _TriedOut
    allowed = in_utc(kept_until) if isinstance(act.at, datetime) else london_day(kept_until)
    return {"release_allowed_from": allowed, "on_release_state": state_name(state)}


async def _way_back(stage: Stage, case: SupportCase) -> Answer:
    """For somebody who is away, or has left support."""
    if case.away is None and case.is_supported:
        return {}
    may = case.away is not None or may_re_enter(case)
    back = {"case_state_after_re_entry": await _state_after_re_entry(stage, case)} if may else {}
    return {"may_re_enter": may, **back}


async def _state_after_re_entry(stage: Stage, case: SupportCase) -> str:
    by = By(stage.actor, stage.rules, stage.at)
    come_back = leaving.come_back if case.away else leaving.re_enter
    state = case.state
    with suppress(_TriedOut):
        async with stage.work() as uow:
            await come_back(uow, case.id, by)
            state = (await uow.cases.get(case.id)).state
            raise _TriedOut
    return state_name(state)


async def _case(stage: Stage) -> SupportCase:
    async with stage.work() as uow:
        return await uow.cases.get(_case_id(stage))


def _case_id(stage: Stage) -> SupportCaseId:
    return stage.case_of(person_acted_upon(stage.scenario))


def _referral(stage: Stage) -> ReferralId:
    return ReferralId(stage.names.known("referral", person_acted_upon(stage.scenario)))


def _own_placements(stage: Stage) -> list[str]:
    """Of the person acted upon, as the scenario names them."""
    person = person_acted_upon(stage.scenario)
    return [each.id for each in stage.scenario.given.placements if person_of(stage.scenario, each) == person]


def _by(stage: Stage, act: acts.Happen) -> By:
    return By(stage.actor, stage.rules, moment_at_noon(act.at))
