-- changes that are no longer kept
--
-- Entries of the feed are removed in the order of their positions. A reader that has not come as far as this has missed some.

ALTER TABLE change_base ADD COLUMN pruned_to BIGINT NOT NULL DEFAULT 0;
