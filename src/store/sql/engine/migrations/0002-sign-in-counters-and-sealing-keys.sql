-- sign-in counters and sealing keys
--
-- Counters are of what their digest is of; `ends_at` is when their window is over. Sealing keys are named,
-- and never stored: `check_value` is a known text sealed under the key.

CREATE INDEX sign_in_links_user ON sign_in_links (user_id);

CREATE TABLE sign_in_counters (
  digest {text} PRIMARY KEY,
  tally BIGINT NOT NULL,
  ends_at BIGINT NOT NULL
);
CREATE INDEX sign_in_counters_end ON sign_in_counters (ends_at);

CREATE TABLE sealing_keys (
  id {text} PRIMARY KEY,
  check_value {text} NOT NULL,
  recorded_at BIGINT NOT NULL,
  abandoned_at BIGINT
);
