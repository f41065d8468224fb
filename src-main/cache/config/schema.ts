import type { Migration } from '../migrate.ts';

/**
 * `config.db`: the province's configuration, what has arrived of the next checkpoint, and where the feed stands.
 * All of it can be fetched again, so a file of another version, or a broken one, is deleted.
 */
export const configMigrations: readonly Migration[] = [
  {
    version: 1,
    purpose: 'items, staged items and the position in the feed',
    script: `
      CREATE TABLE item (
        type TEXT NOT NULL,
        id TEXT NOT NULL,
        rev TEXT NOT NULL,
        document TEXT, -- as received; NULL for a refused item, which only counts for the root hash
        refusal TEXT CHECK ((document IS NULL) = (refusal IS NOT NULL)),
        keep_until_ms INTEGER, -- end of consent, server time
        PRIMARY KEY (type, id)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE staged (
        position INTEGER PRIMARY KEY,
        type TEXT NOT NULL,
        id TEXT NOT NULL,
        rev TEXT NOT NULL,
        judgement TEXT -- JSON; NULL for a tombstone
      ) STRICT;
      CREATE TABLE feed (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        cursor TEXT, -- of the checkpoint applied last
        checkpoint_id INTEGER,
        run TEXT NOT NULL CHECK (run IN ('snapshot', 'changes')),
        next TEXT, -- what to ask for; NULL: the first page of a snapshot
        run_root TEXT -- of the checkpoint a begun snapshot belongs to
      ) STRICT;
      INSERT INTO feed (one, run) VALUES (1, 'snapshot');
    `,
  },
  {
    version: 2,
    purpose:
      'the statement of the checkpoint in use, so that what lies on the disk is believed no more than what came over the line; sealed credentials',
    script: `
      ALTER TABLE feed ADD COLUMN statement TEXT; -- JSON of SignedStatement
      CREATE TABLE credential (
        camera_id TEXT PRIMARY KEY,
        credential_rev INTEGER NOT NULL,
        sealed TEXT NOT NULL -- compact JWE to the key of this device, as received
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    version: 3,
    purpose: 'scenarios are known now: those counted as refused come with a new snapshot, and what is held stays in use until then',
    script: `
      UPDATE feed SET run = 'snapshot', next = NULL, run_root = NULL
        WHERE EXISTS (SELECT 1 FROM item WHERE type = 'scenario') OR EXISTS (SELECT 1 FROM staged WHERE type = 'scenario');
    `,
  },
];
