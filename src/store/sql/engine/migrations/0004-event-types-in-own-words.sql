-- event types in an account's own words

CREATE TABLE event_type_wordings (
  event_type_id {text} NOT NULL REFERENCES event_types (id),
  account_id {text} NOT NULL REFERENCES accounts (id),
  name {text} NOT NULL,
  name_folded {text} NOT NULL,
  description {text} NOT NULL,
  description_folded {text} NOT NULL,
  revision BIGINT NOT NULL,
  PRIMARY KEY (event_type_id, account_id)
);
