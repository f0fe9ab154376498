CREATE TABLE contact_attempt (
  id UUID NOT NULL,
  support_case_id UUID NOT NULL,
  way TEXT NOT NULL,
  result TEXT NOT NULL,
  tried_at TIMESTAMP WITH TIME ZONE NOT NULL,
  tried_by TEXT NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(support_case_id) REFERENCES support_case (id)
);

CREATE INDEX contact_attempt_support_case_id ON contact_attempt (support_case_id, tried_at);

CREATE TABLE assessment (
  id UUID NOT NULL,
  support_case_id UUID NOT NULL,
  kind TEXT NOT NULL,
  assessor TEXT NOT NULL,
  assessor_org TEXT NOT NULL,
  held_by TEXT NOT NULL,
  method TEXT NOT NULL,
  has_interpreter BOOLEAN NOT NULL,
  is_interpreter_acceptable BOOLEAN,
  not_asked TEXT[] DEFAULT '{}' NOT NULL,
  outcome TEXT NOT NULL,
  done_at TIMESTAMP WITH TIME ZONE NOT NULL,
  living TEXT,
  grounds TEXT[] DEFAULT '{}' NOT NULL,
  destitute_on DATE,
  council_help TEXT,
  PRIMARY KEY (id),
  CONSTRAINT assessment_interpreter CHECK (has_interpreter = (is_interpreter_acceptable IS NOT NULL)),
  CONSTRAINT assessment_living CHECK ((kind = 'initial') = (living IS NOT NULL)),
  CONSTRAINT assessment_emergency CHECK (outcome <> 'emergency' OR (cardinality(grounds) > 0 AND council_help IS NOT NULL AND council_help <> 'available')),
  FOREIGN KEY(support_case_id) REFERENCES support_case (id),
  FOREIGN KEY(assessor_org) REFERENCES provider (id)
);

CREATE INDEX assessment_support_case_id ON assessment (support_case_id, done_at);

CREATE TABLE material_issue (
  id UUID NOT NULL,
  support_case_id UUID NOT NULL,
  placement_id UUID NOT NULL,
  person_id UUID NOT NULL,
  pack TEXT[] DEFAULT '{}' NOT NULL,
  clothing_sets INTEGER NOT NULL,
  is_age_appropriate BOOLEAN NOT NULL,
  is_complete BOOLEAN NOT NULL,
  issued_at TIMESTAMP WITH TIME ZONE NOT NULL,
  issued_by TEXT NOT NULL,
  PRIMARY KEY (id),
  CONSTRAINT material_issue_clothing_sets CHECK (clothing_sets >= 0),
  FOREIGN KEY(support_case_id) REFERENCES support_case (id),
  FOREIGN KEY(placement_id) REFERENCES placement (id)
);

CREATE INDEX material_issue_support_case_id ON material_issue (support_case_id, person_id);

CREATE TABLE pregnancy (
  id UUID NOT NULL,
  support_case_id UUID NOT NULL,
  due_on DATE NOT NULL,
  first_on DATE NOT NULL,
  last_on DATE NOT NULL,
  recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
  recorded_by TEXT NOT NULL,
  replaced_at TIMESTAMP WITH TIME ZONE,
  PRIMARY KEY (id),
  CONSTRAINT pregnancy_days CHECK (first_on <= last_on AND last_on <= due_on),
  CONSTRAINT pregnancy_once EXCLUDE USING gist (support_case_id WITH =, daterange(first_on, last_on, '[]') WITH &&) WHERE (replaced_at IS NULL),
  FOREIGN KEY(support_case_id) REFERENCES support_case (id)
);

ALTER TABLE support_case ADD COLUMN stays_where_they_live BOOLEAN DEFAULT false NOT NULL;
