"""The order of queues, declared conflicts of interest, and searches somebody has made."""

from alembic import op

from plumbing.migrations import execute_each, grant

revision = "0010"
down_revision = "0009"

# Every case is given its place by the next look of the sweep, as the order is a rule and no business of SQL.
PLACES = """
ALTER TABLE case_file
    ADD COLUMN priority SMALLINT NOT NULL DEFAULT 6,
    ADD COLUMN priority_reason TEXT NOT NULL DEFAULT 'usual' CONSTRAINT case_file_priority_reason CHECK (
        priority_reason IN ('detained', 'hearing', 'near_18', 'overdue', 'long_open', 'usual')),
    ADD COLUMN queue_on DATE NOT NULL DEFAULT CURRENT_DATE,
    ADD COLUMN ends_on DATE,
    ADD COLUMN is_decision_held BOOLEAN NOT NULL DEFAULT false,
    ADD COLUMN is_waiting_for_information BOOLEAN NOT NULL DEFAULT false,
    ADD COLUMN priority_look_on DATE;
UPDATE case_file SET queue_on = coalesce(due_on, received_on), priority_look_on = received_on;
DROP INDEX case_file_nobodys;
DROP INDEX case_file_mine;
"""

QUEUES = {
    "reasonable_grounds": "stage IN ('rg_pending', 'rg_more_information', 'rg_suspended', 'rg_review')",
    "conclusive_grounds": "stage IN ('cg_pending', 'cg_delayed', 'cg_review', 'maap', 'technical_lead')",
    "information": "is_waiting_for_information",
    "review": "stage IN ('rg_review', 'cg_review')",
    "reconsideration": "stage = 'reconsideration_requested'",
    "held": "is_decision_held",
    "at_18": """consent = 'awaiting_at_18' OR (age_band = 'child' AND turns_18_on IS NOT NULL AND stage NOT IN (
        'rg_negative', 'cg_negative', 'cg_positive', 'exited', 'withdrawn', 'closed_other'))""",
    "suspended": "stage IN ('rg_suspended', 'cg_suspended')",
}

INDEXES = """
CREATE INDEX case_file_queue_ending ON case_file (priority, ends_on, id) WHERE ends_on IS NOT NULL;
CREATE INDEX case_file_nobodys ON case_file (priority, queue_on, id)
    WHERE taken_by IS NULL AND stage IN ('rg_pending', 'cg_pending');
CREATE INDEX case_file_mine ON case_file (taken_by, priority, queue_on, id) WHERE taken_by IS NOT NULL;
CREATE INDEX case_file_priority_look ON case_file (priority_look_on, id) WHERE priority_look_on IS NOT NULL;
CREATE INDEX case_file_reference_prefix ON case_file (reference text_pattern_ops);
CREATE INDEX case_file_received ON case_file (received_on, id);
CREATE INDEX case_file_organisation ON case_file (organisation_id, received_on, id);
CREATE INDEX case_file_stage_received ON case_file (stage, received_on, id);
"""

TABLES = """
CREATE TABLE conflict_of_interest (
    case_id UUID NOT NULL CONSTRAINT conflict_of_interest_case REFERENCES case_file,
    person UUID NOT NULL,
    reason TEXT NOT NULL CONSTRAINT conflict_of_interest_reason CHECK (reason IN (
        'knows_the_person', 'knows_a_suspect', 'knows_the_referrer', 'worked_on_the_referral', 'interest')),
    declared_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT conflict_of_interest_pkey PRIMARY KEY (case_id, person)
);
CREATE INDEX conflict_of_interest_person ON conflict_of_interest (person);

CREATE TABLE case_search (
    id UUID PRIMARY KEY,
    made_by UUID NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL CONSTRAINT case_search_expires_later CHECK (expires_at > made_at),
    criteria JSONB NOT NULL
);
CREATE INDEX case_search_expires_at ON case_search (expires_at);
"""

