/** What was learnt by playing: which decoder proved itself, and what each stream turned out to be. */
import type { Migration } from '../migrate.ts';

export const migration0002: Migration = {
  version: 2,
  purpose: 'decoder and stream memory',
  script: `
CREATE TABLE decoder_memory (
  machine TEXT NOT NULL,        -- GPU, driver and browser version: a change makes the memory void
  codec TEXT NOT NULL,          -- WebCodecs codec string
  width INTEGER NOT NULL,       -- pixels
  height INTEGER NOT NULL,      -- pixels
  decoder TEXT NOT NULL CHECK (decoder IN ('webcodecs', 'ffmpeg')),
  proven_at_ms INTEGER NOT NULL, -- ms since 1970 UTC
  PRIMARY KEY (machine, codec, width, height)
) STRICT, WITHOUT ROWID;

CREATE TABLE stream_memory (
  camera_id TEXT NOT NULL REFERENCES cameras (id) ON DELETE CASCADE,
  profile TEXT NOT NULL CHECK (profile IN ('main', 'sub')),
  codec TEXT NOT NULL,          -- h264, hevc, mjpeg, mpeg4 or other
  width INTEGER NOT NULL,       -- pixels
  height INTEGER NOT NULL,      -- pixels
  fps REAL,                     -- frames a second, NULL when not measured
  seen_at_ms INTEGER NOT NULL,  -- ms since 1970 UTC
  PRIMARY KEY (camera_id, profile)
) STRICT, WITHOUT ROWID;
`,
};
