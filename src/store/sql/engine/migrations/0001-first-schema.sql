-- the first schema
--
-- Texts compare by bytes on both engines. `*_folded` is the text without case (base::fold_case), for
-- comparing and sorting. Instants are milliseconds since the epoch, truths 0 or 1, bytes hexadecimal. The
-- columns of a stamp name who did something as it was then, so they refer to no row.
--
-- Indexes of api_tokens: an account may have millions of tokens, most of them deleted in the long run, and a
-- list is a page of them in some order. So each order that is asked for has an index that begins with the
-- account. Those called live leave deleted tokens out, which is what accounts and the console see, and end
-- with the status, so that counting needs no row. The others are for Operations, who see everything. Each
-- costs some eight microseconds and 85 bytes per token (SQLite); without one of them its pages would sort a
-- million rows, which takes seconds. Orders by anything else are rare enough to do that.

CREATE TABLE accounts (
  id {text} PRIMARY KEY,
  type {text} NOT NULL,
  status {text} NOT NULL,
  name {text} NOT NULL,
  name_folded {text} NOT NULL,
  description {text} NOT NULL,
  description_folded {text} NOT NULL,
  website {text} NOT NULL,
  website_folded {text} NOT NULL,
  technical_support_email {text} NOT NULL,
  technical_support_email_folded {text} NOT NULL,
  address_line1 {text} NOT NULL,
  address_line1_folded {text} NOT NULL,
  address_line2 {text} NOT NULL,
  address_line2_folded {text} NOT NULL,
  address_post_code {text} NOT NULL,
  address_post_code_folded {text} NOT NULL,
  address_city {text} NOT NULL,
  address_city_folded {text} NOT NULL,
  address_state {text} NOT NULL,
  address_state_folded {text} NOT NULL,
  address_country {text} NOT NULL,
  address_country_folded {text} NOT NULL,
  default_language_code {text} NOT NULL,
  default_language_code_folded {text} NOT NULL,
  external_id {text} NOT NULL,
  external_id_folded {text} NOT NULL,
  eligible_client SMALLINT,
  eligible_partner SMALLINT,
  reveal_tokens SMALLINT NOT NULL,
  status_before_disabled {text},
  created_at BIGINT NOT NULL,
  created_by_kind {text} NOT NULL,
  created_by_id {text} NOT NULL,
  created_by_name {text} NOT NULL,
  created_by_name_folded {text} NOT NULL,
  created_of {text},
  updated_at BIGINT,
  updated_by_kind {text},
  updated_by_id {text},
  updated_by_name {text},
  updated_by_name_folded {text},
  updated_of {text},
  enabled_at BIGINT,
  enabled_by_kind {text},
  enabled_by_id {text},
  enabled_by_name {text},
  enabled_by_name_folded {text},
  enabled_of {text},
  disabled_at BIGINT,
  disabled_by_kind {text},
  disabled_by_id {text},
  disabled_by_name {text},
  disabled_by_name_folded {text},
  disabled_of {text},
  activated_at BIGINT,
  activated_by_kind {text},
  activated_by_id {text},
  activated_by_name {text},
  activated_by_name_folded {text},
  activated_of {text},
  revision BIGINT NOT NULL
);
CREATE INDEX accounts_type ON accounts (type, id);
CREATE INDEX accounts_type_status ON accounts (type, status, id);
CREATE INDEX accounts_type_name ON accounts (type, name_folded, name, id);
CREATE INDEX accounts_type_created ON accounts (type, created_at DESC, id);
CREATE INDEX accounts_name ON accounts (name_folded, name, id);
CREATE INDEX accounts_created ON accounts (created_at DESC, id);

CREATE TABLE modules (
  id {text} PRIMARY KEY,
  code {text} NOT NULL UNIQUE,
  name {text} NOT NULL,
  name_folded {text} NOT NULL,
  description {text} NOT NULL,
  description_folded {text} NOT NULL,
  account_types {text} NOT NULL,
  configurable SMALLINT NOT NULL,
  is_default SMALLINT NOT NULL,
  paid SMALLINT NOT NULL,
  obsolete SMALLINT NOT NULL,
  types {text} NOT NULL,
  multi_account SMALLINT NOT NULL,
  single_account SMALLINT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by_kind {text} NOT NULL,
  created_by_id {text} NOT NULL,
  created_by_name {text} NOT NULL,
  created_by_name_folded {text} NOT NULL,
  created_of {text},
  updated_at BIGINT,
  updated_by_kind {text},
  updated_by_id {text},
  updated_by_name {text},
  updated_by_name_folded {text},
  updated_of {text},
  revision BIGINT NOT NULL
);

