-- leases of background jobs
--
-- Which server does what only one may do at a time.

CREATE TABLE job_leases (
  job {text} PRIMARY KEY,
  holder {text} NOT NULL,
  expires_at BIGINT NOT NULL
);
