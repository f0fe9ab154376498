"""Reconsiderations, by somebody who had no part in the first decision; disqualifications and revocations, by two."""

from alembic import op

from plumbing.migrations import execute_each, grant

revision = "0009"
down_revision = "0008"

TABLE = """
CREATE TABLE reconsideration (
    id UUID PRIMARY KEY,
    case_id UUID NOT NULL CONSTRAINT reconsideration_case REFERENCES case_file,
    decision_id UUID NOT NULL CONSTRAINT reconsideration_decision REFERENCES decision,
    kind TEXT NOT NULL
        CONSTRAINT reconsideration_kind CHECK (kind IN ('reasonable_grounds', 'conclusive_grounds')),
    ground TEXT NOT NULL
        CONSTRAINT reconsideration_ground CHECK (ground IN ('new_evidence', 'guidance_not_followed')),
    point TEXT,
    asked_by TEXT NOT NULL,
    received_on DATE NOT NULL,
    policy_version TEXT,
    timing TEXT NOT NULL CONSTRAINT reconsideration_timing
        CHECK (timing IN ('no_limit', 'in_time', 'in_grace', 'extended', 'late')),
    accepted_until DATE,
    is_evidence_enclosed BOOLEAN NOT NULL,
    is_removal_intended BOOLEAN NOT NULL,
    is_excluded BOOLEAN NOT NULL,
    was_exited BOOLEAN NOT NULL,
    recorded_by UUID NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL,
    state TEXT NOT NULL CONSTRAINT reconsideration_state
        CHECK (state IN ('requested', 'accepted', 'refused', 'kept', 'reopened')),
    refusal TEXT,
    answered_by UUID,
    answered_at TIMESTAMPTZ,
    decided_by UUID,
    decided_at TIMESTAMPTZ,
    CONSTRAINT reconsideration_point_of_guidance
        CHECK ((ground = 'guidance_not_followed') = (point IS NOT NULL)),
    CONSTRAINT reconsideration_timing_is_true CHECK (CASE
        WHEN timing = 'late' THEN received_on > accepted_until
        WHEN timing = 'no_limit' THEN accepted_until IS NULL
        ELSE received_on <= accepted_until END),
    CONSTRAINT reconsideration_late_is_not_accepted
        CHECK (timing <> 'late' OR state IN ('requested', 'refused')),
    CONSTRAINT reconsideration_excluded_is_for_a_court
        CHECK (NOT is_excluded OR (is_removal_intended AND state IN ('requested', 'refused'))),
    CONSTRAINT reconsideration_refused_for_a_reason CHECK ((state = 'refused') = (refusal IS NOT NULL)),
    CONSTRAINT reconsideration_answered_by_somebody CHECK (
        (state = 'requested') = (answered_by IS NULL) AND (answered_by IS NULL) = (answered_at IS NULL)),
    CONSTRAINT reconsideration_decided_by_somebody CHECK (
        (state IN ('kept', 'reopened')) = (decided_by IS NOT NULL)
        AND (decided_by IS NULL) = (decided_at IS NULL))
);
CREATE INDEX reconsideration_case_id ON reconsideration (case_id, recorded_at);
CREATE UNIQUE INDEX reconsideration_one_open ON reconsideration (case_id) WHERE state IN ('requested', 'accepted');
CREATE UNIQUE INDEX reconsideration_once_for_each_point ON reconsideration (decision_id, point)
    WHERE policy_version = 'PV-SG1' AND point <> 'something_else';
"""

