/** The one certificate a camera is trusted by, where no authority vouches for it. */
import type { Migration } from '../migrate.ts';

export const migration0004: Migration = {
  version: 4,
  purpose: 'trusted camera certificates',
  script: `
CREATE TABLE camera_certificates (
  camera_id TEXT PRIMARY KEY REFERENCES cameras (id) ON DELETE CASCADE,
  sha256 TEXT NOT NULL          -- of the whole certificate, 64 capital hex digits; only this one may be shown
) STRICT, WITHOUT ROWID;
`,
};
