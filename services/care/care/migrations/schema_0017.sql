CREATE TABLE safety_stay (
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  brought_by TEXT NOT NULL,
  gender TEXT,
  preference TEXT NOT NULL,
  avoid_areas TEXT[] DEFAULT '{}' NOT NULL,
  recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
  recorded_by TEXT NOT NULL,
  provider_id TEXT,
  worker_id TEXT,
  arrived_on DATE,
  due_on DATE,
  warn_on DATE,
  policy_version TEXT,
  reference TEXT,
  referred_at TIMESTAMP WITH TIME ZONE,
  support_case_id UUID,
  ended_on DATE,
  ended_by TEXT,
  PRIMARY KEY (id),
  CONSTRAINT safety_stay_clock CHECK ((arrived_on IS NULL) = (due_on IS NULL) AND (arrived_on IS NULL) = (policy_version IS NULL)),
  CONSTRAINT safety_stay_referred CHECK ((reference IS NULL) = (referred_at IS NULL)),
  CONSTRAINT safety_stay_ended CHECK ((ended_on IS NULL) = (ended_by IS NULL)),
  CONSTRAINT safety_stay_joined CHECK (support_case_id IS NULL OR reference IS NOT NULL),
  CONSTRAINT safety_stay_worker CHECK (worker_id IS NULL OR provider_id IS NOT NULL),
  FOREIGN KEY(provider_id) REFERENCES provider (id),
  FOREIGN KEY(support_case_id) REFERENCES support_case (id)
);

CREATE INDEX safety_stay_provider_id ON safety_stay (provider_id);

CREATE INDEX safety_stay_reference ON safety_stay (reference);

CREATE TABLE safety_stay_text (
  safety_stay_id UUID NOT NULL,
  purpose TEXT NOT NULL,
  sealed BYTEA NOT NULL,
  PRIMARY KEY (safety_stay_id, purpose),
  FOREIGN KEY(safety_stay_id) REFERENCES safety_stay (id)
);

ALTER TABLE placement
  ADD COLUMN safety_stay_id UUID REFERENCES safety_stay (id),
  ALTER COLUMN support_case_id DROP NOT NULL,
  ADD CONSTRAINT placement_whose CHECK ((support_case_id IS NULL) = (safety_stay_id IS NOT NULL));

CREATE INDEX placement_safety_stay_id ON placement (safety_stay_id);
