import type { Migration } from '../migrate.ts';

/** Who vouched for the doer, as the entry itself says; NULL for a pruned body and for damaged bytes, which are no JSON. */
export const MODE_OF_ENTRY = `CASE WHEN json_valid(CAST(bytes AS TEXT)) THEN json_extract(CAST(bytes AS TEXT), '$.actor.mode') END`;

/**
 * `ledger.db`: entries as their exact bytes, tree heads, and the one row that says how to go on.
 * What has not been acknowledged by the province is what comes after `acked_*`: the outbox is the log itself.
 */
export const ledgerMigrations: readonly Migration[] = [
  {
    version: 1,
    purpose: 'audit entries, checkpoints and the state of the log',
    script: `
      CREATE TABLE entry (
        epoch INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        bytes BLOB, -- NULL once pruned; the hash stays for ever
        leaf BLOB NOT NULL CHECK (length(leaf) = 32),
        at_ms INTEGER NOT NULL, -- these four repeat what the bytes say, for finding entries
        action TEXT NOT NULL,
        user_id TEXT NOT NULL,
        object_id TEXT,
        PRIMARY KEY (epoch, seq)
      ) STRICT;
      CREATE INDEX entry_by_time ON entry (at_ms);
      CREATE TABLE checkpoint (
        epoch INTEGER NOT NULL,
        size INTEGER NOT NULL,
        note TEXT NOT NULL,
        PRIMARY KEY (epoch, size)
      ) STRICT;
      CREATE TABLE log_state (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        log_id TEXT NOT NULL,
        epoch INTEGER NOT NULL,
        size INTEGER NOT NULL,
        peaks BLOB NOT NULL,
        last BLOB,
        checkpoint_size INTEGER NOT NULL,
        key_step INTEGER NOT NULL,
        sealed_key BLOB NOT NULL,
        acked_epoch INTEGER NOT NULL,
        acked_seq INTEGER NOT NULL,
        clean INTEGER NOT NULL -- 0 while a program has the file open
      ) STRICT;
    `,
  },
  {
    version: 2,
    purpose: 'entries found by person, act, thing and outcome; when a head was signed and witnessed',
    script: `
      ALTER TABLE entry ADD COLUMN outcome TEXT NOT NULL DEFAULT '';
      UPDATE entry SET outcome = coalesce(json_extract(CAST(bytes AS TEXT), '$.outcome'), '')
      WHERE bytes IS NOT NULL AND json_valid(CAST(bytes AS TEXT));
      CREATE INDEX entry_by_user ON entry (user_id, at_ms);
      CREATE INDEX entry_by_action ON entry (action, at_ms);
      CREATE INDEX entry_by_object ON entry (object_id, at_ms);
      ALTER TABLE checkpoint ADD COLUMN at_ms INTEGER NOT NULL DEFAULT 0; -- 0: signed before it was noted
      ALTER TABLE checkpoint ADD COLUMN witnessed_ms INTEGER; -- as the province's cosignature says; the note then carries it
    `,
  },
  {
    version: 3,
    purpose: 'entries found by outcome, and by who vouched for the doer, without reading every one',
    script: `
      CREATE INDEX entry_by_outcome ON entry (outcome, at_ms);
      CREATE INDEX entry_by_mode ON entry (${MODE_OF_ENTRY}, at_ms);
    `,
  },
];
