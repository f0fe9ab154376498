"""Cases, their clocks, decisions and history; notifications, what care has said, and calendars."""

from alembic import op

from plumbing.migrations import create_plumbing, drop_plumbing, grant

revision = "0001"
down_revision = None

CASE_FILE = """
CREATE TABLE case_file (
    id UUID PRIMARY KEY,
    referral_id UUID NOT NULL CONSTRAINT case_file_one_for_a_referral UNIQUE,
    reference TEXT NOT NULL CONSTRAINT case_file_reference UNIQUE,
    received_at TIMESTAMPTZ NOT NULL,
    received_on DATE NOT NULL,
    opened_at TIMESTAMPTZ NOT NULL,
    nation TEXT NOT NULL
        CONSTRAINT case_file_nation CHECK (nation IN ('england', 'wales', 'scotland', 'northern-ireland')),
    organisation_id TEXT NOT NULL,
    region TEXT,
    age_band TEXT NOT NULL CONSTRAINT case_file_age_band CHECK (age_band IN ('child', 'adult')),
    is_age_settled BOOLEAN NOT NULL,
    is_support_wanted BOOLEAN NOT NULL,
    competent_authority TEXT NOT NULL
        CONSTRAINT case_file_competent_authority CHECK (competent_authority IN ('SCA', 'IECA')),
    stage TEXT NOT NULL CONSTRAINT case_file_stage CHECK (stage IN (
        'rg_pending', 'rg_more_information', 'rg_suspended', 'rg_review', 'rg_negative', 'recovery',
        'cg_pending', 'cg_delayed', 'cg_suspended', 'cg_review', 'maap', 'technical_lead',
        'cg_negative', 'cg_positive', 'reconsideration_requested', 'exited', 'withdrawn', 'closed_other')),
    consent TEXT NOT NULL,
    whereabouts TEXT NOT NULL,
    disqualification TEXT NOT NULL,
    immigration TEXT NOT NULL,
    lineage TEXT NOT NULL,
    taken_by UUID,
    due_on DATE,
    version INTEGER NOT NULL,
    CONSTRAINT case_file_child_need_not_consent CHECK (age_band = 'child' OR consent <> 'not_needed')
);
CREATE INDEX case_file_queue ON case_file (stage, due_on, id);
CREATE INDEX case_file_reasonable_grounds ON case_file (due_on, id)
    WHERE stage IN ('rg_pending', 'rg_more_information', 'rg_suspended', 'rg_review');
CREATE INDEX case_file_nobodys ON case_file (due_on, id)
    WHERE taken_by IS NULL AND stage IN ('rg_pending', 'rg_more_information', 'rg_suspended', 'rg_review');
CREATE INDEX case_file_mine ON case_file (taken_by, due_on, id) WHERE taken_by IS NOT NULL;
"""

CLOCK = """
CREATE TABLE clock (
    id UUID PRIMARY KEY,
    case_id UUID NOT NULL CONSTRAINT clock_case REFERENCES case_file,
    referral_id UUID NOT NULL,
    rule TEXT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT clock_kind CHECK (kind IN ('target', 'floor', 'limit', 'minimum', 'review')),
    policy_version TEXT NOT NULL,
    calendar_version TEXT NOT NULL,
    confidence TEXT NOT NULL CONSTRAINT clock_confidence CHECK (confidence IN ('A', 'A20', 'B', 'C')),
    started_on DATE NOT NULL,
    due_on DATE,
    warn_on DATE,
    state TEXT NOT NULL CONSTRAINT clock_state CHECK (state IN ('running', 'held', 'breached', 'ended')),
    warned_at TIMESTAMPTZ,
    breached_at TIMESTAMPTZ,
    ended_on DATE,
    cause TEXT,
    look_at_on DATE,
    CONSTRAINT clock_ended_has_a_day_and_a_cause
        CHECK ((state = 'ended') = (ended_on IS NOT NULL) AND (ended_on IS NULL) = (cause IS NULL)),
    CONSTRAINT clock_breached_has_a_time CHECK (state <> 'breached' OR breached_at IS NOT NULL),
    CONSTRAINT clock_ended_is_left_alone CHECK (state <> 'ended' OR look_at_on IS NULL)
);
CREATE INDEX clock_case_id ON clock (case_id);
CREATE INDEX clock_look_at ON clock (look_at_on, id) WHERE look_at_on IS NOT NULL;
"""

