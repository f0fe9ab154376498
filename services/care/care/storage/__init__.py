"""Care's own database: tables, mapping, and one unit of work over them."""

from sqlalchemy.ext.asyncio import AsyncSession

from care.storage import mapping as _mapping  # noqa: F401  maps the domain's classes when storage is imported
from care.storage.addresses import Addresses
from care.storage.assessments import Assessments, Attempts, Materials
from care.storage.disclosures import Disclosures
from care.storage.guests import Guests
from care.storage.heard import Heard
from care.storage.histories import Histories, Tasks
from care.storage.households import Dependants, KeptApartPairs
from care.storage.houses import Houses
from care.storage.inspections import Inspections
from care.storage.lives import Lives
from care.storage.missing import Missing
from care.storage.money import Money
from care.storage.network import Network
from care.storage.network_providers import NetworkProviders
from care.storage.outside import OutsideTold
from care.storage.payments import Payments
from care.storage.readers import Readers
from care.storage.repositories import Intakes, Offers, Placements, SupportCases
from care.storage.retention import Retention
from care.storage.returns import Returns
from care.storage.risks import Risks
from care.storage.safety_stays import SafetyStays
from care.storage.sealed import SealedTexts
from care.storage.tables import metadata, plumbing
from care.storage.transports import Transports
from care.storage.unsealed import Unsealed
from plumbing.database import Transaction
from plumbing.encryption import KeyRing

__all__ = ["Missing", "UnitOfWork", "metadata", "plumbing"]


class UnitOfWork(Transaction):
    """One transaction: what it loads, changes, announces and has already heard."""

    def __init__(self, session: AsyncSession, *, ring: KeyRing | None = None) -> None:
        super().__init__(session, plumbing)
        self.intakes = Intakes(session)
        self.cases = SupportCases(session)
        self.heard = Heard(session)
        self.lives = Lives(session)
        self.attempts = Attempts(session)
        self.assessments = Assessments(session)
        self.materials = Materials(session)
        self.texts = SealedTexts(session, ring)
        self.houses = Houses(session)
        self.offers = Offers(session)
        self.placements = Placements(session)
        self.addresses = Addresses(session)
        self.money = Money(session)
        self.payments = Payments(session)
        self.risks = Risks(session)
        self.disclosures = Disclosures(session)
        self.inspections = Inspections(session)
        self.outside_told = OutsideTold(session)
        self.histories = Histories(session)
        self.tasks = Tasks(session)
        self.dependants = Dependants(session)
        self.guests = Guests(session)
        self.kept_apart = KeptApartPairs(session)
        self.transports = Transports(session)
        self.network = Network(session)
        self.network_providers = NetworkProviders(session)
        self.returns = Returns(session)
        self.readers = Readers(session)
        self.unsealed = Unsealed(session)
        self.retention = Retention(session)
        self.safety_stays = SafetyStays(session, ring)