CREATE TABLE module_paths (
  module_id {text} NOT NULL REFERENCES modules (id),
  ordinal INTEGER NOT NULL,
  prefix {text} NOT NULL,
  methods {text} NOT NULL,
  PRIMARY KEY (module_id, ordinal)
);

CREATE TABLE users (
  id {text} PRIMARY KEY,
  email {text} NOT NULL,
  email_folded {text} NOT NULL UNIQUE,
  first_name {text} NOT NULL,
  first_name_folded {text} NOT NULL,
  last_name {text} NOT NULL,
  last_name_folded {text} NOT NULL,
  name {text} NOT NULL,
  name_folded {text} NOT NULL,
  status {text} NOT NULL,
  phone_prefix {text} NOT NULL,
  phone_number {text} NOT NULL,
  culture_code {text} NOT NULL,
  language_code {text} NOT NULL,
  date_format {text} NOT NULL,
  time_format {text} NOT NULL,
  time_zone {text} NOT NULL,
  number_format {text} NOT NULL,
  opt_outs {text} NOT NULL,
  current_account_id {text} REFERENCES accounts (id),
  last_login BIGINT,
  password_hash {text},
  created_at BIGINT NOT NULL,
  created_by_kind {text} NOT NULL,
  created_by_id {text} NOT NULL,
  created_by_name {text} NOT NULL,
  created_by_name_folded {text} NOT NULL,
  created_of {text},
  updated_at BIGINT,
  updated_by_kind {text},
  updated_by_id {text},
  updated_by_name {text},
  updated_by_name_folded {text},
  updated_of {text},
  accepted_at BIGINT,
  accepted_by_kind {text},
  accepted_by_id {text},
  accepted_by_name {text},
  accepted_of {text},
  revision BIGINT NOT NULL
);
CREATE INDEX users_name ON users (name_folded, name, id);

CREATE TABLE user_groups (
  id {text} PRIMARY KEY,
  account_id {text} NOT NULL REFERENCES accounts (id),
  name {text} NOT NULL,
  name_folded {text} NOT NULL,
  description {text} NOT NULL,
  description_folded {text} NOT NULL,
  logo {text} NOT NULL,
  logo_folded {text} NOT NULL,
  is_default SMALLINT NOT NULL,
  extensions {text},
  created_at BIGINT NOT NULL,
  created_by_kind {text} NOT NULL,
  created_by_id {text} NOT NULL,
  created_by_name {text} NOT NULL,
  created_by_name_folded {text} NOT NULL,
  created_of {text},
  updated_at BIGINT,
  updated_by_kind {text},
  updated_by_id {text},
  updated_by_name {text},
  updated_by_name_folded {text},
  updated_of {text},
  revision BIGINT NOT NULL
);
CREATE INDEX user_groups_account ON user_groups (account_id, id);
CREATE UNIQUE INDEX user_groups_one_default ON user_groups (account_id) WHERE is_default = 1;

CREATE TABLE group_modules (
  group_id {text} NOT NULL REFERENCES user_groups (id),
  module_id {text} NOT NULL REFERENCES modules (id),
  PRIMARY KEY (group_id, module_id)
);
CREATE INDEX group_modules_module ON group_modules (module_id, group_id);

