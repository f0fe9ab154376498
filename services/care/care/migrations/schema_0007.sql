-- Never edited once released: a change is a new migration.
CREATE TABLE support_clock (
    id UUID NOT NULL PRIMARY KEY,
    support_case_id UUID NOT NULL REFERENCES support_case (id),
    referral_id UUID NOT NULL,
    rule TEXT NOT NULL,
    kind TEXT NOT NULL,
    policy_version TEXT NOT NULL,
    calendar_version TEXT NOT NULL,
    selected_on DATE NOT NULL,
    started_at TIMESTAMPTZ NOT NULL,
    due_on DATE NOT NULL,
    due_at TIMESTAMPTZ NOT NULL,
    warn_at TIMESTAMPTZ,
    subject_id UUID,
    state TEXT NOT NULL,
    outcome TEXT,
    ended_at TIMESTAMPTZ,
    warned_at TIMESTAMPTZ,
    breached_at TIMESTAMPTZ,
    version INTEGER NOT NULL,
    CONSTRAINT support_clock_ended CHECK ((state = 'ended') = (ended_at IS NOT NULL) AND (outcome IS NULL) = (ended_at IS NULL))
);
CREATE UNIQUE INDEX support_clock_once ON support_clock (support_case_id, rule, coalesce(subject_id, support_case_id)) WHERE state = 'running';
CREATE INDEX support_clock_running ON support_clock (due_at) WHERE state = 'running';

CREATE TABLE extension_request (
    id UUID NOT NULL PRIMARY KEY,
    support_case_id UUID NOT NULL REFERENCES support_case (id),
    referral_id UUID NOT NULL,
    number INTEGER NOT NULL,
    days INTEGER NOT NULL,
    is_exceptional BOOLEAN NOT NULL,
    exit_on DATE NOT NULL,
    new_exit_on DATE NOT NULL,
    sent_at TIMESTAMPTZ NOT NULL,
    answer_due_on DATE NOT NULL,
    state TEXT NOT NULL,
    answered_at TIMESTAMPTZ,
    second_look_at TIMESTAMPTZ,
    version INTEGER NOT NULL,
    CONSTRAINT extension_request_days CHECK (days > 0 AND new_exit_on > exit_on),
    CONSTRAINT extension_request_answered CHECK ((state = 'sent') = (answered_at IS NULL)),
    CONSTRAINT extension_request_number UNIQUE (support_case_id, number)
);
CREATE UNIQUE INDEX extension_request_open ON extension_request (support_case_id) WHERE state = 'sent';

CREATE TABLE needs_assessment (
    id UUID NOT NULL PRIMARY KEY,
    support_case_id UUID NOT NULL REFERENCES support_case (id),
    referral_id UUID NOT NULL,
    number INTEGER NOT NULL,
    period_from DATE NOT NULL,
    recommendations JSONB NOT NULL,
    submitted_at TIMESTAMPTZ NOT NULL,
    decision_due_on DATE NOT NULL,
    decided_at TIMESTAMPTZ,
    copy_given_at TIMESTAMPTZ,
    version INTEGER NOT NULL,
    CONSTRAINT needs_assessment_copy CHECK (copy_given_at IS NULL OR decided_at IS NOT NULL),
    CONSTRAINT needs_assessment_number UNIQUE (support_case_id, number)
);
CREATE UNIQUE INDEX needs_assessment_open ON needs_assessment (support_case_id) WHERE decided_at IS NULL;

CREATE TABLE move_on_plan (
    support_case_id UUID NOT NULL PRIMARY KEY REFERENCES support_case (id),
    begun_at TIMESTAMPTZ NOT NULL,
    settled TEXT[] NOT NULL,
    destination TEXT,
    changed_at TIMESTAMPTZ,
    version INTEGER NOT NULL
);

CREATE TABLE leaving_step (
    id UUID NOT NULL PRIMARY KEY,
    support_case_id UUID NOT NULL REFERENCES support_case (id),
    kind TEXT NOT NULL,
    council TEXT,
    asked_at TIMESTAMPTZ NOT NULL,
    result TEXT NOT NULL,
    reason TEXT,
    answered_at TIMESTAMPTZ,
    checks TEXT[] NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT leaving_step_refused CHECK ((result = 'refused') = (reason IS NOT NULL))
);
CREATE INDEX leaving_step_support_case_id ON leaving_step (support_case_id, asked_at);

CREATE TABLE sealed_text (
    subject_id UUID NOT NULL,
    purpose TEXT NOT NULL,
    support_case_id UUID NOT NULL REFERENCES support_case (id),
    sealed BYTEA NOT NULL,
    PRIMARY KEY (subject_id, purpose)
);
CREATE INDEX sealed_text_support_case_id ON sealed_text (support_case_id);

CREATE TABLE journey_goal (
    id UUID NOT NULL PRIMARY KEY,
    support_case_id UUID NOT NULL REFERENCES support_case (id),
    need TEXT NOT NULL,
    is_persons_own BOOLEAN NOT NULL,
    due_on DATE NOT NULL,
    added_at TIMESTAMPTZ NOT NULL,
    state TEXT NOT NULL,
    ended_at TIMESTAMPTZ,
    version INTEGER NOT NULL,
    CONSTRAINT journey_goal_ended CHECK ((state = 'open') = (ended_at IS NULL))
);
CREATE INDEX journey_goal_support_case_id ON journey_goal (support_case_id, state);

CREATE TABLE plan_review (
    id UUID NOT NULL PRIMARY KEY,
    support_case_id UUID NOT NULL REFERENCES support_case (id),
    held_on DATE NOT NULL,
    is_agreed BOOLEAN NOT NULL,
    by TEXT NOT NULL,
    at TIMESTAMPTZ NOT NULL
);
CREATE INDEX plan_review_support_case_id ON plan_review (support_case_id, held_on);

CREATE TABLE support_contact (
    id UUID NOT NULL PRIMARY KEY,
    support_case_id UUID NOT NULL REFERENCES support_case (id),
    kind TEXT NOT NULL,
    happened_at TIMESTAMPTZ NOT NULL,
    by TEXT NOT NULL
);
CREATE INDEX support_contact_support_case_id ON support_contact (support_case_id, happened_at);

CREATE TABLE needs_answer (
    support_case_id UUID NOT NULL REFERENCES support_case (id),
    need TEXT NOT NULL,
    is_shared BOOLEAN NOT NULL,
    asked_at TIMESTAMPTZ NOT NULL,
    asked_by TEXT NOT NULL,
    asked_at_provider TEXT NOT NULL REFERENCES provider (id),
    times_asked INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (support_case_id, need),
    CONSTRAINT needs_answer_asked CHECK (times_asked >= 1)
);

ALTER TABLE intake ADD COLUMN asked_at_18_at TIMESTAMPTZ;
