import type { Migration } from '../migrate.ts';

export const migration0008: Migration = {
  version: 8,
  purpose: 'walls by screen, with tiles of any size',
  script: `
    CREATE TABLE walls (
      screen INTEGER PRIMARY KEY CHECK (screen BETWEEN 1 AND 8),
      content TEXT NOT NULL CHECK (json_valid(content)) -- JSON of Wall; a wall of version 7 is read as one, see readStoredWall
    ) STRICT;
    INSERT INTO walls (screen, content)
      SELECT 1, json_object('grid', grid, 'cells', json(cells), 'enlarged', enlarged) FROM wall;
    DROP TABLE wall;
  `,
};
