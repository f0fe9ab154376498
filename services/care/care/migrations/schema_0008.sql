-- Never edited once released: a change is a new migration.
CREATE TABLE entitlement (
  id UUID NOT NULL,
  support_case_id UUID NOT NULL,
  basis TEXT NOT NULL,
  first_on DATE NOT NULL,
  last_on DATE,
  recorded_at TIMESTAMPTZ NOT NULL,
  recorded_by TEXT NOT NULL,
  replaced_at TIMESTAMPTZ,
  PRIMARY KEY (id),
  CONSTRAINT entitlement_days CHECK (last_on IS NULL OR first_on <= last_on),
  CONSTRAINT entitlement_once EXCLUDE USING gist (support_case_id WITH =, daterange(first_on, last_on, '[]') WITH &&) WHERE (replaced_at IS NULL),
  FOREIGN KEY(support_case_id) REFERENCES support_case (id)
);

CREATE TABLE asylum_support (
  id UUID NOT NULL,
  support_case_id UUID NOT NULL,
  kind TEXT NOT NULL,
  weekly NUMERIC(10, 2) NOT NULL,
  first_on DATE NOT NULL,
  last_on DATE,
  recorded_at TIMESTAMPTZ NOT NULL,
  recorded_by TEXT NOT NULL,
  replaced_at TIMESTAMPTZ,
  PRIMARY KEY (id),
  CONSTRAINT asylum_support_weekly CHECK (weekly >= 0),
  CONSTRAINT asylum_support_days CHECK (last_on IS NULL OR first_on <= last_on),
  CONSTRAINT asylum_support_once EXCLUDE USING gist (support_case_id WITH =, daterange(first_on, last_on, '[]') WITH &&) WHERE (replaced_at IS NULL),
  FOREIGN KEY(support_case_id) REFERENCES support_case (id)
);

CREATE TABLE payment_run (
  id UUID NOT NULL,
  provider_id TEXT NOT NULL,
  paid_until DATE NOT NULL,
  made_at TIMESTAMPTZ NOT NULL,
  made_by TEXT NOT NULL,
  paid_at TIMESTAMPTZ,
  paid_by TEXT,
  PRIMARY KEY (id),
  CONSTRAINT payment_run_paid CHECK ((paid_at IS NULL) = (paid_by IS NULL)),
  FOREIGN KEY(provider_id) REFERENCES provider (id)
);

CREATE INDEX payment_run_provider_id ON payment_run (provider_id, made_at);

CREATE TABLE payment_line (
  id UUID NOT NULL,
  support_case_id UUID NOT NULL,
  kind TEXT NOT NULL,
  first_on DATE NOT NULL,
  last_on DATE NOT NULL,
  weekly NUMERIC(10, 2) NOT NULL,
  asylum_offset NUMERIC(10, 2) NOT NULL,
  amount NUMERIC(10, 2) NOT NULL,
  rate_ids TEXT[] NOT NULL,
  flags TEXT[] NOT NULL,
  needs_approval BOOLEAN NOT NULL,
  made_at TIMESTAMPTZ NOT NULL,
  made_by TEXT NOT NULL,
  approved_at TIMESTAMPTZ,
  approved_by TEXT,
  run_id UUID,
  paid_at TIMESTAMPTZ,
  channel TEXT,
  failed_at TIMESTAMPTZ,
  PRIMARY KEY (id),
  CONSTRAINT payment_line_amounts CHECK (weekly >= 0 AND amount >= 0 AND asylum_offset >= 0),
  CONSTRAINT payment_line_days CHECK (first_on <= last_on),
  CONSTRAINT payment_line_approved CHECK ((approved_at IS NULL) = (approved_by IS NULL)),
  CONSTRAINT payment_line_paid CHECK ((paid_at IS NULL) = (channel IS NULL)),
  CONSTRAINT payment_line_never_taken_back CHECK (kind <> 'overpayment' OR (run_id IS NULL AND paid_at IS NULL)),
  CONSTRAINT payment_line_approved_first CHECK (NOT needs_approval OR approved_at IS NOT NULL OR (run_id IS NULL AND paid_at IS NULL)),
  CONSTRAINT payment_line_once EXCLUDE USING gist (support_case_id WITH =, daterange(first_on, last_on, '[]') WITH &&) WHERE (kind = 'due'),
  FOREIGN KEY(support_case_id) REFERENCES support_case (id),
  FOREIGN KEY(run_id) REFERENCES payment_run (id)
);

CREATE INDEX payment_line_run_id ON payment_line (run_id);

CREATE INDEX payment_line_waiting ON payment_line (support_case_id) WHERE run_id IS NULL AND paid_at IS NULL;

CREATE TABLE channel_outage (
  id UUID NOT NULL,
  channel TEXT NOT NULL,
  first_on DATE NOT NULL,
  last_on DATE,
  recorded_at TIMESTAMPTZ NOT NULL,
  recorded_by TEXT NOT NULL,
  PRIMARY KEY (id),
  CONSTRAINT channel_outage_days CHECK (last_on IS NULL OR first_on <= last_on)
);

