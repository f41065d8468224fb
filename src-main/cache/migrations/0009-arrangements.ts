import type { Migration } from '../migrate.ts';

export const migration0009: Migration = {
  version: 9,
  purpose: 'layouts, scenarios and tours people keep',
  script: `
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
  `,
};
