-- The plumbing tables as they were first created. Never edited: a change is a new migration of each service.
CREATE TABLE outbox (
    position BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id UUID NOT NULL UNIQUE,
    key TEXT NOT NULL,
    type TEXT NOT NULL,
    envelope JSONB NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    sent_at TIMESTAMPTZ
);
CREATE INDEX outbox_unsent ON outbox (position) WHERE sent_at IS NULL;
CREATE INDEX outbox_sent_at ON outbox (sent_at);
CREATE INDEX outbox_key ON outbox (key, position);

CREATE TABLE inbox (
    event_id UUID PRIMARY KEY,
    type TEXT NOT NULL,
    key TEXT NOT NULL,
    received_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX inbox_received_at ON inbox (received_at);

CREATE TABLE held (
    position BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id UUID NOT NULL UNIQUE,
    key TEXT NOT NULL,
    type TEXT NOT NULL,
    envelope JSONB NOT NULL,
    state TEXT NOT NULL CONSTRAINT held_state CHECK (state IN ('retrying', 'parked', 'waiting')),
    reason TEXT,
    attempts INTEGER NOT NULL,
    next_try_at TIMESTAMPTZ,
    held_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT held_retrying_has_a_time CHECK ((state = 'retrying') = (next_try_at IS NOT NULL)),
    CONSTRAINT held_failed_has_a_reason CHECK ((state = 'waiting') = (reason IS NULL))
);
CREATE INDEX held_key ON held (key, position);

CREATE TABLE dead_letter (
    position BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    headers JSONB NOT NULL,
    value BYTEA NOT NULL,
    reason TEXT NOT NULL,
    buried_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE audit (
    position BIGINT PRIMARY KEY,
    at TIMESTAMPTZ NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail JSONB NOT NULL,
    previous_hash BYTEA NOT NULL,
    hash BYTEA NOT NULL
);
CREATE INDEX audit_subject ON audit (subject, position);

CREATE TABLE data_key (
    owner_id UUID PRIMARY KEY,
    wrapped BYTEA NOT NULL,
    key_version INTEGER NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE session (
    id_hash BYTEA PRIMARY KEY,
    user_id UUID NOT NULL,
    csrf_token TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    last_seen_at TIMESTAMPTZ NOT NULL,
    signed_in_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX session_user_id ON session (user_id);
CREATE INDEX session_last_seen_at ON session (last_seen_at);

CREATE TABLE signin (
    state_hash BYTEA PRIMARY KEY,
    nonce TEXT NOT NULL,
    code_verifier TEXT NOT NULL,
    next_path TEXT NOT NULL,
    browser_hash BYTEA NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE directory (
    user_id UUID PRIMARY KEY,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    name TEXT NOT NULL,
    organisation TEXT NOT NULL,
    organisation_name TEXT NOT NULL,
    roles TEXT[] NOT NULL,
    is_active BOOLEAN NOT NULL,
    valid_from DATE,
    valid_until DATE,
    CONSTRAINT directory_issuer_subject UNIQUE (issuer, subject)
);

CREATE TABLE idempotency (
    caller TEXT NOT NULL,
    route TEXT NOT NULL,
    key TEXT NOT NULL,
    request_hash BYTEA NOT NULL,
    status INTEGER,
    response JSONB,
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (caller, route, key)
);
