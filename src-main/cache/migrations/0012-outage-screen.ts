/** Which of several windows a tile that was not live was in. */
import type { Migration } from '../migrate.ts';

export const migration0012: Migration = {
  version: 12,
  purpose: 'screen of a tile that was not live',
  // Before there were several windows, everything was on the first.
  script: `
ALTER TABLE outages ADD COLUMN screen INTEGER NOT NULL DEFAULT 1 CHECK (screen BETWEEN 1 AND 8);
`,
};