DECISION = """
CREATE TABLE decision (
    id UUID PRIMARY KEY,
    case_id UUID NOT NULL CONSTRAINT decision_case REFERENCES case_file,
    kind TEXT NOT NULL CONSTRAINT decision_kind CHECK (kind IN ('reasonable_grounds', 'conclusive_grounds')),
    outcome TEXT NOT NULL CONSTRAINT decision_outcome CHECK (outcome IN ('positive', 'negative')),
    state TEXT NOT NULL CONSTRAINT decision_state CHECK (state IN ('awaiting_review', 'returned', 'stands')),
    test TEXT NOT NULL,
    written_by UUID NOT NULL,
    written_at TIMESTAMPTZ NOT NULL,
    decided_on DATE,
    reviewed_by UUID,
    reviewed_at TIMESTAMPTZ,
    CONSTRAINT decision_reviewer_is_not_its_author CHECK (reviewed_by <> written_by),
    CONSTRAINT decision_negative_needs_a_second_person
        CHECK (outcome <> 'negative' OR state <> 'stands' OR reviewed_by IS NOT NULL),
    CONSTRAINT decision_returned_by_somebody CHECK (state <> 'returned' OR reviewed_by IS NOT NULL),
    CONSTRAINT decision_awaits_a_reviewer CHECK (state <> 'awaiting_review' OR reviewed_by IS NULL),
    CONSTRAINT decision_reviewed_at_a_time CHECK ((reviewed_by IS NULL) = (reviewed_at IS NULL)),
    CONSTRAINT decision_stands_from_a_day CHECK ((state = 'stands') = (decided_on IS NOT NULL))
);
CREATE INDEX decision_case_id ON decision (case_id);
CREATE UNIQUE INDEX decision_one_under_review ON decision (case_id) WHERE state = 'awaiting_review';

CREATE TABLE sealed_text (
    decision_id UUID NOT NULL CONSTRAINT sealed_text_decision REFERENCES decision,
    purpose TEXT NOT NULL CONSTRAINT sealed_text_purpose CHECK (purpose IN ('reasons', 'review')),
    sealed BYTEA NOT NULL,
    CONSTRAINT sealed_text_pkey PRIMARY KEY (decision_id, purpose)
);

CREATE TABLE decision_draft (
    id UUID PRIMARY KEY,
    case_id UUID NOT NULL CONSTRAINT decision_draft_case REFERENCES case_file,
    author UUID NOT NULL,
    outcome TEXT NOT NULL CONSTRAINT decision_draft_outcome CHECK (outcome IN ('positive', 'negative')),
    sealed_reasons BYTEA NOT NULL,
    saved_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT decision_draft_one_for_an_author UNIQUE (case_id, author)
);
"""

CASE_HISTORY = """
CREATE TABLE case_history (
    position BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    case_id UUID NOT NULL CONSTRAINT case_history_case REFERENCES case_file,
    case_version INTEGER NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    actor UUID,
    name TEXT NOT NULL,
    fact JSONB NOT NULL
);
CREATE INDEX case_history_case_id ON case_history (case_id, position);
"""

HEARD = """
CREATE TABLE notification (
    referral_id UUID PRIMARY KEY,
    reference TEXT NOT NULL CONSTRAINT notification_reference UNIQUE,
    recorded_at TIMESTAMPTZ NOT NULL,
    nation TEXT NOT NULL,
    organisation_id TEXT NOT NULL,
    is_person_identified BOOLEAN NOT NULL
);

CREATE TABLE support (
    referral_id UUID PRIMARY KEY,
    support_case_id UUID NOT NULL,
    opened_at TIMESTAMPTZ,
    first_contact_at TIMESTAMPTZ,
    started_on DATE
);

CREATE TABLE placement (
    id UUID PRIMARY KEY,
    referral_id UUID NOT NULL,
    region TEXT NOT NULL,
    arrived_on DATE,
    planned_until DATE,
    departed_on DATE
);
CREATE INDEX placement_referral_id ON placement (referral_id);
"""

CALENDAR = """
CREATE TABLE calendar (
    nation TEXT NOT NULL
        CONSTRAINT calendar_nation CHECK (nation IN ('england', 'wales', 'scotland', 'northern-ireland')),
    version TEXT NOT NULL,
    known_from DATE NOT NULL,
    known_until DATE NOT NULL,
    holidays JSONB NOT NULL,
    published_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT calendar_pkey PRIMARY KEY (nation, version),
    CONSTRAINT calendar_horizon CHECK (known_from <= known_until)
);
"""

# Nothing of a case is ever deleted by the application; its history and its published calendars never change.
RIGHTS = {
    "case_file": "SELECT, INSERT, UPDATE",
    "clock": "SELECT, INSERT, UPDATE",
    "decision": "SELECT, INSERT, UPDATE",
    "sealed_text": "SELECT, INSERT",
    "decision_draft": "SELECT, INSERT, UPDATE, DELETE",
    "case_history": "SELECT, INSERT",
    "notification": "SELECT, INSERT",
    "support": "SELECT, INSERT, UPDATE",
    "placement": "SELECT, INSERT, UPDATE",
    "calendar": "SELECT, INSERT",
}


def upgrade() -> None:
    create_plumbing(op, "decision")
    for schema in (CASE_FILE, CLOCK, DECISION, CASE_HISTORY, HEARD, CALENDAR):
        for statement in filter(str.strip, schema.split(";\n")):
            op.execute(statement)
    for table, rights in RIGHTS.items():
        grant(op, "decision", table, staff=rights)


def downgrade() -> None:
    for table in reversed(RIGHTS):
        op.drop_table(table)
    drop_plumbing(op)