CREATE TABLE memberships (
  id {text} PRIMARY KEY,
  user_id {text} NOT NULL REFERENCES users (id),
  account_id {text} NOT NULL REFERENCES accounts (id),
  status {text} NOT NULL,
  last_access BIGINT,
  invitation_expires BIGINT,
  invitation_notes {text} NOT NULL,
  created_at BIGINT NOT NULL,
  created_by_kind {text} NOT NULL,
  created_by_id {text} NOT NULL,
  created_by_name {text} NOT NULL,
  created_by_name_folded {text} NOT NULL,
  created_of {text},
  updated_at BIGINT,
  updated_by_kind {text},
  updated_by_id {text},
  updated_by_name {text},
  updated_by_name_folded {text},
  updated_of {text},
  invited_at BIGINT,
  invited_by_kind {text},
  invited_by_id {text},
  invited_by_name {text},
  invited_by_name_folded {text},
  invited_of {text},
  joined_at BIGINT,
  joined_by_kind {text},
  joined_by_id {text},
  joined_by_name {text},
  joined_by_name_folded {text},
  joined_of {text},
  accepted_at BIGINT,
  accepted_by_kind {text},
  accepted_by_id {text},
  accepted_by_name {text},
  accepted_of {text},
  revision BIGINT NOT NULL
);
CREATE UNIQUE INDEX memberships_one_per_account ON memberships (user_id, account_id) WHERE status <> 'Deleted';
CREATE INDEX memberships_account ON memberships (account_id, id);
CREATE INDEX memberships_due ON memberships (invitation_expires) WHERE status = 'Invited';

CREATE TABLE invitations (
  membership_id {text} PRIMARY KEY REFERENCES memberships (id),
  digest {text} NOT NULL UNIQUE,
  sealed {text} NOT NULL
);

CREATE TABLE membership_groups (
  membership_id {text} NOT NULL REFERENCES memberships (id),
  group_id {text} NOT NULL REFERENCES user_groups (id),
  PRIMARY KEY (membership_id, group_id)
);
CREATE INDEX membership_groups_group ON membership_groups (group_id, membership_id);

CREATE TABLE api_tokens (
  id {text} PRIMARY KEY,
  account_id {text} NOT NULL REFERENCES accounts (id),
  name {text} NOT NULL,
  name_folded {text} NOT NULL,
  description {text} NOT NULL,
  description_folded {text} NOT NULL,
  icon {text} NOT NULL,
  icon_folded {text} NOT NULL,
  status {text} NOT NULL,
  extensions {text},
  last_access BIGINT,
  created_at BIGINT NOT NULL,
  created_by_kind {text} NOT NULL,
  created_by_id {text} NOT NULL,
  created_by_name {text} NOT NULL,
  created_by_name_folded {text} NOT NULL,
  created_of {text},
  updated_at BIGINT,
  updated_by_kind {text},
  updated_by_id {text},
  updated_by_name {text},
  updated_by_name_folded {text},
  updated_of {text},
  enabled_at BIGINT,
  enabled_by_kind {text},
  enabled_by_id {text},
  enabled_by_name {text},
  enabled_by_name_folded {text},
  enabled_of {text},
  disabled_at BIGINT,
  disabled_by_kind {text},
  disabled_by_id {text},
  disabled_by_name {text},
  disabled_by_name_folded {text},
  disabled_of {text},
  deleted_at BIGINT,
  deleted_by_kind {text},
  deleted_by_id {text},
  deleted_by_name {text},
  deleted_by_name_folded {text},
  deleted_of {text},
  revision BIGINT NOT NULL
);
CREATE INDEX api_tokens_account ON api_tokens (account_id, id);
CREATE INDEX api_tokens_account_created ON api_tokens (account_id, created_at DESC, id);
CREATE INDEX api_tokens_account_name ON api_tokens (account_id, name_folded, name, id);
CREATE INDEX api_tokens_account_status ON api_tokens (account_id, status, id);
CREATE INDEX api_tokens_account_status_created ON api_tokens (account_id, status, created_at DESC, id);
CREATE INDEX api_tokens_created ON api_tokens (created_at DESC, id);
CREATE INDEX api_tokens_name ON api_tokens (name_folded, name, id);
CREATE INDEX api_tokens_live_account ON api_tokens (account_id, id, status) WHERE status <> 'Deleted';
CREATE INDEX api_tokens_live_account_created
  ON api_tokens (account_id, created_at DESC, id, status) WHERE status <> 'Deleted';
CREATE INDEX api_tokens_live_account_name
  ON api_tokens (account_id, name_folded, name, id, status) WHERE status <> 'Deleted';
CREATE INDEX api_tokens_live_created ON api_tokens (created_at DESC, id, status) WHERE status <> 'Deleted';

CREATE TABLE token_tallies (
  account_id {text} NOT NULL,
  status {text} NOT NULL,
  slot {text} NOT NULL,
  tally BIGINT NOT NULL,
  PRIMARY KEY (account_id, status, slot)
);

