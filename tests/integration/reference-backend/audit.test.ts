import { createPublicKey } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { beforeEach, expect, it } from 'vitest';
import { auditAcknowledgementSchema, auditHeadSchema, problemSchema } from '../../../src-contract/province/schemas.ts';
import { cosignedAt, parseNote } from '../../../src-main/base/ledger/signed-note.ts';
import { freshDeviceKeys } from '../../../tools/reference-backend/load/device-client.ts';
import type { DeviceClient, Reply } from '../../../tools/reference-backend/load/device-client.ts';
import { AuditLog, batchOf } from '../../fakes/province/audit-log.ts';
import { onEachDatabase } from '../../fakes/province/each-database.ts';

const problemOf = (reply: Reply) => problemSchema.parse(JSON.parse(reply.text));
const kindOf = (reply: Reply) => problemOf(reply).kind;

onEachDatabase('the audit log', (province) => {
  let client: DeviceClient;
  let log: AuditLog;
  let token = '';
  beforeEach(async () => {
    client = await province().workstation();
    token = (await client.signIn({ kind: 'device' })).accessToken;
    log = new AuditLog(client.device.logId, client.keys);
  });
  const path = () => ({ deviceId: client.device.deviceId });
  const push = (lines: readonly string[], changes: object = {}) =>
    client.call('pushAudit', { token, path: path(), ...batchOf(lines), ...changes });
  const pushCheckpoint = (body: string) => client.call('pushCheckpoint', { token, path: path(), body });
  const acknowledged = (reply: Reply) => {
    expect(reply.status, reply.text).toBe(200);
    return auditAcknowledgementSchema.parse(JSON.parse(reply.text));
  };
  const head = async () => auditHeadSchema.parse(JSON.parse((await client.call('auditHead', { token, path: path() })).text));
  const stored = (table: 'entry' | 'fork_entry') =>
    province().backend.database.transaction(async (transaction) => {
      const rows = await transaction.all(`SELECT seq, bytes FROM ${table} WHERE log_id = ? ORDER BY epoch, seq`, client.device.logId);
      return rows.map(({ bytes }) => Buffer.from(bytes as Uint8Array).toString('utf8'));
    });

  it('keeps exact bytes once, however often and however cut they come', async () => {
    expect((await head()).head).toBeNull();
    const lines = log.addMany(5);
    expect(acknowledged(await push(lines.slice(0, 3)))).toMatchObject({ stored: 3, ackedThrough: { epoch: 1, seq: 3 } });
    expect(acknowledged(await push(lines.slice(0, 3)))).toMatchObject({ stored: 0, ackedThrough: { seq: 3 } });
    expect(acknowledged(await push(lines.slice(1)))).toMatchObject({ stored: 2, ackedThrough: { epoch: 1, seq: 5, hash: log.head } });
    expect(await stored('entry')).toEqual(lines);
    expect((await head()).head).toEqual({ epoch: 1, seq: 5, hash: log.head });
  });

  it('takes gzip, and 500 entries at most', async () => {
    const lines = log.addMany(501);
    expect(kindOf(await push(lines))).toBe('too-large');
    const { body, headers } = batchOf(lines.slice(0, 500));
    const reply = await client.call('pushAudit', {
      token,
      path: path(),
      body: gzipSync(body),
      headers: { ...headers, 'content-encoding': 'gzip' },
    });
    expect(acknowledged(reply).stored).toBe(500);
    const broken = await client.call('pushAudit', {
      token,
      path: path(),
      body: gzipSync(body).subarray(0, 90),
      headers: { ...headers, 'content-encoding': 'gzip' },
    });
    expect(kindOf(broken)).toBe('invalid-request');
    const bomb = await client.call('pushAudit', {
      token,
      path: path(),
      body: gzipSync(Buffer.alloc(20_000_000)),
      headers: { ...headers, 'content-encoding': 'gzip' },
    });
    expect(kindOf(bomb)).toBe('too-large');
    const huge = await client.call('pushAudit', { token, path: path(), body: 'x'.repeat(1_100_000), headers });
    expect(huge.status).toBe(413);
  });

  it('refuses another media type, a wrong key, a cut body and a key that is missing', async () => {
    const lines = log.addMany(2);
    const { body, headers } = batchOf(lines);
    const send = (changes: object) => client.call('pushAudit', { token, path: path(), body, headers, ...changes });
    expect(kindOf(await send({ headers: { ...headers, 'content-type': 'text/html' } }))).toBe('unsupported-media-type');
    expect(kindOf(await send({ headers: { ...headers, 'content-encoding': 'br' } }))).toBe('invalid-request');
    expect(kindOf(await send({ headers: {} }))).toBe('invalid-request');
    expect(kindOf(await send({ body: body.replace('app.start', 'app.stop') }))).toBe('idempotency-key-wrong');
    expect(kindOf(await send({ body: body.slice(0, -1) }))).toBe('invalid-request');
    expect(await stored('entry')).toEqual([]);
  });

  it('names the line and the place of an entry that is not good, and stores none of the batch', async () => {
    const good = log.add();
    const broken: readonly (readonly [string, object])[] = [
      ['prev', { prev: 'f'.repeat(64) }],
      ['seq', { seq: 7 }],
      ['logId', { logId: '0193c1a0-5b7f-7000-9000-000000000000' }],
      ['action', { action: 'Live' }],
      ['utc', { utc: '2026-11-21 07:15' }],
    ];
    for (const [at, change] of broken) {
      const bad = JSON.stringify({ ...(JSON.parse(log.lines[1] ?? log.add()) as object), ...change });
      expect(problemOf(await push([good, bad]))).toMatchObject({ kind: 'entry-refused', details: { line: 2, at } });
    }
    expect(kindOf(await push([good, '{"v":1'.padEnd(20, ' ')].map((line, at) => (at === 0 ? line : good))))).toBe('entry-refused');
    expect(await stored('entry')).toEqual([]);
  });

  it('refuses a gap and says what it expects', async () => {
    const lines = log.addMany(4);
    acknowledged(await push(lines.slice(0, 1)));
    expect(problemOf(await push(lines.slice(2)))).toMatchObject({ kind: 'log-gap', details: { expected: 2 }, head: { seq: 1 } });
  });

  it('keeps both histories of a fork, blocks the device, and lets an administrator release it', async () => {
    const lines = log.addMany(3);
    acknowledged(await push(lines));
    const twin = new AuditLog(client.device.logId, client.keys);
    twin.lines.push(lines[0]!);
    twin.add({ action: 'live.start' });
    const forked = problemOf(await push(twin.lines));
    expect(forked).toMatchObject({ kind: 'log-fork', details: { epoch: 1, seq: 2 }, head: { seq: 3 } });
    expect(await stored('entry')).toEqual(lines);
    expect(await stored('fork_entry')).toEqual([twin.lines[1]]);
    expect(kindOf(await client.call('signIn', { body: { kind: 'device' } }))).toBe('device-blocked');
    expect(kindOf(await push(log.addMany(1)))).toBe('session-ended');
  });

  it('takes a new epoch only when it binds the head it has', async () => {
    const lines = log.addMany(3);
    acknowledged(await push(lines));
    const known = (await head()).head!;
    const wrong = new AuditLog(client.device.logId, client.keys);
    wrong.openEpoch({ seq: 2, hash: known.hash }, 1);
    expect(problemOf(await push(wrong.lines))).toMatchObject({ kind: 'epoch-refused', head: known });
    const skipping = new AuditLog(client.device.logId, client.keys);
    skipping.epoch = 2;
    skipping.openEpoch(known, 1);
    expect(kindOf(await push(skipping.lines))).toBe('epoch-refused');
    log.openEpoch(known);
    expect(acknowledged(await push(log.lines))).toMatchObject({ ackedThrough: { epoch: 2, seq: 1 } });
    expect(acknowledged(await push(log.addMany(2)))).toMatchObject({ ackedThrough: { epoch: 2, seq: 3 } });
    const late = new AuditLog(client.device.logId, client.keys);
    late.lines.push(...lines);
    late.add();
    expect(kindOf(await push(late.lines.slice(3)))).toBe('epoch-refused');
  });

  it('cosigns a checkpoint it can recompute, and gives it back', async () => {
    acknowledged(await push(log.addMany(7)));
    const note = log.checkpoint();
    const reply = await pushCheckpoint(note);
    expect(reply.status, reply.text).toBe(200);
    expect(reply.text.startsWith(note)).toBe(true);
    const { witness } = province().backend.keys;
    const seen = cosignedAt(parseNote(reply.text)!, { name: witness.name, publicKey: createPublicKey(witness.privateKey) });
    expect(seen).toBe(Math.floor(province().clock.nowMs / 1000));
    expect((await pushCheckpoint(note)).text).toBe(reply.text);
    const again = await client.call('witnessedCheckpoint', { token, path: { ...path(), epoch: '1' } });
    expect(again.text).toBe(reply.text);
    expect((await head()).cosignedCheckpoint).toBe(reply.text);
    expect(acknowledged(await push(log.addMany(1))).cosignedCheckpoint).toBe(reply.text);
    expect(kindOf(await client.call('witnessedCheckpoint', { token, path: { ...path(), epoch: '2' } }))).toBe('not-found');
    expect(kindOf(await client.call('witnessedCheckpoint', { token, path: { ...path(), epoch: '0' } }))).toBe('invalid-request');
  });

  it('refuses a checkpoint of another key, seal, log or history, of entries it lacks, and of an old sealing key', async () => {
    acknowledged(await push(log.addMany(4)));
    const at = async (note: string) => problemOf(await pushCheckpoint(note));
    const unverifiable = (where: string) => expect.objectContaining({ kind: 'checkpoint-unverifiable', details: { at: where } }) as unknown;
    expect(await at('no note')).toEqual(unverifiable('form'));
    expect(await at(log.checkpoint({ signer: freshDeviceKeys() }))).toEqual(unverifiable('signature'));
    expect(await at(log.checkpoint({ sealing: { step: 3, secret: Buffer.alloc(32) } }))).toEqual(unverifiable('seal'));
    expect(await at(log.checkpoint({ sealing: { step: 99_000_000, secret: Buffer.alloc(32) } }))).toEqual(unverifiable('key'));
    const other = new AuditLog('0193c1a0-5b7f-7000-9000-000000000000', client.keys);
    other.addMany(4);
    expect(await at(other.checkpoint())).toEqual(unverifiable('origin'));
    const twin = new AuditLog(client.device.logId, client.keys);
    twin.addMany(4);
    expect((await at(twin.checkpoint())).kind).toBe('checkpoint-inconsistent');
    log.add();
    expect((await at(log.checkpoint())).kind).toBe('checkpoint-ahead');
    expect((await pushCheckpoint(log.checkpoint({ size: 4 }))).status).toBe(200);
    acknowledged(await push(log.lines.slice(4)));
    expect(await at(log.checkpoint({ sealing: { step: 0, secret: client.keys.sealKey } }))).toEqual(unverifiable('key'));
  });

  it('serves only the device its token is of', async () => {
    const other = await province().workstation();
    const reply = await client.call('pushAudit', { token, path: { deviceId: other.device.deviceId }, ...batchOf(log.addMany(1)) });
    expect(kindOf(reply)).toBe('denied');
    expect(kindOf(await client.call('auditHead', { token, path: { deviceId: other.device.deviceId } }))).toBe('denied');
    expect(kindOf(await client.call('auditHead', { token, path: { deviceId: 'not-a-device' } }))).toBe('invalid-request');
  });

  it('says 503 with a time while it takes no writes', async () => {
    province().backend.setMaintenance(true);
    const reply = await push(log.addMany(1));
    province().backend.setMaintenance(false);
    expect(kindOf(reply)).toBe('unavailable');
    expect(reply.headers['retry-after']).toBe('60');
    acknowledged(await push(log.lines));
  });

  it('broke none of its promises, in the eyes of an independent validator too', () => {
    expect(province().faults).toEqual([]);
    expect(province().proxy.violations).toEqual([]);
  });
});
