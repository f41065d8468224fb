import { spawn } from 'node:child_process';
import { X509Certificate, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { connect } from 'node:tls';
import type { ConnectionOptions } from 'node:tls';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { openAuthority } from '../../../tools/reference-backend/keys/authority.ts';
import { DeviceClient } from '../../../tools/reference-backend/load/device-client.ts';
import { runLoad } from '../../../tools/reference-backend/load/load.ts';
import { startTestProvince } from '../../fakes/province/running-backend.ts';
import type { TestProvince } from '../../fakes/province/running-backend.ts';

const root = resolve(import.meta.dirname, '../../..');
let province: TestProvince;
beforeAll(async () => {
  province = await startTestProvince(null, { now: Date.now });
});
afterAll(() => province.close());

const handshake = (options: ConnectionOptions) =>
  new Promise<string>((done) => {
    const { hostname, port } = new URL(province.backend.url);
    const socket = connect({ host: hostname, port: Number(port), ca: province.backend.keys.authority.rootPem, ...options }, () => {
      done(socket.getProtocol() ?? '');
      socket.destroy();
    });
    socket.on('error', (failure: NodeJS.ErrnoException) => done(failure.code ?? failure.message));
  });

it('speaks TLS 1.2 and 1.3 under the province’s own CA, and nothing older', async () => {
  expect(await handshake({})).toBe('TLSv1.3');
  expect(await handshake({ maxVersion: 'TLSv1.2' })).toBe('TLSv1.2');
  expect(await handshake({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' })).toMatch(/ERR_SSL|ECONNRESET/u);
});

it('is refused under another CA and under another name', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vms-ca-'));
  const other = await openAuthority(folder, Date.now());
  expect(await handshake({ ca: other.rootPem })).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
  expect(await handshake({ servername: 'example.vn' })).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
  rmSync(folder, { recursive: true, force: true });
});

it('keeps its CA over a restart, and its keys for its owner only', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vms-ca-'));
  const first = await openAuthority(folder, Date.now());
  const second = await openAuthority(folder, Date.now());
  expect(second.rootPem).toBe(first.rootPem);
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const certificate = new X509Certificate(await second.issueForServer(key, ['127.0.0.1', 'vms.example.vn'], Date.now()));
  expect(certificate.verify(new X509Certificate(first.rootPem).publicKey)).toBe(true);
  expect(certificate.subjectAltName).toContain('vms.example.vn');
  if (process.platform !== 'win32') expect(statSync(join(folder, 'ca.key.pem')).mode & 0o077).toBe(0);
  rmSync(folder, { recursive: true, force: true });
});

const factsSchema = z.object({
  url: z.string(),
  ca: z.string(),
  caSha256: z.string(),
  codes: z.array(z.string()).min(1),
  database: z.literal('sqlite'),
});

it('runs alone, says where, takes a workstation, and ends when its input closes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vms một mình '));
  const { DATABASE_URL: _, ...env } = process.env;
  const child = spawn(process.execPath, [join(root, 'tools/reference-backend/main.ts'), '--json', '--port', '0', '--data', folder], {
    env,
    stdio: 'pipe',
  });
  const gone = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
  const line = await new Promise<string>((done) => createInterface({ input: child.stdout }).once('line', done));
  const facts = factsSchema.parse(JSON.parse(line));
  const ca = readFileSync(facts.ca, 'utf8');
  expect(new X509Certificate(ca).fingerprint256).toBe(facts.caSha256);
  const client = new DeviceClient(facts.url, ca);
  expect((await client.enrol(facts.codes[0] ?? '')).status).toBe(201);
  client.dispose();
  child.stdin.end();
  expect(await gone).toBe(0);
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}, 60_000);

it('says in one line why it does not start', async () => {
  const child = spawn(process.execPath, [join(root, 'tools/reference-backend/main.ts'), '--port', 'many'], { stdio: 'pipe' });
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (part: string) => (text += part));
  const code = await new Promise<number | null>((done) => child.once('close', (value) => done(value)));
  expect(code).toBe(1);
  expect(text).toBe('The reference backend did not start: --port takes a whole number from 0 to 65535\n');
}, 60_000);

it('keeps the books of many workstations that push at once, some batches twice', async () => {
  const result = await runLoad(province.backend, {
    workstations: 10,
    entriesAMinute: 60_000,
    minutes: 0.02,
    batch: 40,
    repeatEvery: 3,
    onProgress: () => {},
  });
  expect(result).toMatchObject({ written: 1200, stored: 1200, lost: 0, doubled: 0, refused: 0, repeatedBatches: 10 });
});
