"""The decision service's own database: tables, mapping, and one unit of work over them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from clocks import london_day
from contracts.events import Event
from contracts.ids import UserId
from decision.domain.case import Case
from decision.domain.telling_organisations import organisations_to_tell
from decision.domain.telling_staff import staff_to_tell
from decision.domain.timekeeping import Timekeeping
from decision.storage import afterwards_mapping as _mapping_of_afterwards  # noqa: F401
from decision.storage import circumstance_mapping as _more_mapping  # noqa: F401
from decision.storage import joined_mapping as _mapping_of_joins  # noqa: F401
from decision.storage import letter_mapping as _mapping_of_letters  # noqa: F401
from decision.storage import mapping as _mapping  # noqa: F401  maps the domain's classes when storage is imported
from decision.storage.allocation import Allocation
from decision.storage.calendars import CalendarTable
from decision.storage.case_notes import CaseNote, CaseNotes
from decision.storage.cases import CaseChanged, CaseNotFound, Cases
from decision.storage.circumstances import Circumstances, DelayRequestNotFound
from decision.storage.contact_attempts import ContactAttempts
from decision.storage.dangers import DangerReports
from decision.storage.disqualifications import Disqualifications, NothingProposed
from decision.storage.groups import CountedGroups
from decision.storage.history import History, HistoryEntry
from decision.storage.information_requests import InformationRequests, RequestNotFound
from decision.storage.joins import JoinNotFound, Joins
from decision.storage.letters import LetterNotFound, Letters
from decision.storage.likeness import SuspectedDuplicates
from decision.storage.mails import Mails
from decision.storage.organisation_addresses import OrganisationAddresses
from decision.storage.panels import PanelNotFound, Panels
from decision.storage.permissions import NoPermission, Permissions
from decision.storage.policies import Policies
from decision.storage.protections import Protections
from decision.storage.queue_places import QueuePlaces
from decision.storage.reasons import Draft, Reasons
from decision.storage.reconsiderations import NoOpenRequest, Reconsiderations
from decision.storage.recounts import Recounts
from decision.storage.restrictions import Restrictions
from decision.storage.revocations import NoRevocation, Revocations
from decision.storage.saved_views import SavedViews, ViewNotFound
from decision.storage.searches import Searches
from decision.storage.support import SupportFacts
from decision.storage.tables import metadata, plumbing
from plumbing.database import Transaction
from plumbing.encryption import KeyRing
from plumbing.identifiers import new_id

__all__ = [
    "CaseChanged",
    "CaseNotFound",
    "CaseNote",
    "DelayRequestNotFound",
    "Draft",
    "HistoryEntry",
    "JoinNotFound",
    "LetterNotFound",
    "NoOpenRequest",
    "NoPermission",
    "NoRevocation",
    "NothingProposed",
    "PanelNotFound",
    "RequestNotFound",
    "UnitOfWork",
    "ViewNotFound",
    "metadata",
    "plumbing",
]


class UnitOfWork(Transaction):
    """One transaction: what it loads, changes, announces and has already heard."""

    def __init__(self, session: AsyncSession, *, ring: KeyRing) -> None:
        super().__init__(session, plumbing)
        self.cases = Cases(session)
        self.history = History(session)
        self.reasons = Reasons(session, ring)
        self.letters = Letters(session, ring)
        self.mails = Mails(session)
        self.organisation_addresses = OrganisationAddresses(session)
        self.panels = Panels(session)
        self.notes = CaseNotes(session, ring)
        self.circumstances = Circumstances(session)
        self.reconsiderations = Reconsiderations(session)
        self.disqualifications = Disqualifications(session)
        self.revocations = Revocations(session)
        self.protections = Protections(session)
        self.permissions = Permissions(session)
        self.joins = Joins(session)
        self.calendars = CalendarTable(session)
        self.recounts = Recounts(session)
        self.policies = Policies(session)
        self.queue_places = QueuePlaces(session)
        self.allocation = Allocation(session)
        self.restrictions = Restrictions(session)
        self.searches = Searches(session)
        self.saved_views = SavedViews(session)
        self.support = SupportFacts(session)
        self.counted_groups = CountedGroups(session)
        self.danger_reports = DangerReports(session)
        self.information_requests = InformationRequests(session, ring)
        self.contact_attempts = ContactAttempts(session, ring)
        self.suspected_duplicates = SuspectedDuplicates(session)

    async def timekeeping(self) -> Timekeeping:
        """The rules and calendars in force now."""
        book, calendars = await self.policies.book(), await self.calendars.in_force()
        return Timekeeping(book=book, calendars=calendars, new_id=new_id)

    async def record(self, case: Case, events: Sequence[Event], *, by: UserId | None, at: datetime) -> None:
        """Keeps what happened in the case's history, and announces what the others may know."""
        await self.session.flush()
        await self.queue_places.keep(case, today=london_day(at))
        await self.history.add(case, events, by=by, at=at)
        await self.outbox.add(*(event for event in events if event.topic), at=at)
        for notice in staff_to_tell(case, events, by=by):
            await self.mails.add(case, notice, at=at)
        await self._write_to_organisations(case, events, at=at)

    async def _write_to_organisations(self, case: Case, events: Sequence[Event], *, at: datetime) -> None:
        """To those whose address is known; others are told by people."""
        told = organisations_to_tell(case, events)
        addresses = await self.organisation_addresses.of(case, [each.who for each in told])
        for notice in told:
            if notice.who in addresses:
                await self.mails.add_to_organisation(case, notice, addresses[notice.who], at=at)
