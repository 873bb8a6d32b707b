-- A verification of a part names it: which shards, since when.
ALTER TABLE version_registry ALTER COLUMN validation TYPE TEXT;
