"""Suspensions, delays, agreement at 18, and other things true beside the stage."""

from alembic import op

from plumbing.migrations import execute_each, grant

revision = "0008"
down_revision = "0007"

# A panel keeps a child who turns 18 meanwhile, so what it needs is the birthday, and no longer a child.
CASE_FILE = """
ALTER TABLE case_file
    ADD COLUMN routing_reason TEXT CONSTRAINT case_file_routing_reason CHECK (routing_reason IN (
        'usual', 'child_panel', 'no_panel_there', 'birthday_unknown', 'too_near_18', 'cohort_is_adult',
        'offender_in_custody', 'held_for_immigration', 'facing_deportation', 'asylum_inadmissible')),
    DROP CONSTRAINT case_file_pilot_is_for_children,
    ADD CONSTRAINT case_file_pilot_knows_the_birthday CHECK (NOT is_pilot OR turns_18_on IS NOT NULL);
CREATE INDEX case_file_turning_18 ON case_file (turns_18_on) WHERE age_band = 'child' AND turns_18_on IS NOT NULL;
CREATE INDEX case_file_asked_at_18 ON case_file (turns_18_on, id) WHERE consent = 'awaiting_at_18';
CREATE INDEX case_file_withdrawal_asked ON case_file (received_on, id) WHERE consent = 'withdrawn';
"""

TABLES = """
CREATE TABLE suspension (
    id UUID PRIMARY KEY,
    case_id UUID NOT NULL CONSTRAINT suspension_case REFERENCES case_file,
    before TEXT NOT NULL
        CONSTRAINT suspension_before CHECK (before IN ('reasonable_grounds', 'conclusive_grounds')),
    reason TEXT NOT NULL CONSTRAINT suspension_reason CHECK (reason IN ('missing', 'no_answer_at_18')),
    suspended_by UUID NOT NULL,
    suspended_at TIMESTAMPTZ NOT NULL,
    police_told_on DATE,
    safeguarding_told_on DATE,
    resumed_by UUID,
    resumed_at TIMESTAMPTZ,
    CONSTRAINT suspension_for_the_missing_once_others_know CHECK (
        reason <> 'missing' OR (police_told_on IS NOT NULL AND safeguarding_told_on IS NOT NULL)),
    CONSTRAINT suspension_resumed_by_somebody CHECK ((resumed_by IS NULL) = (resumed_at IS NULL))
);
CREATE INDEX suspension_case_id ON suspension (case_id, suspended_at);
CREATE UNIQUE INDEX suspension_one_open ON suspension (case_id) WHERE resumed_at IS NULL;

CREATE TABLE delay_request (
    id UUID PRIMARY KEY,
    case_id UUID NOT NULL CONSTRAINT delay_request_case REFERENCES case_file,
    asked_by TEXT NOT NULL,
    requested_on DATE NOT NULL,
    recorded_by UUID NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL,
    state TEXT NOT NULL CONSTRAINT delay_request_state CHECK (state IN ('open', 'agreed', 'refused')),
    not_before DATE,
    answered_by UUID,
    answered_at TIMESTAMPTZ,
    CONSTRAINT delay_request_agreed_until_a_day CHECK ((state = 'agreed') = (not_before IS NOT NULL)),
    CONSTRAINT delay_request_answered_by_somebody CHECK (
        (state = 'open') = (answered_by IS NULL) AND (answered_by IS NULL) = (answered_at IS NULL))
);
CREATE INDEX delay_request_case_id ON delay_request (case_id, recorded_at);
CREATE UNIQUE INDEX delay_request_one_open ON delay_request (case_id) WHERE state = 'open';

CREATE TABLE consent_at_18 (
    id UUID PRIMARY KEY,
    case_id UUID NOT NULL CONSTRAINT consent_at_18_case REFERENCES case_file,
    is_given BOOLEAN NOT NULL,
    how TEXT NOT NULL CONSTRAINT consent_at_18_how CHECK (how IN ('written', 'oral')),
    said_on DATE NOT NULL,
    is_support_wanted BOOLEAN NOT NULL,
    recorded_by UUID NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX consent_at_18_case_id ON consent_at_18 (case_id, recorded_at);

CREATE TABLE withdrawal (
    id UUID PRIMARY KEY,
    case_id UUID NOT NULL CONSTRAINT withdrawal_case REFERENCES case_file,
    how TEXT NOT NULL
        CONSTRAINT withdrawal_how CHECK (how IN ('written', 'oral', 'best_interests', 'left_uk', 'refused')),
    said_on DATE NOT NULL,
    recorded_by UUID NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT withdrawal_one_for_a_case UNIQUE (case_id)
);

CREATE TABLE case_note (
    subject_id UUID NOT NULL,
    about TEXT NOT NULL CONSTRAINT case_note_about CHECK (about IN (
        'routing', 'whereabouts', 'suspended', 'resumed', 'withdrawal', 'withdrawal_not_taken', 'delay_asked',
        'delay_answered', 'delay_ended', 'consent_at_18', 'received_date', 'closing', 'acknowledgement', 'progress')),
    case_id UUID NOT NULL CONSTRAINT case_note_case REFERENCES case_file,
    sealed BYTEA NOT NULL,
    written_by UUID NOT NULL,
    written_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT case_note_pkey PRIMARY KEY (subject_id, about)
);
CREATE INDEX case_note_case_id ON case_note (case_id, written_at);
"""

RIGHTS = {
    "suspension": "SELECT, INSERT, UPDATE (resumed_by, resumed_at)",
    "delay_request": "SELECT, INSERT, UPDATE (state, not_before, answered_by, answered_at)",
    "consent_at_18": "SELECT, INSERT",
    "withdrawal": "SELECT, INSERT",
    "case_note": "SELECT, INSERT",
}

# Going down needs every pilot case to be a child's: before, the panel gave up whoever turned 18.
BACK = """
DROP INDEX case_file_turning_18;
DROP INDEX case_file_asked_at_18;
DROP INDEX case_file_withdrawal_asked;
ALTER TABLE case_file
    DROP CONSTRAINT case_file_pilot_knows_the_birthday,
    ADD CONSTRAINT case_file_pilot_is_for_children CHECK (NOT is_pilot OR age_band = 'child'),
    DROP COLUMN routing_reason;
"""


def upgrade() -> None:
    execute_each(op, CASE_FILE + TABLES)
    for table, rights in RIGHTS.items():
        grant(op, "decision", table, staff=rights)


def downgrade() -> None:
    for table in reversed(RIGHTS):
        op.drop_table(table)
    execute_each(op, BACK)