# Who has declared a conflict never comes to hold the case, nor writes or reviews a decision on it, whoever
# asks at the same moment: declaring locks the case.
TRIGGERS = (
    """
    CREATE FUNCTION refuse_conflicted_holder() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF EXISTS (SELECT FROM conflict_of_interest WHERE case_id = NEW.id AND person = NEW.taken_by) THEN
            RAISE EXCEPTION 'who holds a case has no conflict of interest in it'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'case_file_holder_has_no_conflict';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER case_file_holder_has_no_conflict BEFORE INSERT OR UPDATE OF taken_by ON case_file
        FOR EACH ROW WHEN (NEW.taken_by IS NOT NULL) EXECUTE FUNCTION refuse_conflicted_holder()
    """,
    """
    CREATE FUNCTION refuse_conflicted_decider() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF EXISTS (
            SELECT FROM conflict_of_interest WHERE case_id = NEW.case_id AND (
                (person = NEW.written_by AND NEW.written_by IS DISTINCT FROM OLD.written_by)
                OR (person = NEW.reviewed_by AND NEW.reviewed_by IS DISTINCT FROM OLD.reviewed_by))
        ) THEN
            RAISE EXCEPTION 'who decides has no conflict of interest in the case'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_decider_has_no_conflict';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER decision_decider_has_no_conflict
        BEFORE INSERT OR UPDATE OF written_by, reviewed_by ON decision
        FOR EACH ROW EXECUTE FUNCTION refuse_conflicted_decider()
    """,
    """
    CREATE FUNCTION refuse_conflict_of_holder() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        PERFORM FROM case_file WHERE id = NEW.case_id FOR UPDATE;
        IF EXISTS (SELECT FROM case_file WHERE id = NEW.case_id AND taken_by = NEW.person) THEN
            RAISE EXCEPTION 'who declares a conflict puts the case back first'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'conflict_of_interest_not_of_the_holder';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER conflict_of_interest_not_of_the_holder BEFORE INSERT ON conflict_of_interest
        FOR EACH ROW EXECUTE FUNCTION refuse_conflict_of_holder()
    """,
)

BACK = """
DROP TRIGGER case_file_holder_has_no_conflict ON case_file;
DROP TRIGGER decision_decider_has_no_conflict ON decision;
DROP TABLE case_search;
DROP TABLE conflict_of_interest;
DROP FUNCTION refuse_conflicted_holder;
DROP FUNCTION refuse_conflicted_decider;
DROP FUNCTION refuse_conflict_of_holder;
DROP INDEX case_file_reference_prefix;
DROP INDEX case_file_received;
DROP INDEX case_file_organisation;
DROP INDEX case_file_stage_received;
DROP INDEX case_file_mine;
ALTER TABLE case_file
    DROP COLUMN priority, DROP COLUMN priority_reason, DROP COLUMN queue_on, DROP COLUMN ends_on,
    DROP COLUMN is_decision_held, DROP COLUMN is_waiting_for_information, DROP COLUMN priority_look_on;
CREATE INDEX case_file_nobodys ON case_file (due_on, id)
    WHERE taken_by IS NULL AND stage IN ('rg_pending', 'rg_more_information', 'rg_suspended', 'rg_review');
CREATE INDEX case_file_mine ON case_file (taken_by, due_on, id) WHERE taken_by IS NOT NULL;
"""


def upgrade() -> None:
    execute_each(op, PLACES)
    for name, condition in QUEUES.items():
        key = "(priority, queue_on, id)"
        op.execute(f"CREATE INDEX case_file_queue_{name} ON case_file {key} WHERE {condition}")
    execute_each(op, INDEXES + TABLES)
    for statement in TRIGGERS:
        op.execute(statement)
    grant(op, "decision", "conflict_of_interest", staff="SELECT, INSERT")
    grant(op, "decision", "case_search", staff="SELECT, INSERT, DELETE")


def downgrade() -> None:
    """Dropping a column drops the indexes on it."""
    execute_each(op, BACK)
