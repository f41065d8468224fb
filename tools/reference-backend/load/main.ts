/**
 * npm run backend:load -- [--workstations N] [--per-minute N] [--minutes N] [--batch N]
 *
 * 500 workstations, 20,000 entries a minute for 10 minutes over HTTPS against a fresh backend, one batch in twenty sent twice.
 * Prints one line of JSON; leaves with 1 when an entry was lost, doubled or refused. `DATABASE_URL` names a PostgreSQL whose
 * database is empty; without it SQLite in a folder of its own, removed at the end.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startReferenceBackend } from '../reference-backend.ts';
import { runLoad } from './load.ts';

const { values } = parseArgs({
  options: {
    workstations: { type: 'string', default: '500' },
    'per-minute': { type: 'string', default: '20000' },
    minutes: { type: 'string', default: '10' },
    batch: { type: 'string', default: '40' },
  },
});

const folder = mkdtempSync(join(tmpdir(), 'vms-load-'));
const faults: unknown[] = [];
const backend = await startReferenceBackend({
  dataFolder: folder,
  databaseUrl: process.env['DATABASE_URL'] ?? null,
  host: '127.0.0.1',
  port: 0,
  seed: 19,
  badRows: false,
  simulatorUrl: 'rtsp://127.0.0.1:8554',
  liveCount: 0,
  cameraAccount: { username: 'load', password: 'load' },
  oidc: null,
  alsoAt: [],
  version: '0.0.0',
  now: Date.now,
  onFault: (fault) => faults.push(fault),
});
try {
  const result = await runLoad(backend, {
    workstations: Number(values.workstations),
    entriesAMinute: Number(values['per-minute']),
    minutes: Number(values.minutes),
    batch: Number(values.batch),
    repeatEvery: 20,
    onProgress: (line) => console.error(line),
  });
  console.log(JSON.stringify({ database: backend.database.kind, ...result }));
  for (const fault of faults.slice(0, 3)) console.error(fault);
  process.exitCode = result.lost === 0 && result.doubled === 0 && result.refused === 0 && faults.length === 0 ? 0 : 1;
} finally {
  await backend.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
