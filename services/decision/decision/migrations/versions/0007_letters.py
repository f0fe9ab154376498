"""Decision letters served, their receipts, addresses no letter may go to; and mails that wait to be sent."""

from alembic import op

from plumbing.migrations import grant

revision = "0007"
down_revision = "0006"

TABLES = """
CREATE TABLE letter (
    id UUID PRIMARY KEY,
    case_id UUID NOT NULL CONSTRAINT letter_case REFERENCES case_file,
    decision_id UUID NOT NULL CONSTRAINT letter_decision REFERENCES decision,
    recipient TEXT NOT NULL CONSTRAINT letter_recipient CHECK (recipient IN (
        'person', 'representative', 'local_authority', 'guardian',
        'first_responder', 'support_provider', 'police', 'immigration')),
    gets TEXT NOT NULL CONSTRAINT letter_gets CHECK (gets IN ('letter', 'letter_with_reasons', 'notice')),
    is_child BOOLEAN NOT NULL,
    not_before DATE,
    how TEXT NOT NULL CONSTRAINT letter_how CHECK (how IN ('post', 'signed_for_post', 'email', 'by_hand')),
    sent_on DATE NOT NULL,
    sent_by UUID NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL,
    address_checked_by UUID NOT NULL,
    after_death BOOLEAN NOT NULL,
    received_on DATE,
    proof TEXT CONSTRAINT letter_proof CHECK (proof IN ('signature', 'written_reply', 'said_so', 'handed_over')),
    receipt_by UUID,
    receipt_at TIMESTAMPTZ,
    CONSTRAINT letter_never_to_a_child CHECK (NOT (is_child AND recipient = 'person')),
    CONSTRAINT letter_papers_of_a_child_only_to_who_stands_for_them CHECK (
        NOT is_child OR gets = 'notice' OR recipient IN ('representative', 'local_authority', 'guardian')),
    CONSTRAINT letter_never_to_the_dead CHECK (NOT (after_death AND recipient = 'person')),
    CONSTRAINT letter_not_before_its_floor CHECK (sent_on >= not_before),
    CONSTRAINT letter_received_after_it_was_sent CHECK (received_on >= sent_on),
    CONSTRAINT letter_receipt_has_proof CHECK (
        (received_on IS NULL) = (proof IS NULL) AND (proof IS NULL) = (receipt_by IS NULL)
        AND (receipt_by IS NULL) = (receipt_at IS NULL))
);
CREATE INDEX letter_case_id ON letter (case_id, recorded_at);

CREATE TABLE letter_words (
    letter_id UUID NOT NULL CONSTRAINT letter_words_letter REFERENCES letter,
    about TEXT NOT NULL CONSTRAINT letter_words_about CHECK (about IN ('address', 'receipt', 'after_death')),
    sealed BYTEA NOT NULL,
    PRIMARY KEY (letter_id, about)
);

CREATE TABLE unsafe_address (
    id UUID PRIMARY KEY,
    case_id UUID NOT NULL CONSTRAINT unsafe_address_case REFERENCES case_file,
    sealed BYTEA NOT NULL,
    reported_by UUID NOT NULL,
    reported_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX unsafe_address_case_id ON unsafe_address (case_id);

CREATE TABLE mail (
    id UUID PRIMARY KEY,
    cause TEXT NOT NULL CONSTRAINT mail_once UNIQUE,
    kind TEXT NOT NULL CONSTRAINT mail_kind CHECK (kind IN (
        'decision_returned', 'decision_agreed', 'serve_decision', 'information_answered')),
    recipient UUID NOT NULL,
    case_id UUID NOT NULL CONSTRAINT mail_case REFERENCES case_file,
    reference TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    sent_at TIMESTAMPTZ,
    tries INTEGER NOT NULL,
    next_try_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX mail_waiting ON mail (next_try_at) WHERE sent_at IS NULL;
"""
RIGHTS = {
    "letter": "SELECT, INSERT, UPDATE",
    "letter_words": "SELECT, INSERT, UPDATE",
    "unsafe_address": "SELECT, INSERT",
    "mail": "SELECT, INSERT, UPDATE, DELETE",
}


def upgrade() -> None:
    for statement in filter(str.strip, TABLES.split(";\n")):
        op.execute(statement)
    for table, rights in RIGHTS.items():
        grant(op, "decision", table, staff=rights)


def downgrade() -> None:
    for table in reversed(RIGHTS):
        op.drop_table(table)