CREATE TABLE token_secrets (
  token_id {text} NOT NULL REFERENCES api_tokens (id),
  generation INTEGER NOT NULL,
  digest {text} NOT NULL,
  sealed {text} NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (token_id, generation)
);
CREATE INDEX token_secrets_digest ON token_secrets (digest);

CREATE TABLE token_modules (
  token_id {text} NOT NULL REFERENCES api_tokens (id),
  module_id {text} NOT NULL REFERENCES modules (id),
  PRIMARY KEY (token_id, module_id)
);
CREATE INDEX token_modules_module ON token_modules (module_id, token_id);

CREATE TABLE icons (
  object_id {text} PRIMARY KEY,
  media_type {text} NOT NULL,
  bytes_hex {text} NOT NULL
);

CREATE TABLE audit_records (
  ordinal {sequence},
  id {text} NOT NULL UNIQUE,
  event {text} NOT NULL,
  visibility {text} NOT NULL,
  summary {text} NOT NULL,
  summary_folded {text} NOT NULL,
  details {text} NOT NULL,
  details_folded {text} NOT NULL,
  object_id {text} NOT NULL,
  object_name {text} NOT NULL,
  object_name_folded {text} NOT NULL,
  object_type {text} NOT NULL,
  recorded_at BIGINT NOT NULL,
  actor_kind {text} NOT NULL,
  actor_id {text} NOT NULL,
  actor_name {text} NOT NULL,
  actor_name_folded {text} NOT NULL,
  actor_account_id {text},
  documents {text} NOT NULL,
  origin_ip {text} NOT NULL,
  origin_user_agent {text} NOT NULL,
  origin_user_agent_folded {text} NOT NULL,
  origin_correlation_id {text} NOT NULL,
  revision BIGINT NOT NULL,
  digest {text} NOT NULL
);
CREATE INDEX audit_records_object ON audit_records (object_id, recorded_at, ordinal);
CREATE INDEX audit_records_recorded ON audit_records (recorded_at DESC, id);

CREATE TABLE audit_record_links (
  record_id {text} NOT NULL REFERENCES audit_records (id),
  account_id {text} NOT NULL REFERENCES accounts (id),
  recorded_at BIGINT NOT NULL,
  visibility {text} NOT NULL,
  PRIMARY KEY (record_id, account_id)
);
CREATE INDEX audit_record_links_account ON audit_record_links (account_id, visibility, record_id);
CREATE INDEX audit_record_links_recorded
  ON audit_record_links (account_id, visibility, recorded_at DESC, record_id);

CREATE TABLE event_types (
  id {text} PRIMARY KEY,
  key {text} NOT NULL UNIQUE,
  name {text} NOT NULL,
  name_folded {text} NOT NULL,
  description {text} NOT NULL,
  description_folded {text} NOT NULL,
  revision BIGINT NOT NULL
);

CREATE TABLE retired_ids (
  id {text} PRIMARY KEY
);

CREATE TABLE sessions (
  digest {text} PRIMARY KEY,
  user_id {text} NOT NULL REFERENCES users (id),
  account_id {text} REFERENCES accounts (id),
  created_at BIGINT NOT NULL,
  last_seen_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_user ON sessions (user_id);
CREATE INDEX sessions_expiry ON sessions (expires_at);

CREATE TABLE sign_in_links (
  digest {text} PRIMARY KEY,
  user_id {text} NOT NULL REFERENCES users (id),
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX sign_in_links_expiry ON sign_in_links (expires_at);

CREATE TABLE idempotency_keys (
  owner {text} NOT NULL,
  key_digest {text} NOT NULL,
  request_digest {text} NOT NULL,
  status INTEGER NOT NULL,
  etag {text} NOT NULL,
  sealed_body {text} NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (owner, key_digest)
);
CREATE INDEX idempotency_keys_expiry ON idempotency_keys (expires_at);

CREATE TABLE changes (
  position {position},
  object_type {text} NOT NULL,
  object_id {text} NOT NULL,
  revision BIGINT NOT NULL
);
CREATE TABLE change_base (
  base BIGINT NOT NULL
);
INSERT INTO change_base (base) VALUES (0);
