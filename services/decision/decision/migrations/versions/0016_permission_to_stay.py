"""Permission to stay after a positive conclusive grounds decision."""

from alembic import op

from decision.migrations.notes import allow_notes_about
from plumbing.migrations import grant

revision = "0016"
down_revision = "0015"

TABLE = """
CREATE TABLE permission_to_stay (
    id UUID PRIMARY KEY,
    case_id UUID NOT NULL CONSTRAINT permission_to_stay_case REFERENCES case_file,
    decision_id UUID NOT NULL CONSTRAINT permission_to_stay_decision REFERENCES decision,
    considered_by UUID NOT NULL,
    considered_at TIMESTAMPTZ NOT NULL,
    state TEXT NOT NULL CONSTRAINT permission_to_stay_state
        CHECK (state IN ('considering', 'granted', 'refused', 'asked_again', 'ended')),
    paused_by UUID,
    paused_at TIMESTAMPTZ,
    recovery TEXT CONSTRAINT permission_to_stay_recovery
        CHECK (recovery IN ('needed', 'not_needed', 'met_elsewhere')),
    compensation TEXT CONSTRAINT permission_to_stay_compensation
        CHECK (compensation IN ('needed', 'not_needed', 'met_elsewhere')),
    cooperation TEXT CONSTRAINT permission_to_stay_cooperation CHECK (cooperation IN ('needed', 'not_needed')),
    granted_until DATE,
    decided_by UUID,
    decided_at TIMESTAMPTZ,
    asked_on DATE,
    asked_by TEXT,
    is_late BOOLEAN,
    decided_again_by UUID,
    decided_again_at TIMESTAMPTZ,
    CONSTRAINT permission_to_stay_paused_by_somebody CHECK ((paused_by IS NULL) = (paused_at IS NULL)),
    CONSTRAINT permission_to_stay_decided_by_somebody CHECK (
        (state IN ('granted', 'refused', 'asked_again')) = (decided_by IS NOT NULL)
        AND (decided_by IS NULL) = (decided_at IS NULL)),
    CONSTRAINT permission_to_stay_granted_for_a_need CHECK (
        state <> 'granted' OR 'needed' IN (recovery, compensation, cooperation)),
    CONSTRAINT permission_to_stay_granted_until_a_day CHECK ((state = 'granted') = (granted_until IS NOT NULL)),
    CONSTRAINT permission_to_stay_asked_again_by_somebody CHECK (
        (asked_on IS NULL) = (asked_by IS NULL) AND (asked_on IS NULL) = (is_late IS NULL)
        AND (state <> 'asked_again' OR asked_on IS NOT NULL)),
    CONSTRAINT permission_to_stay_decided_again_by_somebody_else CHECK (
        (decided_again_by IS NULL) = (decided_again_at IS NULL) AND decided_again_by <> decided_by
        AND (decided_again_by IS NULL OR asked_on IS NOT NULL))
);
CREATE INDEX permission_to_stay_case_id ON permission_to_stay (case_id, considered_at);
CREATE UNIQUE INDEX permission_to_stay_one_open ON permission_to_stay (case_id)
    WHERE state IN ('considering', 'asked_again');
"""

ABOUT_BEFORE = (
    "'routing', 'whereabouts', 'suspended', 'resumed', 'withdrawal', 'withdrawal_not_taken', 'delay_asked',"
    " 'delay_answered', 'delay_ended', 'consent_at_18', 'received_date', 'closing', 'acknowledgement',"
    " 'progress', 'reconsideration_asked', 'reconsideration_answered', 'reconsideration_decided',"
    " 'reconsideration_extended', 'disqualification_notified', 'disqualification_extended',"
    " 'disqualification_represented', 'disqualification_threat', 'disqualification_recovery_need',"
    " 'disqualification_retrafficking_risk', 'disqualification_weighing', 'disqualification_reviewed',"
    " 'disqualification_quashed', 'revocation_considered', 'revocation_represented', 'revocation_proposed',"
    " 'revocation_reviewed', 'cases_linked', 'cases_merged', 'joining_undone', 'conflict_withdrawn',"
    " 'further_protection'"
)
ABOUT = (
    f"{ABOUT_BEFORE}, 'permission_considered', 'permission_stopped', 'permission_paused', 'permission_resumed',"
    " 'permission_decided', 'permission_asked_again', 'permission_extended', 'permission_decided_again',"
    " 'permission_revoked'"
)


def upgrade() -> None:
    for statement in filter(str.strip, TABLE.split(";\n")):
        op.execute(statement)
    allow_notes_about(op, ABOUT)
    rights = "SELECT, INSERT, UPDATE (state, paused_by, paused_at, recovery, compensation, cooperation, granted_until, "
    more = "decided_by, decided_at, asked_on, asked_by, is_late, decided_again_by, decided_again_at)"
    grant(op, "decision", "permission_to_stay", staff=rights + more)


def downgrade() -> None:
    op.drop_table("permission_to_stay")
    op.execute("DELETE FROM case_note WHERE about LIKE 'permission%'")
    allow_notes_about(op, ABOUT_BEFORE)
