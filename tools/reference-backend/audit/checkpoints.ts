/** Tree heads of devices: signature, seal and root are checked, then the province cosigns. */
import { createPublicKey } from 'node:crypto';
import { checkpointSealFits, parseCheckpoint } from '../../../src-main/base/ledger/checkpoint.ts';
import type { Checkpoint } from '../../../src-main/base/ledger/checkpoint.ts';
import { hexOf, parseSha256, sha256 } from '../../../src-main/base/ledger/hash.ts';
import { appendLeaf, emptyFrontier, rootOf } from '../../../src-main/base/ledger/merkle.ts';
import { checkSignature, cosignNote, parseNote } from '../../../src-main/base/ledger/signed-note.ts';
import { ownDevice } from '../devices/enrolment.ts';
import type { DeviceRecord, Handler } from '../http/calls.ts';
import { refuse } from '../http/refusal.ts';
import { numberOf, one, textOf } from '../storage/database.ts';
import type { Row, Transaction } from '../storage/database.ts';

/** Steps of the sealing key one request may make us compute. */
const MAX_KEY_STEPS = 1_000_000;

const unverifiable = (at: string) => refuse('checkpoint-unverifiable', { details: { at } });

export const newestNote = async (transaction: Transaction, logId: string, epoch: number): Promise<string | null> => {
  const row = await one(
    transaction.all('SELECT note FROM checkpoint WHERE log_id = ? AND epoch = ? ORDER BY size DESC LIMIT 1', logId, epoch),
  );
  return row === null ? null : textOf(row, 'note');
};

const sealingKeyAt = (first: string, step: number): { readonly step: number; readonly secret: Uint8Array } => {
  if (step > MAX_KEY_STEPS) throw unverifiable('key');
  let secret: Uint8Array = Buffer.from(first, 'base64');
  for (let at = 0; at < step; at += 1) secret = sha256(secret);
  return { step, secret };
};

/** The checkpoint of a note this device signed and sealed for its own log. */
const verified = (given: string, device: DeviceRecord): Checkpoint => {
  const note = parseNote(given);
  if (note === null) throw unverifiable('form');
  const checkpoint = parseCheckpoint(note.text);
  if (checkpoint === null) throw unverifiable('form');
  if (checkpoint.logId !== device.logId) throw unverifiable('origin');
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: device.signingKey }, format: 'jwk' });
  if (checkSignature(note, { name: device.logId, publicKey }) !== 'good') throw unverifiable('signature');
  if (!checkpointSealFits(note.text, checkpoint, sealingKeyAt(device.sealKey, checkpoint.keyStep))) throw unverifiable('seal');
  return checkpoint;
};

const rootAt = async (transaction: Transaction, { logId, epoch, size }: Checkpoint): Promise<string> => {
  const rows = await transaction.all('SELECT hash FROM entry WHERE log_id = ? AND epoch = ? AND seq <= ? ORDER BY seq', logId, epoch, size);
  if (rows.length < size) throw refuse('checkpoint-ahead');
  let frontier = emptyFrontier;
  for (const row of rows) {
    const leaf = parseSha256(textOf(row, 'hash'));
    if (leaf === null) throw new Error('a stored hash is none');
    frontier = appendLeaf(frontier, leaf);
  }
  return hexOf(rootOf(frontier));
};

/** Key steps only grow: an old key in a new checkpoint is one that should be destroyed. */
const checkStep = async (transaction: Transaction, { logId, epoch, size, keyStep }: Checkpoint): Promise<void> => {
  const row = await one(
    transaction.all(
      'SELECT MAX(key_step) AS step FROM checkpoint WHERE log_id = ? AND (epoch < ? OR (epoch = ? AND size < ?))',
      logId,
      epoch,
      epoch,
      size,
    ),
  );
  if (row !== null && row['step'] !== null && keyStep <= numberOf(row, 'step')) throw unverifiable('key');
};

const sameSize = async (transaction: Transaction, { logId, epoch, size }: Checkpoint): Promise<Row | null> =>
  one(transaction.all('SELECT * FROM checkpoint WHERE log_id = ? AND epoch = ? AND size = ?', logId, epoch, size));

export const pushCheckpoint: Handler<'pushCheckpoint'> = async ({ province, transaction, caller, path, body, nowMs }) => {
  const { device } = caller;
  ownDevice(device.deviceId, path.deviceId);
  const checkpoint = verified(body, device);
  await transaction.lock(`log:${device.logId}`);
  const root = await rootAt(transaction, checkpoint);
  if (root !== hexOf(checkpoint.root)) throw refuse('checkpoint-inconsistent');
  const known = await sameSize(transaction, checkpoint);
  if (known !== null) return { status: 200, body: textOf(known, 'note') };
  await checkStep(transaction, checkpoint);
  const note = cosignNote(body, province.keys.witness, Math.floor(nowMs / 1000));
  await transaction.run(
    'INSERT INTO checkpoint (log_id, epoch, size, root, key_step, note) VALUES (?, ?, ?, ?, ?, ?)',
    checkpoint.logId,
    checkpoint.epoch,
    checkpoint.size,
    root,
    checkpoint.keyStep,
    note,
  );
  return { status: 200, body: note };
};

export const witnessedCheckpoint: Handler<'witnessedCheckpoint'> = async ({ transaction, caller, path }) => {
  ownDevice(caller.device.deviceId, path.deviceId);
  const note = await newestNote(transaction, caller.device.logId, path.epoch);
  if (note === null) throw refuse('not-found');
  return { status: 200, body: note };
};