DISQUALIFICATION = """
CREATE TABLE disqualification (
    id UUID PRIMARY KEY,
    case_id UUID NOT NULL CONSTRAINT disqualification_case REFERENCES case_file,
    ground TEXT NOT NULL,
    notified_by UUID NOT NULL,
    notified_at TIMESTAMPTZ NOT NULL,
    state TEXT NOT NULL CONSTRAINT disqualification_state
        CHECK (state IN ('notified', 'assessed', 'imposed', 'not_imposed', 'quashed')),
    represented_on DATE,
    is_representation_late BOOLEAN,
    is_to_be_imposed BOOLEAN,
    has_weighed_retrafficking BOOLEAN,
    assessed_by UUID,
    assessed_at TIMESTAMPTZ,
    reviewed_by UUID,
    reviewed_at TIMESTAMPTZ,
    quashed_by UUID,
    quashed_at TIMESTAMPTZ,
    CONSTRAINT disqualification_represented_in_time_or_late
        CHECK ((represented_on IS NULL) = (is_representation_late IS NULL)),
    CONSTRAINT disqualification_assessed_by_somebody CHECK (
        (state = 'notified') = (assessed_by IS NULL) AND (assessed_by IS NULL) = (assessed_at IS NULL)
        AND (assessed_by IS NULL) = (is_to_be_imposed IS NULL)),
    CONSTRAINT disqualification_decided_by_a_second_person CHECK (
        (state IN ('imposed', 'not_imposed', 'quashed')) = (reviewed_by IS NOT NULL)
        AND (reviewed_by IS NULL) = (reviewed_at IS NULL) AND reviewed_by <> assessed_by),
    CONSTRAINT disqualification_is_as_proposed
        CHECK (state IN ('notified', 'assessed') OR is_to_be_imposed = (state <> 'not_imposed')),
    CONSTRAINT disqualification_weighs_retrafficking
        CHECK (has_weighed_retrafficking OR assessed_at IS NULL OR assessed_at < '2024-01-08 00:00+00'),
    CONSTRAINT disqualification_quashed_by_somebody CHECK (
        (state = 'quashed') = (quashed_by IS NOT NULL) AND (quashed_by IS NULL) = (quashed_at IS NULL))
);
CREATE INDEX disqualification_case_id ON disqualification (case_id, notified_at);
CREATE UNIQUE INDEX disqualification_one_open ON disqualification (case_id)
    WHERE state IN ('notified', 'assessed', 'imposed');
"""

REVOCATION = """
CREATE TABLE revocation (
    id UUID PRIMARY KEY,
    case_id UUID NOT NULL CONSTRAINT revocation_case REFERENCES case_file,
    decision_id UUID NOT NULL CONSTRAINT revocation_decision REFERENCES decision,
    written_to TEXT NOT NULL
        CONSTRAINT revocation_written_to CHECK (written_to IN ('person', 'lawyer', 'support_provider')),
    answer_by DATE NOT NULL,
    considered_by UUID NOT NULL,
    considered_at TIMESTAMPTZ NOT NULL,
    state TEXT NOT NULL CONSTRAINT revocation_state
        CHECK (state IN ('considered', 'proposed', 'revoked', 'not_revoked')),
    represented_on DATE,
    is_to_be_revoked BOOLEAN,
    proposed_by UUID,
    proposed_at TIMESTAMPTZ,
    reviewed_by UUID,
    reviewed_at TIMESTAMPTZ,
    new_decision_id UUID CONSTRAINT revocation_new_decision REFERENCES decision
        DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT revocation_proposed_by_somebody CHECK (
        (state = 'considered') = (proposed_by IS NULL) AND (proposed_by IS NULL) = (proposed_at IS NULL)
        AND (proposed_by IS NULL) = (is_to_be_revoked IS NULL)),
    CONSTRAINT revocation_decided_by_a_second_person CHECK (
        (state IN ('revoked', 'not_revoked')) = (reviewed_by IS NOT NULL)
        AND (reviewed_by IS NULL) = (reviewed_at IS NULL) AND reviewed_by <> proposed_by),
    CONSTRAINT revocation_is_as_proposed
        CHECK (state IN ('considered', 'proposed') OR is_to_be_revoked = (state = 'revoked')),
    CONSTRAINT revocation_leaves_a_decision CHECK ((state = 'revoked') = (new_decision_id IS NOT NULL))
);
CREATE INDEX revocation_case_id ON revocation (case_id, considered_at);
CREATE UNIQUE INDEX revocation_one_open ON revocation (case_id) WHERE state IN ('considered', 'proposed');
"""

DECISION = """
ALTER TABLE decision
    DROP CONSTRAINT decision_state,
    ADD CONSTRAINT decision_state CHECK (state IN
        ('held', 'set_aside', 'awaiting_review', 'awaiting_panel', 'returned', 'stands', 'reopened', 'revoked')),
    DROP CONSTRAINT decision_stands_from_a_day,
    ADD CONSTRAINT decision_stands_from_a_day
        CHECK ((state IN ('stands', 'reopened', 'revoked')) = (decided_on IS NOT NULL)),
    DROP CONSTRAINT decision_negative_needs_a_second_person,
    ADD CONSTRAINT decision_negative_needs_a_second_person
        CHECK (outcome <> 'negative' OR state NOT IN ('stands', 'reopened', 'revoked') OR reviewed_by IS NOT NULL);
ALTER TABLE case_note
    DROP CONSTRAINT case_note_about,
    ADD CONSTRAINT case_note_about CHECK (about IN (
        'routing', 'whereabouts', 'suspended', 'resumed', 'withdrawal', 'withdrawal_not_taken', 'delay_asked',
        'delay_answered', 'delay_ended', 'consent_at_18', 'received_date', 'closing', 'acknowledgement', 'progress',
        'reconsideration_asked', 'reconsideration_answered', 'reconsideration_decided',
        'reconsideration_extended', 'disqualification_notified', 'disqualification_extended',
        'disqualification_represented', 'disqualification_threat', 'disqualification_recovery_need',
        'disqualification_retrafficking_risk', 'disqualification_weighing', 'disqualification_reviewed',
        'disqualification_quashed', 'revocation_considered', 'revocation_represented', 'revocation_proposed',
        'revocation_reviewed'));
"""

