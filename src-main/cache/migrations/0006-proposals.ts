import type { Migration } from '../migrate.ts';

export const migration0006: Migration = {
  version: 6,
  purpose: 'edits offered to the province; here and not in config.db, which may be deleted',
  script: `
    CREATE TABLE proposal (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT, -- offered in this order
      proposal_id TEXT NOT NULL UNIQUE,
      content TEXT NOT NULL, -- JSON of Proposal, sent as it is
      made_ms INTEGER NOT NULL, -- UTC of this machine, for people only
      rejection TEXT -- JSON; NULL while it waits for an answer
    ) STRICT;
  `,
};
