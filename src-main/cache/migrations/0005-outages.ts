/** The log of intervals in which a tile was not live. */
import type { Migration } from '../migrate.ts';

export const migration0005: Migration = {
  version: 5,
  purpose: 'log of tiles that were not live',
  script: `
CREATE TABLE outages (
  id TEXT PRIMARY KEY,          -- UUID
  camera_id TEXT NOT NULL,      -- no reference: the log outlives its camera
  camera_number INTEGER NOT NULL, -- number and name as they were then
  camera_name TEXT NOT NULL,
  cell INTEGER NOT NULL CHECK (cell BETWEEN 0 AND 63),
  from_ms INTEGER NOT NULL,     -- ms since 1970 UTC, this machine's clock
  to_ms INTEGER,                -- NULL while it goes on
  seen_ms INTEGER NOT NULL,     -- last sign of life of the program that wrote it: the end after a crash
  state TEXT NOT NULL,          -- the worst of it: late, connecting, waiting-keyframe, frozen, black, stale or failed
  reason TEXT,                  -- the last one told, NULL when none was
  ended TEXT CHECK (ended IN ('recovered', 'left', 'window-closed', 'program-ended'))
) STRICT;

CREATE INDEX outages_by_time ON outages (from_ms);
`,
};