FRESH_EYES = """
CREATE FUNCTION somebody_else_reconsiders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM decision AS first WHERE first.id = NEW.decision_id AND (
            NEW.answered_by IN (first.written_by, first.reviewed_by, first.confirmed_by)
            OR NEW.decided_by IN (first.written_by, first.reviewed_by, first.confirmed_by))
    ) THEN
        RAISE EXCEPTION 'a reconsideration is for somebody who had no part in the first decision'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'reconsideration_by_somebody_else';
    END IF;
    RETURN NEW;
END $$
"""

FRESH_AUTHOR = """
CREATE FUNCTION somebody_else_decides_again() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM decision AS first
        WHERE first.case_id = NEW.case_id AND first.kind = NEW.kind AND first.state = 'reopened'
            AND first.id <> NEW.id
            AND NEW.written_by IN (first.written_by, first.reviewed_by, first.confirmed_by)
    ) THEN
        RAISE EXCEPTION 'a decision opened again is for somebody who had no part in it the first time'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_again_by_somebody_else';
    END IF;
    RETURN NEW;
END $$
"""

TRIGGERS = (
    "CREATE TRIGGER reconsideration_by_somebody_else BEFORE INSERT OR UPDATE ON reconsideration "
    "FOR EACH ROW EXECUTE FUNCTION somebody_else_reconsiders()",
    "CREATE TRIGGER decision_again_by_somebody_else BEFORE INSERT ON decision "
    "FOR EACH ROW EXECUTE FUNCTION somebody_else_decides_again()",
)

# Going down needs every decision to stand as it did: no state of before can say that one was opened again.
BACK = """
DROP TRIGGER decision_again_by_somebody_else ON decision;
DROP FUNCTION somebody_else_decides_again();
DROP FUNCTION somebody_else_reconsiders();
DELETE FROM case_note WHERE about LIKE 'reconsideration%' OR about LIKE 'disqualification%'
    OR about LIKE 'revocation%';
ALTER TABLE case_note
    DROP CONSTRAINT case_note_about,
    ADD CONSTRAINT case_note_about CHECK (about IN (
        'routing', 'whereabouts', 'suspended', 'resumed', 'withdrawal', 'withdrawal_not_taken', 'delay_asked',
        'delay_answered', 'delay_ended', 'consent_at_18', 'received_date', 'closing', 'acknowledgement', 'progress'));
ALTER TABLE decision
    DROP CONSTRAINT decision_negative_needs_a_second_person,
    ADD CONSTRAINT decision_negative_needs_a_second_person
        CHECK (outcome <> 'negative' OR state <> 'stands' OR reviewed_by IS NOT NULL),
    DROP CONSTRAINT decision_stands_from_a_day,
    ADD CONSTRAINT decision_stands_from_a_day CHECK ((state = 'stands') = (decided_on IS NOT NULL)),
    DROP CONSTRAINT decision_state,
    ADD CONSTRAINT decision_state CHECK (state IN
        ('held', 'set_aside', 'awaiting_review', 'awaiting_panel', 'returned', 'stands'));
"""


def upgrade() -> None:
    execute_each(op, TABLE + DISQUALIFICATION + REVOCATION + DECISION)
    for statement in (FRESH_EYES, FRESH_AUTHOR, *TRIGGERS):
        op.execute(statement)
    rights = "SELECT, INSERT, UPDATE (timing, accepted_until, state, refusal, answered_by, answered_at, "
    grant(op, "decision", "reconsideration", staff=f"{rights}decided_by, decided_at)")
    rights = "SELECT, INSERT, UPDATE (state, represented_on, is_representation_late, is_to_be_imposed, "
    more = "has_weighed_retrafficking, assessed_by, assessed_at, reviewed_by, reviewed_at, quashed_by, quashed_at)"
    grant(op, "decision", "disqualification", staff=rights + more)
    rights = "SELECT, INSERT, UPDATE (state, represented_on, is_to_be_revoked, proposed_by, proposed_at, "
    grant(op, "decision", "revocation", staff=f"{rights}reviewed_by, reviewed_at, new_decision_id)")


def downgrade() -> None:
    op.drop_table("revocation")
    op.drop_table("disqualification")
    op.drop_table("reconsideration")
    execute_each(op, BACK)
