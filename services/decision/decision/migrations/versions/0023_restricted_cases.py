"""Restricted cases: open to the people a leader has named, and held by none but them."""

from alembic import op

from decision.migrations.notes import allow_notes_about
from plumbing.migrations import grant

revision = "0023"
down_revision = "0022"

TABLE = """
CREATE TABLE restricted_case (
    case_id UUID PRIMARY KEY CONSTRAINT restricted_case_case REFERENCES case_file,
    reason TEXT NOT NULL CONSTRAINT restricted_case_reason
        CHECK (reason IN ('safeguarding', 'known_to_staff', 'public_interest', 'other')),
    open_to UUID[] NOT NULL,
    restricted_by UUID NOT NULL,
    restricted_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT restricted_case_open_to_two CHECK (cardinality(open_to) >= 2),
    CONSTRAINT restricted_case_open_to_who_restricted_it CHECK (restricted_by = ANY (open_to))
)
"""

# Whoever asks at the same moment: restricting and taking both lock the case.
TRIGGERS = (
    """
    CREATE FUNCTION refuse_holder_not_named() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF EXISTS (SELECT FROM restricted_case WHERE case_id = NEW.id AND NEW.taken_by <> ALL (open_to)) THEN
            RAISE EXCEPTION 'who holds a restricted case is named among those who may open it'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'case_file_holder_may_open_it';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER case_file_holder_may_open_it BEFORE INSERT OR UPDATE OF taken_by ON case_file
        FOR EACH ROW WHEN (NEW.taken_by IS NOT NULL) EXECUTE FUNCTION refuse_holder_not_named()
    """,
    """
    CREATE FUNCTION refuse_shutting_out_the_holder() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        PERFORM FROM case_file WHERE id = NEW.case_id FOR UPDATE;
        IF EXISTS (SELECT FROM case_file WHERE id = NEW.case_id AND taken_by <> ALL (NEW.open_to)) THEN
            RAISE EXCEPTION 'who is shut out of a case puts it back first'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'restricted_case_open_to_the_holder';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER restricted_case_open_to_the_holder BEFORE INSERT OR UPDATE ON restricted_case
        FOR EACH ROW EXECUTE FUNCTION refuse_shutting_out_the_holder()
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
    " 'revocation_reviewed', 'cases_linked', 'cases_merged', 'joining_undone', 'conflict_withdrawn',"
    " 'further_protection', 'permission_considered', 'permission_stopped', 'permission_paused',"
    " 'permission_resumed', 'permission_decided', 'permission_asked_again', 'permission_extended',"
    " 'permission_decided_again', 'permission_revoked', 'disqualification_asked_again',"
    " 'disqualification_answered'"
)
ABOUT = f"{ABOUT_BEFORE}, 'case_restricted', 'restriction_lifted'"


def upgrade() -> None:
    op.execute(TABLE)
    for statement in TRIGGERS:
        op.execute(statement)
    allow_notes_about(op, ABOUT)
    grant(op, "decision", "restricted_case", staff="SELECT, INSERT, UPDATE, DELETE")


def downgrade() -> None:
    op.execute("DROP TRIGGER case_file_holder_may_open_it ON case_file")
    op.drop_table("restricted_case")
    op.execute("DROP FUNCTION refuse_holder_not_named")
    op.execute("DROP FUNCTION refuse_shutting_out_the_holder")
    op.execute("DELETE FROM case_note WHERE about IN ('case_restricted', 'restriction_lifted')")
    allow_notes_about(op, ABOUT_BEFORE)
