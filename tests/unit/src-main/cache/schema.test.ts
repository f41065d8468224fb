import { expect, it } from 'vitest';
import { openConnection } from '../../../../src-main/cache/database.ts';
import { describeSchema, migrate } from '../../../../src-main/cache/migrate.ts';
import { migrations } from '../../../../src-main/cache/migrations/all.ts';

it('schema.sql is what the migrations make (vitest -u rewrites it)', async () => {
  const db = openConnection(':memory:', { readonly: false });
  migrate(db, migrations);
  await expect(describeSchema(db)).toMatchFileSnapshot('../../../../src-main/cache/schema.sql');
});

it('migrations count up by one without a gap', () => {
  expect(migrations.map((migration) => migration.version)).toEqual(migrations.map((_, index) => index + 1));
});

it('every table is strict', () => {
  const db = openConnection(':memory:', { readonly: false });
  migrate(db, migrations);
  const tables = db.connection.pragma('table_list') as { name: string; strict: number }[];
  const loose = tables.filter((table) => !table.name.startsWith('sqlite_') && table.strict === 0).map((table) => table.name);
  expect(loose).toEqual([]);
});
