/** What each person keeps at hand to find cameras by. */
import type { Migration } from '../migrate.ts';

export const migration0010: Migration = {
  version: 10,
  purpose: 'favourites, tags and recent cameras of each person',
  script: `
CREATE TABLE camera_mark (
  person TEXT NOT NULL,         -- user id of the province, 'local' on a workstation of its own
  tag TEXT NOT NULL,            -- NFC; '' marks a favourite
  camera_id TEXT NOT NULL,      -- no reference: the province's cameras are in config.db
  marked_ms INTEGER NOT NULL,   -- ms since 1970 UTC
  PRIMARY KEY (person, tag, camera_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE recent_camera (
  person TEXT NOT NULL,
  camera_id TEXT NOT NULL,
  used_ms INTEGER NOT NULL,     -- when the list was stored, ms since 1970 UTC
  place INTEGER NOT NULL,       -- 0 = put on the wall last
  PRIMARY KEY (person, camera_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE finding_look (
  person TEXT PRIMARY KEY,
  look TEXT NOT NULL CHECK (json_valid(look)) -- JSON: order of the list, what is folded
) STRICT, WITHOUT ROWID;
`,
};
