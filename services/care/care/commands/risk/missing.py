"""Somebody is missing: the bed is kept, support stands still, and everybody who must know is told."""

from datetime import datetime

from care.commands import stays
from care.commands.lives import By, locked, record, write_down
from care.commands.risk import incidents
from care.commands.risk.incidents import Told
from care.commands.stays import Departure
from care.domain import leaving
from care.domain.incidents import Category, Happening, Severity
from care.domain.missing_people import Ending, EpisodeId, MissingEpisode, Telling
from care.domain.placement import Absence, Placement, PlacementState
from care.domain.refusals import Code, Refused
from care.domain.support import Away, SupportCase
from care.storage import UnitOfWork
from clocks.days import london_day
from contracts.ids import ProviderId, SupportCaseId
from plumbing.identifiers import new_id


async def report_missing(
    uow: UnitOfWork, support_case_id: SupportCaseId, last_seen_at: datetime, told: Told, by: By
) -> EpisodeId:
    """Suspends support without closing it, keeps the bed, and is an incident of its own (RI-2 to RI-4)."""
    case = await locked(uow, support_case_id, by)
    if await uow.risks.open_episode(case.id) is not None:
        raise Refused(Code.ALREADY_MISSING)
    if last_seen_at > by.at:
        raise Refused(Code.KNOWN_BEFORE_IT_HAPPENED)
    home = await uow.risks.living_there(case.id)
    episode = _episode(case, home, last_seen_at, by)
    uow.risks.add(episode)
    _keep_the_bed(home, last_seen_at)
    _suspend(case, by)
    await record(uow, case, "person_reported_missing", by, episode.begin())
    happening = Happening(
        category=Category.MISSING, severity=Severity.CRITICAL, known_at=by.at, occurred_at=last_seen_at
    )
    await incidents.record_incident(uow, support_case_id, happening, told, by)
    return episode.id


async def tell(uow: UnitOfWork, episode_id: EpisodeId, whom: Telling, by: By) -> None:
    episode = await _locked(uow, episode_id, by)
    episode.tell(whom, at=by.at)
    write_down(uow, f"missing_told_{whom}", episode.referral_id, by)
    if whom is Telling.PRIME:
        await _report(uow, episode, by)


async def _report(uow: UnitOfWork, episode: MissingEpisode, by: By) -> None:
    """Whoever tells the prime contractor has reported the incident with that."""
    for incident_id in await uow.risks.unreported(episode.support_case_id, Category.MISSING):
        await incidents.report(uow, incident_id, by)


async def release_bed(uow: UnitOfWork, episode_id: EpisodeId, by: By) -> None:
    """A manager's decision. Support stays suspended, and open."""
    episode = await _locked(uow, episode_id, by)
    is_manager = by.actor.is_manager or by.actor.is_prime
    placement_id = episode.release_bed(is_manager=is_manager, at=by.at)
    left = Departure(departure_on=london_day(by.at), reason="missing", destination="not_known")
    await stays.depart(uow, placement_id, left, actor=by.actor, rules=by.rules, at=by.at)
    write_down(uow, "missing_bed_released", episode.referral_id, by)


async def end(uow: UnitOfWork, episode_id: EpisodeId, ending: Ending, by: By) -> None:
    """Back in contact: support goes on from where it was, in the bed if it is still theirs."""
    episode = await _locked(uow, episode_id, by)
    case = await uow.cases.locked(episode.support_case_id)
    events = episode.end(ending, at=by.at)
    home = await uow.risks.living_there(case.id)
    if ending is Ending.RETURNED and home is not None and home.absence is Absence.MISSING:
        home.come_back()
    if case.away is Away.MISSING:
        leaving.come_back(case, at=by.at)
    await record(uow, case, "person_found", by, events)


def _episode(case: SupportCase, home: Placement | None, last_seen_at: datetime, by: By) -> MissingEpisode:
    hold = by.rules.count("CARE-BED-HOLD", last_seen_at)
    return MissingEpisode(
        id=EpisodeId(new_id()),
        support_case_id=case.id,
        referral_id=case.referral_id,
        provider_id=case.provider_id or ProviderId(by.actor.provider_id),
        placement_id=home.id if home else None,
        last_seen_at=last_seen_at,
        noticed_at=by.at,
        noticed_by=by.actor.user,
        bed_kept_until=hold.expires_at,
        rule=hold.rule.id,
        policy_version=hold.rule.policy_version,
    )


def _keep_the_bed(home: Placement | None, last_seen_at: datetime) -> None:
    if home is not None and home.state is PlacementState.IN_RESIDENCE:
        home.go_away(Absence.MISSING, since=last_seen_at)


def _suspend(case: SupportCase, by: By) -> None:
    """Somebody not yet supported can be missing too: then there is nothing to suspend."""
    if case.is_supported or case.away is not None:
        leaving.suspend(case, Away.MISSING, at=by.at)


async def _locked(uow: UnitOfWork, episode_id: EpisodeId, by: By) -> MissingEpisode:
    episode = await uow.risks.episode_locked(episode_id)
    await locked(uow, episode.support_case_id, by)
    return episode
