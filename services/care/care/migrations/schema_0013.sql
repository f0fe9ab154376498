ALTER TABLE support_case ADD COLUMN worker_id TEXT;

ALTER TABLE support_case ADD COLUMN inspection_agreed_at TIMESTAMPTZ;

ALTER TABLE support_case ADD CONSTRAINT support_case_worker CHECK (worker_id IS NULL OR provider_id IS NOT NULL);

CREATE INDEX support_case_worker_id ON support_case (provider_id, worker_id);

CREATE TABLE support_worker_change (
  id UUID NOT NULL,
  support_case_id UUID NOT NULL,
  provider_id TEXT NOT NULL,
  worker_id TEXT,
  worker_before TEXT,
  changed_at TIMESTAMPTZ NOT NULL,
  changed_by TEXT NOT NULL,
  PRIMARY KEY (id),
  CONSTRAINT support_worker_change_is_one CHECK (worker_id IS DISTINCT FROM worker_before),
  FOREIGN KEY(support_case_id) REFERENCES support_case (id),
  FOREIGN KEY(provider_id) REFERENCES provider (id)
);

CREATE INDEX support_worker_change_case ON support_worker_change (support_case_id, changed_at);

CREATE TABLE record_reading (
  id UUID NOT NULL,
  support_case_id UUID NOT NULL,
  provider_id TEXT NOT NULL,
  read_at TIMESTAMPTZ NOT NULL,
  read_by TEXT NOT NULL,
  of_organisation TEXT NOT NULL,
  what TEXT[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (id),
  CONSTRAINT record_reading_what CHECK (cardinality(what) > 0),
  FOREIGN KEY(support_case_id) REFERENCES support_case (id),
  FOREIGN KEY(provider_id) REFERENCES provider (id)
);

CREATE INDEX record_reading_provider_id ON record_reading (provider_id, read_at);

CREATE TABLE privileged_item (
  id UUID NOT NULL,
  support_case_id UUID NOT NULL,
  written_at TIMESTAMPTZ NOT NULL,
  written_by TEXT NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(support_case_id) REFERENCES support_case (id)
);

CREATE INDEX privileged_item_support_case_id ON privileged_item (support_case_id);

CREATE TABLE legal_hold (
  id UUID NOT NULL,
  support_case_id UUID NOT NULL,
  set_at TIMESTAMPTZ NOT NULL,
  set_by TEXT NOT NULL,
  lifted_at TIMESTAMPTZ,
  lifted_by TEXT,
  PRIMARY KEY (id),
  CONSTRAINT legal_hold_lifted CHECK ((lifted_at IS NULL) = (lifted_by IS NULL)),
  FOREIGN KEY(support_case_id) REFERENCES support_case (id)
);

CREATE UNIQUE INDEX legal_hold_once ON legal_hold (support_case_id) WHERE lifted_at IS NULL;

ALTER TABLE dependant ALTER COLUMN known_as DROP NOT NULL;

ALTER TABLE dependant ALTER COLUMN needs DROP NOT NULL, ALTER COLUMN needs DROP DEFAULT;

ALTER TABLE dependant ALTER COLUMN risks DROP NOT NULL, ALTER COLUMN risks DROP DEFAULT;

ALTER TABLE address_reveal ADD COLUMN sealed_reason BYTEA, ADD COLUMN wrapped_key BYTEA, ADD COLUMN key_version INTEGER;

ALTER TABLE address_reveal ALTER COLUMN reason DROP NOT NULL;

ALTER TABLE address_reveal ADD CONSTRAINT address_reveal_sealed CHECK ((reason IS NULL) <> (sealed_reason IS NULL) AND (sealed_reason IS NULL) = (wrapped_key IS NULL) AND (wrapped_key IS NULL) = (key_version IS NULL));
