/** What the program remembers by itself; the stream memory of version 2, which nothing ever wrote, goes. */
import type { Migration } from '../migrate.ts';

export const migration0003: Migration = {
  version: 3,
  purpose: 'what the program remembers by itself',
  script: `
DROP TABLE stream_memory;

CREATE TABLE remembered (
  name TEXT PRIMARY KEY,        -- e.g. window.wall, notice.keystore-file
  value TEXT NOT NULL CHECK (json_valid(value)) -- JSON; whoever remembers judges it when reading
) STRICT, WITHOUT ROWID;
`,
};
