-- answers that a store does not look into
--
-- What an answer says beside its body is sealed with it from now on. Bodies that were kept before stay as they are, and are read without
-- the rest (src/api/kept_answer.h).

ALTER TABLE idempotency_keys RENAME COLUMN sealed_body TO sealed_answer;
ALTER TABLE idempotency_keys DROP COLUMN status;
ALTER TABLE idempotency_keys DROP COLUMN etag;
