-- When a version was cut over last: the current one is the last that was. Of older rows the log knows; null if never.

ALTER TABLE version_registry ADD COLUMN cut_over_at TIMESTAMPTZ;

UPDATE version_registry v SET cut_over_at = (
  SELECT max(at) FROM operation_log o WHERE o.migration = v.migration AND o.operation = 'cut-over');
