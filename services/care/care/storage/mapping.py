"""Which class lives in which table."""

from sqlalchemy.orm import registry, relationship

from care.domain.allocation import Allocation
from care.domain.assessments import HeldAssessment
from care.domain.attempts import ContactAttempt
from care.domain.beds import Bedspace, Premises, Void
from care.domain.changes import PlacementChange
from care.domain.complaints import Complaint
from care.domain.disclosure import DisclosureRequest
from care.domain.extension import ExtensionRequest
from care.domain.household import SEALED, Dependant
from care.domain.incidents import Incident
from care.domain.intake import Intake
from care.domain.journey import Contact, Goal, NeedsAnswer, PlanReview
from care.domain.kept_apart import KeptApart
from care.domain.missing_people import MissingEpisode
from care.domain.money.payment import PaymentLine, PaymentRun
from care.domain.move_on import LeavingStep, MoveOnPlan
from care.domain.moving import HomeCheck, MoveRequest
from care.domain.needs import NeedsAssessment
from care.domain.offer import Offer
from care.domain.own_worker import WorkerChange
from care.domain.placement import Placement
from care.domain.reading import PrivilegedItem, Reading
from care.domain.retention import LegalHold
from care.domain.safety_stay import SafetyStay
from care.domain.support import Move, SupportCase
from care.domain.support_clocks import SupportClock
from care.domain.tasks import PlacementTask
from care.domain.transport import Transport
from care.domain.welcome import MaterialIssue
from care.storage import (
    disclosure_tables,
    heard_tables,
    history_tables,
    household_tables,
    intake_tables,
    journey_tables,
    leaving_tables,
    money_tables,
    network_tables,
    risk_tables,
    safety_tables,
    tables,
    transport_tables,
    visibility_tables,
)

mapper = registry(metadata=tables.metadata)
mapper.map_imperatively(Intake, tables.intake)
mapper.map_imperatively(Move, heard_tables.support_move)
mapper.map_imperatively(
    SupportCase,
    tables.support_case,
    version_id_col=tables.support_case.c.version,
    properties={"moves": relationship(Move, lazy="dynamic")},  # added to, and read by queries only
)
mapper.map_imperatively(Premises, tables.premises)
mapper.map_imperatively(Bedspace, tables.bedspace)
mapper.map_imperatively(Void, tables.bed_void)
mapper.map_imperatively(Offer, tables.offer, version_id_col=tables.offer.c.version)
mapper.map_imperatively(Placement, tables.placement, version_id_col=tables.placement.c.version)
mapper.map_imperatively(SafetyStay, safety_tables.safety_stay)
mapper.map_imperatively(PlacementChange, history_tables.placement_change)
mapper.map_imperatively(PlacementTask, history_tables.placement_task)
# The columns of what is sealed now are read by the sealing sweep alone.
mapper.map_imperatively(Dependant, household_tables.dependant, exclude_properties=SEALED)
mapper.map_imperatively(KeptApart, household_tables.kept_apart)
mapper.map_imperatively(PaymentLine, money_tables.payment_line)
mapper.map_imperatively(PaymentRun, money_tables.payment_run)
VERSIONED = {
    SupportClock: leaving_tables.support_clock,
    ExtensionRequest: leaving_tables.extension_request,
    NeedsAssessment: leaving_tables.needs_assessment,
    MoveOnPlan: leaving_tables.move_on_plan,
    LeavingStep: leaving_tables.leaving_step,
    Goal: journey_tables.journey_goal,
    NeedsAnswer: journey_tables.needs_answer,
}
for kind, table in VERSIONED.items():
    mapper.map_imperatively(kind, table, version_id_col=table.c.version)
mapper.map_imperatively(PlanReview, journey_tables.plan_review)
mapper.map_imperatively(Contact, journey_tables.support_contact)
mapper.map_imperatively(WorkerChange, visibility_tables.support_worker_change)
mapper.map_imperatively(Reading, visibility_tables.record_reading)
mapper.map_imperatively(LegalHold, visibility_tables.legal_hold)
mapper.map_imperatively(PrivilegedItem, visibility_tables.privileged_item)
mapper.map_imperatively(ContactAttempt, intake_tables.contact_attempt)
mapper.map_imperatively(HeldAssessment, intake_tables.assessment)
mapper.map_imperatively(MaterialIssue, intake_tables.material_issue)
mapper.map_imperatively(Incident, risk_tables.incident)
mapper.map_imperatively(MissingEpisode, risk_tables.missing_episode)
mapper.map_imperatively(Complaint, risk_tables.complaint)
mapper.map_imperatively(DisclosureRequest, disclosure_tables.disclosure_request)
mapper.map_imperatively(
    Transport, transport_tables.transport, version_id_col=transport_tables.transport.c.version
)
mapper.map_imperatively(Allocation, network_tables.allocation)
mapper.map_imperatively(HomeCheck, network_tables.home_check)
mapper.map_imperatively(
    MoveRequest, network_tables.move_request, version_id_col=network_tables.move_request.c.version
)
