/** Audit entries: all or nothing, never twice, a second history is kept and told. */
import { hash } from 'node:crypto';
import { auditEntrySchema } from '../../../src-contract/province/schemas.ts';
import type { AuditEntry, EntryHead } from '../../../src-contract/province/schemas.ts';
import { ownDevice } from '../devices/enrolment.ts';
import { setDeviceState } from '../devices/devices.ts';
import type { DeviceRecord, Handler } from '../http/calls.ts';
import { refuse } from '../http/refusal.ts';
import { endSessionsOfDevice } from '../sessions/sessions.ts';
import { numberOf, one, textOf } from '../storage/database.ts';
import type { Row, Transaction } from '../storage/database.ts';
import { newestNote } from './checkpoints.ts';

const MAX_ENTRIES = 500;
const MAX_ENTRY_BYTES = 65_536;
export const NO_ENTRY = '0'.repeat(64);

interface Line {
  readonly entry: AuditEntry;
  readonly bytes: Buffer;
  /** RFC 6962 leaf hash. */
  readonly hash: string;
}

const refusedLine = (line: number, at: string) => refuse('entry-refused', { details: { line, at } });

const readLine = (text: string, index: number): Line => {
  const bytes = Buffer.from(text);
  if (bytes.byteLength > MAX_ENTRY_BYTES) throw refusedLine(index + 1, 'size');
  const json = ((): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      throw refusedLine(index + 1, 'json');
    }
  })();
  const entry = auditEntrySchema.safeParse(json);
  if (!entry.success) throw refusedLine(index + 1, (entry.error.issues[0]?.path ?? []).map(String).join('.') || 'form');
  return { entry: entry.data, bytes, hash: hash('sha256', Buffer.concat([Uint8Array.of(0), bytes])) };
};

const readLines = (body: string): readonly [Line, ...Line[]] => {
  if (!body.endsWith('\n')) throw refuse('invalid-request', { details: { at: 'body' } });
  const texts = body.slice(0, -1).split('\n');
  if (texts.length > MAX_ENTRIES) throw refuse('too-large', { details: { limit: MAX_ENTRIES } });
  const [first, ...rest] = texts.map(readLine);
  if (first === undefined) throw refuse('invalid-request', { details: { at: 'body' } });
  return [first, ...rest];
};

/** Own log, one epoch, consecutive, each naming the one before. */
const checkChain = (lines: readonly [Line, ...Line[]], device: DeviceRecord): void => {
  const [first] = lines;
  let before: Line | null = null;
  for (const [index, line] of lines.entries()) {
    const { entry } = line;
    if (entry.logId !== device.logId) throw refusedLine(index + 1, 'logId');
    if (entry.epoch !== first.entry.epoch) throw refusedLine(index + 1, 'epoch');
    if (entry.seq !== first.entry.seq + index) throw refusedLine(index + 1, 'seq');
    if (before !== null && entry.prev !== before.hash) throw refusedLine(index + 1, 'prev');
    before = line;
  }
};

const checkKey = (key: string, body: string, lines: readonly [Line, ...Line[]]): void => {
  const [{ entry: first }] = lines;
  const last = first.seq + lines.length - 1;
  const wanted = `${first.logId}:${String(first.epoch)}:${String(first.seq)}-${String(last)}:${hash('sha256', body)}`;
  if (key !== wanted) throw refuse('idempotency-key-wrong');
};

const headOf = (row: Row): EntryHead => ({ epoch: numberOf(row, 'epoch'), seq: numberOf(row, 'seq'), hash: textOf(row, 'hash') });

export const logHead = async (
  transaction: Transaction,
  logId: string,
): Promise<{ readonly head: EntryHead | null; readonly state: 'open' | 'forked' }> => {
  const row = await one(transaction.all('SELECT * FROM log WHERE log_id = ?', logId));
  if (row === null) return { head: null, state: 'open' };
  return { head: headOf(row), state: textOf(row, 'state') === 'forked' ? 'forked' : 'open' };
};

/** The first entry of a later epoch must bind the head the server has. */
const checkEpochOpening = ({ entry }: Line, head: EntryHead | null): void => {
  const wanted = head ?? { epoch: 0, seq: 0, hash: NO_ENTRY };
  const { previousEpoch, boundSeq, boundHash } = entry.params;
  const binds = previousEpoch === wanted.epoch && boundSeq === wanted.seq && boundHash === wanted.hash;
  const good = entry.seq === 1 && entry.prev === NO_ENTRY && entry.action === 'log.epoch' && entry.epoch === wanted.epoch + 1 && binds;
  if (!good) throw refuse('epoch-refused', head === null ? {} : { head });
};

