CREATE TABLE transport (
  id UUID NOT NULL,
  placement_id UUID NOT NULL,
  support_case_id UUID NOT NULL,
  referral_id UUID NOT NULL,
  premises_id UUID NOT NULL,
  provider_id TEXT NOT NULL,
  driver_id TEXT NOT NULL,
  pick_up_on DATE NOT NULL,
  earliest TIME WITHOUT TIME ZONE NOT NULL,
  latest TIME WITHOUT TIME ZONE NOT NULL,
  seats INTEGER NOT NULL,
  arranged_at TIMESTAMP WITH TIME ZONE NOT NULL,
  arranged_by TEXT NOT NULL,
  done_at TIMESTAMP WITH TIME ZONE,
  version INTEGER NOT NULL,
  PRIMARY KEY (id),
  CONSTRAINT transport_times CHECK (earliest <= latest),
  CONSTRAINT transport_seats CHECK (seats > 0),
  FOREIGN KEY(placement_id) REFERENCES placement (id),
  FOREIGN KEY(support_case_id) REFERENCES support_case (id),
  FOREIGN KEY(premises_id) REFERENCES premises (id),
  FOREIGN KEY(provider_id) REFERENCES provider (id)
);

CREATE INDEX transport_driver_id ON transport (driver_id, pick_up_on);

CREATE INDEX transport_placement_id ON transport (placement_id);
