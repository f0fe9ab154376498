"""Decisions kept after a second look, conflicts taken back, and protection after a further positive decision."""

from alembic import op

from decision.migrations.notes import allow_notes_about
from plumbing.migrations import execute_each, grant

revision = "0015"
down_revision = "0014"

TABLES = """
ALTER TABLE decision
    ADD COLUMN kept_on DATE,
    ADD CONSTRAINT decision_kept_is_negative CHECK (
        kept_on IS NULL OR (outcome = 'negative' AND decided_on IS NOT NULL AND kept_on >= decided_on));
CREATE TABLE further_protection (
    decision_id UUID PRIMARY KEY CONSTRAINT further_protection_decision REFERENCES decision,
    case_id UUID NOT NULL CONSTRAINT further_protection_case REFERENCES case_file,
    is_given BOOLEAN NOT NULL,
    decided_by UUID NOT NULL,
    decided_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX further_protection_case_id ON further_protection (case_id);
"""

# Asked when the transaction ends: the decision to protect is written beside the clock it starts.
PROTECTION = (
    """
    CREATE FUNCTION refuse_unsaid_protection() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF NOT EXISTS (SELECT FROM further_protection WHERE case_id = NEW.case_id AND is_given) THEN
            RAISE EXCEPTION 'protection after a further decision needs a decision to give it'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'clock_further_protection_is_decided';
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE CONSTRAINT TRIGGER clock_further_protection_is_decided AFTER INSERT ON clock
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.rule = 'CLK-FRG')
        EXECUTE FUNCTION refuse_unsaid_protection()
    """,
)

ABOUT_BEFORE = (
    "'routing', 'whereabouts', 'suspended', 'resumed', 'withdrawal', 'withdrawal_not_taken', 'delay_asked',"
    " 'delay_answered', 'delay_ended', 'consent_at_18', 'received_date', 'closing', 'acknowledgement',"
    " 'progress', 'reconsideration_asked', 'reconsideration_answered', 'reconsideration_decided',"
    " 'reconsideration_extended', 'disqualification_notified', 'disqualification_extended',"
    " 'disqualification_represented', 'disqualification_threat', 'disqualification_recovery_need',"
    " 'disqualification_retrafficking_risk', 'disqualification_weighing', 'disqualification_reviewed',"
    " 'disqualification_quashed', 'revocation_considered', 'revocation_represented', 'revocation_proposed',"
    " 'revocation_reviewed', 'cases_linked', 'cases_merged', 'joining_undone'"
)
ABOUT = f"{ABOUT_BEFORE}, 'conflict_withdrawn', 'further_protection'"

BACK = """
DROP TRIGGER clock_further_protection_is_decided ON clock;
DROP FUNCTION refuse_unsaid_protection();
DROP TABLE further_protection;
REVOKE DELETE ON conflict_of_interest FROM decision_staff;
DELETE FROM case_note WHERE about IN ('conflict_withdrawn', 'further_protection');
ALTER TABLE decision DROP COLUMN kept_on;
"""


def upgrade() -> None:
    execute_each(op, TABLES)
    for statement in PROTECTION:
        op.execute(statement)
    allow_notes_about(op, ABOUT)
    grant(op, "decision", "further_protection", staff="SELECT, INSERT")
    grant(op, "decision", "conflict_of_interest", staff="DELETE")


def downgrade() -> None:
    execute_each(op, BACK)
    allow_notes_about(op, ABOUT_BEFORE)
