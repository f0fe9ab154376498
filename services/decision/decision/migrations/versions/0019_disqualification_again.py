"""An imposed disqualification looked at again, by somebody who had no part in it."""

from alembic import op

from decision.migrations.notes import allow_notes_about
from plumbing.migrations import execute_each

revision = "0019"
down_revision = "0018"

COLUMNS = """
ALTER TABLE disqualification
    ADD COLUMN asked_on DATE,
    ADD COLUMN asked_by TEXT,
    ADD COLUMN answered_by UUID,
    ADD COLUMN answered_at TIMESTAMPTZ,
    ADD CONSTRAINT disqualification_asked_about_is_imposed CHECK (
        (asked_on IS NULL) = (asked_by IS NULL)
        AND (asked_on IS NULL OR state IN ('imposed', 'quashed'))),
    ADD CONSTRAINT disqualification_answered_by_somebody_else CHECK (
        (answered_by IS NULL) = (answered_at IS NULL)
        AND (answered_by IS NULL OR asked_on IS NOT NULL)
        AND answered_by <> assessed_by AND answered_by <> reviewed_by);
GRANT UPDATE (asked_on, asked_by, answered_by, answered_at) ON disqualification TO decision_staff
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
    " 'further_protection', 'permission_considered', 'permission_stopped', 'permission_paused',"
    " 'permission_resumed', 'permission_decided', 'permission_asked_again', 'permission_extended',"
    " 'permission_decided_again', 'permission_revoked'"
)
ABOUT = f"{ABOUT_BEFORE}, 'disqualification_asked_again', 'disqualification_answered'"

BACK = """
DELETE FROM case_note WHERE about IN ('disqualification_asked_again', 'disqualification_answered');
ALTER TABLE disqualification
    DROP COLUMN asked_on, DROP COLUMN asked_by, DROP COLUMN answered_by, DROP COLUMN answered_at
"""


def upgrade() -> None:
    execute_each(op, COLUMNS)
    allow_notes_about(op, ABOUT)


def downgrade() -> None:
    execute_each(op, BACK)
    allow_notes_about(op, ABOUT_BEFORE)
