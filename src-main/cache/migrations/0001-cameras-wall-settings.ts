/** First shape of `local.db`: the camera list with its credentials, the wall, the settings. */
import type { Migration } from '../migrate.ts';

export const migration0001: Migration = {
  version: 1,
  purpose: 'cameras, wall and settings',
  script: `
CREATE TABLE cameras (
  id TEXT PRIMARY KEY,          -- UUID, lower case
  number INTEGER NOT NULL UNIQUE CHECK (number BETWEEN 1 AND 999999), -- what an operator types
  name TEXT NOT NULL,           -- NFC
  area TEXT NOT NULL,           -- free text, '' when not told
  main_url TEXT NOT NULL,       -- rtsp(s) address without user name and password
  sub_url TEXT,                 -- the same for the small encoding; NULL when there is none
  transport TEXT NOT NULL CHECK (transport IN ('tcp', 'udp')),
  username TEXT,                -- NULL when the camera asks for none
  changed_at_ms INTEGER NOT NULL -- ms since 1970 UTC, this machine's clock
) STRICT;

CREATE TABLE camera_secrets (
  camera_id TEXT PRIMARY KEY REFERENCES cameras (id) ON DELETE CASCADE,
  key_id TEXT NOT NULL,         -- which key of vault.json opens it
  password BLOB NOT NULL        -- 1 format byte, 12 nonce, 16 tag, then AES-256-GCM ciphertext
) STRICT;

CREATE TABLE wall (
  id INTEGER PRIMARY KEY CHECK (id = 1), -- there is one wall
  grid INTEGER NOT NULL,        -- tiles on the glass
  enlarged INTEGER,             -- cell 0-63, NULL when all are equal
  cells TEXT NOT NULL CHECK (json_valid(cells)) -- JSON array of 64 camera ids or null
) STRICT;

CREATE TABLE settings (
  name TEXT PRIMARY KEY,        -- field of the settings model
  value TEXT NOT NULL CHECK (json_valid(value)) -- JSON
) STRICT;
`,
};
