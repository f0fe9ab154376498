-- Never edited once released: a change is a new migration.
CREATE TABLE heard_decision (
    referral_id UUID NOT NULL REFERENCES intake (referral_id),
    what TEXT NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    happened_on DATE NOT NULL,
    about TEXT,
    outcome TEXT,
    PRIMARY KEY (referral_id, what, at)
);

CREATE TABLE heard_letter (
    referral_id UUID NOT NULL REFERENCES intake (referral_id),
    decision_id UUID NOT NULL,
    recipient TEXT NOT NULL,
    sent_at TIMESTAMPTZ NOT NULL,
    about TEXT NOT NULL,
    outcome TEXT NOT NULL,
    received_on DATE,
    PRIMARY KEY (referral_id, decision_id, recipient, sent_at)
);

CREATE TABLE support_move (
    number INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    support_case_id UUID NOT NULL REFERENCES support_case (id),
    at TIMESTAMPTZ NOT NULL,
    step TEXT NOT NULL,
    "left" TEXT NOT NULL,
    entered TEXT NOT NULL
);
CREATE INDEX support_move_support_case_id ON support_move (support_case_id, number);

INSERT INTO heard_decision (referral_id, what, at, happened_on, about, outcome)
    SELECT referral_id, 'decided', grounds_decided_at, grounds_decided_on, 'reasonable_grounds', grounds
    FROM intake WHERE grounds IS NOT NULL;
ALTER TABLE intake
    DROP COLUMN grounds,
    DROP COLUMN grounds_decided_at,
    DROP COLUMN grounds_decided_on,
    ADD COLUMN turned_18_on DATE;

ALTER TABLE support_case
    ADD COLUMN entry_basis TEXT,
    ADD COLUMN previous_case_id UUID REFERENCES support_case (id),
    ADD COLUMN standing_at TIMESTAMPTZ,
    ADD COLUMN is_confirmed_victim BOOLEAN NOT NULL DEFAULT FALSE,
    ADD COLUMN exit_basis TEXT,
    ADD COLUMN exit_decided_on DATE,
    ADD COLUMN exit_received_on DATE,
    ADD COLUMN may_re_enter_since DATE,
    ADD COLUMN away TEXT,
    ADD COLUMN away_since TIMESTAMPTZ,
    ADD COLUMN left_state TEXT,
    ADD COLUMN ended_by TEXT,
    ADD COLUMN exited_on DATE,
    ADD COLUMN destination TEXT,
    ADD CONSTRAINT support_case_away CHECK ((state = 'suspended') = (away IS NOT NULL) AND (away IS NULL) = (away_since IS NULL) AND (away IS NULL) = (left_state IS NULL)),
    ADD CONSTRAINT support_case_exit CHECK ((exit_basis IS NULL) = (exit_decided_on IS NULL));
UPDATE support_case SET
    standing_at = d.at,
    entry_basis = CASE WHEN d.outcome = 'positive' THEN 'positive_rg' END,
    exit_basis = CASE WHEN state = 'exiting_negative' THEN 'negative_rg' END,
    exit_decided_on = CASE WHEN state = 'exiting_negative' THEN d.happened_on END,
    ended_by = CASE WHEN state = 'closed' THEN 'negative_grounds' END
    FROM heard_decision d WHERE d.referral_id = support_case.referral_id;
