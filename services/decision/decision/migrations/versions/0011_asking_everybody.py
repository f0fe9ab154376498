"""Requests to every party, what was tried, and why somebody is not asked."""

from alembic import op

from plumbing.migrations import execute_each, grant

revision = "0011"
down_revision = "0010"

PARTIES = (
    "'first_responder', 'support_provider', 'childrens_services', 'adult_services', 'guardian', 'police'"
)
GROUNDS = "'reasonable_grounds', 'conclusive_grounds'"

# Until now only first responders were asked, and whatever was asked had no clock.
REQUESTS = f"""
ALTER TABLE information_request
    ADD COLUMN party TEXT NOT NULL DEFAULT 'first_responder'
        CONSTRAINT information_request_party CHECK (party IN ({PARTIES})),
    ADD COLUMN before TEXT NOT NULL DEFAULT 'reasonable_grounds'
        CONSTRAINT information_request_before CHECK (before IN ({GROUNDS})),
    ADD COLUMN is_negative_likely BOOLEAN NOT NULL DEFAULT false,
    ADD COLUMN clock_id UUID CONSTRAINT information_request_clock REFERENCES clock
        DEFERRABLE INITIALLY DEFERRED,
    ADD COLUMN reminded_at TIMESTAMPTZ,
    ADD COLUMN received_on DATE,
    ADD COLUMN sealed_answer BYTEA,
    ADD COLUMN evidence UUID[] NOT NULL DEFAULT '{{}}',
    ADD CONSTRAINT information_request_answer_kept_once CHECK (
        CASE WHEN party = 'first_responder' THEN sealed_answer IS NULL
        ELSE (answered_at IS NULL) = (sealed_answer IS NULL) END);
ALTER TABLE information_request ALTER COLUMN party DROP DEFAULT;
ALTER TABLE information_request ALTER COLUMN before DROP DEFAULT;
ALTER TABLE information_request ALTER COLUMN is_negative_likely DROP DEFAULT;
ALTER TABLE information_request ALTER COLUMN evidence DROP DEFAULT;
CREATE INDEX information_request_clock_id ON information_request (clock_id);
"""

TABLES = f"""
CREATE TABLE contact_attempt (
    id UUID PRIMARY KEY,
    case_id UUID NOT NULL CONSTRAINT contact_attempt_case REFERENCES case_file,
    party TEXT NOT NULL CONSTRAINT contact_attempt_party CHECK (party IN ({PARTIES})),
    before TEXT NOT NULL CONSTRAINT contact_attempt_before CHECK (before IN ({GROUNDS})),
    request_id UUID CONSTRAINT contact_attempt_request REFERENCES information_request,
    how TEXT NOT NULL CONSTRAINT contact_attempt_how CHECK (how IN ('phone', 'email', 'letter', 'in_person')),
    tried_on DATE NOT NULL,
    result TEXT NOT NULL CONSTRAINT contact_attempt_result CHECK (
        result IN ('spoken_to', 'message_left', 'not_reached', 'would_not_say')),
    is_negative_likely BOOLEAN NOT NULL,
    sealed_who BYTEA NOT NULL,
    sealed_note BYTEA NOT NULL,
    logged_by UUID NOT NULL,
    logged_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX contact_attempt_case_id ON contact_attempt (case_id, logged_at);

CREATE TABLE not_asked (
    id UUID PRIMARY KEY,
    case_id UUID NOT NULL CONSTRAINT not_asked_case REFERENCES case_file,
    party TEXT NOT NULL CONSTRAINT not_asked_party CHECK (party IN ({PARTIES})),
    before TEXT NOT NULL CONSTRAINT not_asked_before CHECK (before IN ({GROUNDS})),
    why TEXT NOT NULL CONSTRAINT not_asked_why CHECK (why IN ('not_involved', 'other')),
    sealed_words BYTEA NOT NULL,
    said_by UUID NOT NULL,
    said_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX not_asked_case_id ON not_asked (case_id, said_at);
"""

RIGHTS = {
    "contact_attempt": "SELECT, INSERT",
    "not_asked": "SELECT, INSERT",
}

# Going down keeps the questions, to whomever they went, and loses the answers that were written down here.
BACK = """
REVOKE UPDATE (reminded_at, received_on, sealed_answer, evidence) ON information_request FROM decision_staff;
DROP INDEX information_request_clock_id;
ALTER TABLE information_request
    DROP CONSTRAINT information_request_answer_kept_once,
    DROP COLUMN party,
    DROP COLUMN before,
    DROP COLUMN is_negative_likely,
    DROP COLUMN clock_id,
    DROP COLUMN reminded_at,
    DROP COLUMN received_on,
    DROP COLUMN sealed_answer,
    DROP COLUMN evidence;
"""


def upgrade() -> None:
    execute_each(op, REQUESTS + TABLES)
    for table, rights in RIGHTS.items():
        grant(op, "decision", table, staff=rights)
    grant(
        op,
        "decision",
        "information_request",
        staff="UPDATE (reminded_at, received_on, sealed_answer, evidence)",
    )


def downgrade() -> None:
    for table in reversed(RIGHTS):
        op.drop_table(table)
    execute_each(op, BACK)
