import type { Migration } from '../migrate.ts';

export const migration0007: Migration = {
  version: 7,
  purpose: 'whose edit a proposal is, and the numbers operators call the province’s cameras by',
  script: `
    ALTER TABLE proposal ADD COLUMN made_by TEXT; -- id of the person; offered in no session but theirs
    CREATE TABLE province_camera_number (
      camera_id TEXT PRIMARY KEY,   -- the province's id; no reference: config.db may be deleted
      number INTEGER NOT NULL UNIQUE CHECK (number BETWEEN 1 AND 999999)
    ) STRICT, WITHOUT ROWID;
  `,
};
