"""Conclusive grounds decisions, held until they may be served; and assurance panels."""

from alembic import op

from plumbing.migrations import execute_each, grant

revision = "0006"
down_revision = "0005"

DECISION = """
ALTER TABLE decision
    ADD COLUMN head TEXT
        CONSTRAINT decision_head CHECK (head IN ('trafficking', 'slavery_servitude_forced_labour')),
    ADD COLUMN findings JSONB NOT NULL DEFAULT '[]',
    ADD COLUMN relied_on JSONB NOT NULL DEFAULT '[]',
    ADD COLUMN not_before DATE,
    ADD COLUMN confirmed_by UUID;
ALTER TABLE decision
    ALTER COLUMN findings DROP DEFAULT,
    ALTER COLUMN relied_on DROP DEFAULT,
    DROP CONSTRAINT decision_state,
    ADD CONSTRAINT decision_state CHECK (state IN
        ('held', 'set_aside', 'awaiting_review', 'awaiting_panel', 'returned', 'stands')),
    ADD CONSTRAINT decision_head_of_a_positive
        CHECK (kind <> 'conclusive_grounds' OR (outcome = 'positive') = (head IS NOT NULL)),
    ADD CONSTRAINT decision_does_not_stand_before_its_floor CHECK (decided_on >= not_before),
    ADD CONSTRAINT decision_before_a_panel_was_reviewed
        CHECK (state <> 'awaiting_panel' OR reviewed_by IS NOT NULL),
    ADD CONSTRAINT decision_waits_only_on_conclusive_grounds
        CHECK (kind = 'conclusive_grounds' OR state NOT IN ('held', 'set_aside', 'awaiting_panel'));
CREATE UNIQUE INDEX decision_one_held ON decision (case_id) WHERE state = 'held';
ALTER TABLE decision_draft
    ADD COLUMN kind TEXT NOT NULL DEFAULT 'reasonable_grounds'
        CONSTRAINT decision_draft_kind CHECK (kind IN ('reasonable_grounds', 'conclusive_grounds')),
    ADD COLUMN head TEXT,
    ADD COLUMN findings JSONB NOT NULL DEFAULT '[]',
    ADD COLUMN relied_on JSONB NOT NULL DEFAULT '[]';
ALTER TABLE decision_draft
    ALTER COLUMN kind DROP DEFAULT,
    ALTER COLUMN findings DROP DEFAULT,
    ALTER COLUMN relied_on DROP DEFAULT,
    DROP CONSTRAINT decision_draft_one_for_an_author,
    ADD CONSTRAINT decision_draft_one_for_an_author UNIQUE (case_id, author, kind);
ALTER TABLE sealed_text
    DROP CONSTRAINT sealed_text_purpose,
    ADD CONSTRAINT sealed_text_purpose
        CHECK (purpose IN ('reasons', 'review', 'set_aside', 'panel', 'lead'));
"""

# A minimum that ends by itself has a day on which to look at it; those in Scotland did not have one.
CLOCK = """
ALTER TABLE clock ADD COLUMN runs_out BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE clock ALTER COLUMN runs_out DROP DEFAULT;
UPDATE clock SET runs_out = TRUE, look_at_on = due_on + 1 WHERE rule = 'CLK-SCT90' AND state <> 'ended';
"""

PANEL = """
CREATE TABLE assurance_panel (
    id UUID PRIMARY KEY,
    case_id UUID NOT NULL CONSTRAINT assurance_panel_case REFERENCES case_file,
    decision_id UUID NOT NULL CONSTRAINT assurance_panel_decision REFERENCES decision,
    author UUID NOT NULL,
    panel_on DATE NOT NULL,
    arranged_by UUID NOT NULL,
    arranged_at TIMESTAMPTZ NOT NULL,
    papers_sent_on DATE,
    members JSONB,
    answer TEXT CONSTRAINT assurance_panel_answer CHECK (answer IN ('agrees', 'disagrees')),
    answered_on DATE,
    lead_answer TEXT CONSTRAINT assurance_panel_lead_answer CHECK (lead_answer IN ('upheld', 'sent_back')),
    lead_by UUID,
    lead_at TIMESTAMPTZ,
    CONSTRAINT assurance_panel_one_for_a_decision UNIQUE (decision_id),
    CONSTRAINT assurance_panel_had_papers CHECK (members IS NULL OR papers_sent_on IS NOT NULL),
    CONSTRAINT assurance_panel_quorum CHECK (members IS NULL OR (
        jsonb_path_exists(members, '$[*] ? (@.seat == "chair" && @.has_conflict == false)')
        AND jsonb_array_length(jsonb_path_query_array(
            members, '$[*] ? (@.seat != "chair" && @.has_conflict == false)')) >= 2)),
    CONSTRAINT assurance_panel_answers_after_sitting CHECK (answer IS NULL OR members IS NOT NULL),
    CONSTRAINT assurance_panel_answers_on_a_day CHECK ((answer IS NULL) = (answered_on IS NULL)),
    CONSTRAINT assurance_panel_lead_weighs_a_disagreement
        CHECK (lead_answer IS NULL OR answer IS NOT DISTINCT FROM 'disagrees'),
    CONSTRAINT assurance_panel_lead_is_somebody
        CHECK ((lead_answer IS NULL) = (lead_by IS NULL) AND (lead_by IS NULL) = (lead_at IS NULL)),
    CONSTRAINT assurance_panel_lead_is_not_the_author CHECK (lead_by <> author)
);
CREATE INDEX assurance_panel_case_id ON assurance_panel (case_id);
"""

# Going down needs every decision settled: no state of before can say that one is held or before a panel.
BACK = """
ALTER TABLE clock DROP COLUMN runs_out;
ALTER TABLE sealed_text
    DROP CONSTRAINT sealed_text_purpose,
    ADD CONSTRAINT sealed_text_purpose CHECK (purpose IN ('reasons', 'review'));
DELETE FROM decision_draft WHERE kind <> 'reasonable_grounds';
ALTER TABLE decision_draft
    DROP CONSTRAINT decision_draft_one_for_an_author,
    ADD CONSTRAINT decision_draft_one_for_an_author UNIQUE (case_id, author),
    DROP COLUMN kind, DROP COLUMN head, DROP COLUMN findings, DROP COLUMN relied_on;
DROP INDEX decision_one_held;
ALTER TABLE decision
    DROP CONSTRAINT decision_waits_only_on_conclusive_grounds,
    DROP CONSTRAINT decision_before_a_panel_was_reviewed,
    DROP CONSTRAINT decision_does_not_stand_before_its_floor,
    DROP CONSTRAINT decision_head_of_a_positive,
    DROP CONSTRAINT decision_state,
    ADD CONSTRAINT decision_state CHECK (state IN ('awaiting_review', 'returned', 'stands')),
    DROP COLUMN head, DROP COLUMN findings, DROP COLUMN relied_on,
    DROP COLUMN not_before, DROP COLUMN confirmed_by;
"""


def upgrade() -> None:
    execute_each(op, DECISION + CLOCK + PANEL)
    grant(op, "decision", "assurance_panel", staff="SELECT, INSERT, UPDATE")


def downgrade() -> None:
    op.drop_table("assurance_panel")
    execute_each(op, BACK)
