-- Generated from the migrations; version 12.

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

CREATE TABLE settings (
  name TEXT PRIMARY KEY,        -- field of the settings model
  value TEXT NOT NULL CHECK (json_valid(value)) -- JSON
) STRICT;

CREATE TABLE decoder_memory (
  machine TEXT NOT NULL,        -- GPU, driver and browser version: a change makes the memory void
  codec TEXT NOT NULL,          -- WebCodecs codec string
  width INTEGER NOT NULL,       -- pixels
  height INTEGER NOT NULL,      -- pixels
  decoder TEXT NOT NULL CHECK (decoder IN ('webcodecs', 'ffmpeg')),
  proven_at_ms INTEGER NOT NULL, -- ms since 1970 UTC
  PRIMARY KEY (machine, codec, width, height)
) STRICT, WITHOUT ROWID;

CREATE TABLE remembered (
  name TEXT PRIMARY KEY,        -- e.g. window.wall, notice.keystore-file
  value TEXT NOT NULL CHECK (json_valid(value)) -- JSON; whoever remembers judges it when reading
) STRICT, WITHOUT ROWID;

CREATE TABLE camera_certificates (
  camera_id TEXT PRIMARY KEY REFERENCES cameras (id) ON DELETE CASCADE,
  sha256 TEXT NOT NULL          -- of the whole certificate, 64 capital hex digits; only this one may be shown
) STRICT, WITHOUT ROWID;

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
, screen INTEGER NOT NULL DEFAULT 1 CHECK (screen BETWEEN 1 AND 8)) STRICT;

CREATE INDEX outages_by_time ON outages (from_ms);

CREATE TABLE proposal (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT, -- offered in this order
      proposal_id TEXT NOT NULL UNIQUE,
      content TEXT NOT NULL, -- JSON of Proposal, sent as it is
      made_ms INTEGER NOT NULL, -- UTC of this machine, for people only
      rejection TEXT -- JSON; NULL while it waits for an answer
    , made_by TEXT) STRICT;

CREATE TABLE sqlite_sequence(name,seq);

CREATE TABLE province_camera_number (
      camera_id TEXT PRIMARY KEY,   -- the province's id; no reference: config.db may be deleted
      number INTEGER NOT NULL UNIQUE CHECK (number BETWEEN 1 AND 999999)
    ) STRICT, WITHOUT ROWID;

CREATE TABLE walls (
      screen INTEGER PRIMARY KEY CHECK (screen BETWEEN 1 AND 8),
      content TEXT NOT NULL CHECK (json_valid(content)) -- JSON of Wall; a wall of version 7 is read as one, see readStoredWall
    ) STRICT;

CREATE TABLE arrangement (
      id TEXT PRIMARY KEY,       -- UUID
      owner TEXT NOT NULL,       -- id of the person; '' on a workstation without a province
      kind TEXT NOT NULL,        -- layout, scenario or tour
      version INTEGER NOT NULL,  -- of content
      content TEXT NOT NULL,     -- JSON, judged by its schema whenever it is read
      changed_ms INTEGER NOT NULL -- ms since 1970 UTC, this machine's clock
    ) STRICT, WITHOUT ROWID;

CREATE TABLE arrangement_set_aside (
      id TEXT PRIMARY KEY,       -- as it was; content that its schema refused, kept for whoever wants to look
      owner TEXT NOT NULL,
      kind TEXT NOT NULL,
      version INTEGER NOT NULL,
      content TEXT NOT NULL,
      changed_ms INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

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

CREATE TABLE camera_devices (
  camera_id TEXT PRIMARY KEY,
  address TEXT NOT NULL,        -- of the device service, without credentials
  facts TEXT NOT NULL           -- JSON, as CameraDevice of the contract
) STRICT, WITHOUT ROWID;
