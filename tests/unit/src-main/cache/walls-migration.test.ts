import { expect, it } from 'vitest';
import { regularShape } from '../../../../src-contract/model/layout.ts';
import { emptyWall } from '../../../../src-contract/model/wall.ts';
import { openConnection } from '../../../../src-main/cache/database.ts';
import { migrate } from '../../../../src-main/cache/migrate.ts';
import { migrations } from '../../../../src-main/cache/migrations/all.ts';
import { readWalls, storeWall } from '../../../../src-main/cache/queries/wall-and-settings.ts';

it('the wall of version 7 comes up as it was, and can be stored with tiles of any size', () => {
  const db = openConnection(':memory:', { readonly: false });
  migrate(
    db,
    migrations.filter(({ version }) => version <= 7),
  );
  const cells = emptyWall.cells.map((_, cell) => (cell === 40 ? 'cam-0001' : null));
  db.connection.prepare('INSERT INTO wall (id, grid, enlarged, cells) VALUES (1, 9, 2, ?)').run(JSON.stringify(cells));
  migrate(db, migrations);
  const read = readWalls(db);
  expect(read).toEqual([{ screen: 1, wall: { ...emptyWall, shape: regularShape(9), cells, enlarged: 2 } }]);
  const merged = { ...emptyWall, shape: { columns: 3, rows: 2, tiles: [{ column: 0, row: 0, columnSpan: 2, rowSpan: 2 }] } };
  storeWall(db, { screen: 1, wall: merged });
  expect(readWalls(db)).toEqual([{ screen: 1, wall: merged }]);
});