/** Keeps the other history beside the first and blocks the device: two machines have one identity, or one rewrote its past. */
const fork = async (transaction: Transaction, device: DeviceRecord, line: Line, head: EntryHead | null, nowMs: number): Promise<never> => {
  const { epoch, seq } = line.entry;
  const kept = await one(
    transaction.all(
      'SELECT seq FROM fork_entry WHERE log_id = ? AND epoch = ? AND seq = ? AND hash = ?',
      device.logId,
      epoch,
      seq,
      line.hash,
    ),
  );
  if (kept === null)
    await transaction.insertAll('INSERT INTO fork_entry (log_id, epoch, seq, hash, bytes, received_at)', [
      [device.logId, epoch, seq, line.hash, line.bytes, nowMs],
    ]);
  await transaction.run(`UPDATE log SET state = 'forked' WHERE log_id = ?`, device.logId);
  await setDeviceState(transaction, device.deviceId, 'blocked');
  await endSessionsOfDevice(transaction, nowMs, device.deviceId, 'device-blocked');
  throw refuse('log-fork', { details: { epoch, seq }, ...(head === null ? {} : { head }), keep: true });
};

/** The lines the server does not have yet. @throws Refusal for a fork, a gap, a wrong epoch */
const newLines = async (
  transaction: Transaction,
  device: DeviceRecord,
  lines: readonly [Line, ...Line[]],
  head: EntryHead | null,
  nowMs: number,
): Promise<readonly Line[]> => {
  const [first] = lines;
  const { epoch, seq } = first.entry;
  const last = seq + lines.length - 1;
  const rows = await transaction.all(
    'SELECT seq, hash FROM entry WHERE log_id = ? AND epoch = ? AND seq >= ? AND seq <= ?',
    device.logId,
    epoch,
    Math.max(1, seq - 1),
    last,
  );
  const known = new Map(rows.map((row) => [numberOf(row, 'seq'), textOf(row, 'hash')]));
  const other = lines.find((line) => (known.get(line.entry.seq) ?? line.hash) !== line.hash);
  if (other !== undefined) return fork(transaction, device, other, head, nowMs);
  const fresh = lines.filter((line) => !known.has(line.entry.seq));
  const [next] = fresh;
  if (next === undefined) return [];
  const opensEpoch = head === null ? epoch !== 1 : epoch !== head.epoch;
  if (opensEpoch) checkEpochOpening(next, head);
  const lastSeq = head !== null && head.epoch === epoch ? head.seq : 0;
  if (next.entry.seq !== lastSeq + 1) throw refuse('log-gap', { details: { expected: lastSeq + 1 }, ...(head === null ? {} : { head }) });
  const prev =
    known.get(next.entry.seq - 1) ??
    (next.entry.seq === 1 ? NO_ENTRY : (lines.find((line) => line.entry.seq === next.entry.seq - 1)?.hash ?? ''));
  if (next.entry.prev !== prev) return fork(transaction, device, next, head, nowMs);
  return fresh;
};

export const pushAudit: Handler<'pushAudit'> = async ({ transaction, caller, path, headers, body, nowMs }) => {
  const { device } = caller;
  ownDevice(device.deviceId, path.deviceId);
  const lines = readLines(body);
  checkKey(headers['Idempotency-Key'], body, lines);
  checkChain(lines, device);
  await transaction.lock(`log:${device.logId}`);
  const { head } = await logHead(transaction, device.logId);
  const fresh = await newLines(transaction, device, lines, head, nowMs);
  const last = fresh.at(-1);
  let acked = head;
  if (last !== undefined) {
    await transaction.insertAll(
      'INSERT INTO entry (log_id, epoch, seq, hash, bytes, received_at)',
      fresh.map((line) => [device.logId, line.entry.epoch, line.entry.seq, line.hash, line.bytes, nowMs]),
    );
    acked = { epoch: last.entry.epoch, seq: last.entry.seq, hash: last.hash };
    await transaction.run('DELETE FROM log WHERE log_id = ?', device.logId);
    await transaction.run(
      `INSERT INTO log (log_id, state, epoch, seq, hash) VALUES (?, 'open', ?, ?, ?)`,
      device.logId,
      acked.epoch,
      acked.seq,
      acked.hash,
    );
  }
  if (acked === null) throw new Error('entries were known of a log that has none');
  return {
    status: 200,
    body: {
      logId: device.logId,
      ackedThrough: acked,
      stored: fresh.length,
      cosignedCheckpoint: await newestNote(transaction, device.logId, acked.epoch),
      serverTime: new Date(nowMs).toISOString(),
    },
  };
};

export const auditHead: Handler<'auditHead'> = async ({ transaction, caller, path, nowMs }) => {
  ownDevice(caller.device.deviceId, path.deviceId);
  const { head, state } = await logHead(transaction, caller.device.logId);
  const cosignedCheckpoint = head === null ? null : await newestNote(transaction, caller.device.logId, head.epoch);
  return { status: 200, body: { logId: caller.device.logId, state, head, cosignedCheckpoint, serverTime: new Date(nowMs).toISOString() } };
};
