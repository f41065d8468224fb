import { describe, expect, it } from 'vitest';
import { VmsError } from '../../../../../src-contract/errors.ts';
import type { AuditDraft } from '../../../../../src-contract/model/audit-draft.ts';
import { silentLog } from '../../../../../src-main/base/log.ts';
import type { LedgerDatabase } from '../../../../../src-main/cache/ledger/ledger-database.ts';
import { Audit, systemActor } from '../../../../../src-main/services/audit/audit.ts';
import { deedOf } from '../../../../../src-main/services/audit/record.ts';
import { forgetFirstSealingKey, joinLedgerKeys, ledgerKeys } from '../../../../../src-main/services/audit/ledger-keys.ts';
import { Remembered } from '../../../../../src-main/services/remembered.ts';
import { createFakeStorage } from '../../../../fakes/fake-storage.ts';
import { createFakeVault } from '../../../../fakes/fake-vault.ts';
import { draftOf } from '../../../../fakes/ledger-book.ts';

const person = draftOf('live.start').actor;
const purpose = { id: 'ATGT', caseNo: 'TX-1' };

function desk(ledgerIsThere = true) {
  const order: string[] = [];
  const entries: AuditDraft[] = [];
  const state = { full: false };
  const ledger: Pick<LedgerDatabase, 'ask'> = {
    ask: (_call, args) => {
      if (state.full) return Promise.reject(new VmsError('storage-full', 'storage-full'));
      const { drafts } = args as { readonly drafts: readonly AuditDraft[] }; // the service asks for nothing but appending
      entries.push(...drafts);
      order.push(...drafts.map(({ phase }) => phase));
      return Promise.resolve(undefined as never); // nobody reads the answer
    },
  };
  const audit = new Audit({
    ledger: ledgerIsThere ? ledger : null,
    actor: () => person,
    purpose: () => purpose,
    areaOf: (id) => `19/${id}`,
    log: silentLog,
  });
  const told: boolean[] = [];
  audit.writable.on((writable) => told.push(writable));
  return { audit, entries, order, state, told };
}

describe('an act', () => {
  it('is written before it is done, and again after', async () => {
    const { audit, entries, order } = desk();
    const value = await audit.act({ action: 'camera.remove', object: { kind: 'camera', id: 'c-1', label: null } }, () => {
      order.push('effect');
      return 7;
    });
    expect(value).toBe(7);
    expect(order).toEqual(['intent', 'effect', 'result']);
    expect(entries.map(({ outcome, actor }) => [outcome, actor])).toEqual([
      ['pending', person],
      ['done', person],
    ]);
  });

  it('says what it was for and where, unless the program itself did it', async () => {
    const { audit, entries } = desk();
    await audit.happened({ action: 'live.start', object: { kind: 'camera', id: 'c-1', label: null } });
    await audit.happened({ action: 'app.stop', actor: systemActor });
    expect(entries.map(({ purpose: what, caseNumber, area }) => [what, caseNumber, area])).toEqual([
      ['ATGT', 'TX-1', '19/c-1'],
      [null, null, null],
    ]);
  });

  it.each([
    [new VmsError('denied', 'denied'), 'refused', 'denied'],
    [new VmsError('conflict', 'camera-number-taken'), 'failed', 'camera-number-taken'],
    [new Error('a bug with a secret in it'), 'failed', 'internal'],
  ])('that fails says how, and nothing more: %s', async (failure, outcome, reason) => {
    const { audit, entries } = desk();
    await expect(audit.act({ action: 'camera.add' }, () => Promise.reject(failure))).rejects.toBe(failure);
    expect(entries.at(-1)).toMatchObject({ phase: 'result', outcome, reason });
    expect(JSON.stringify(entries)).not.toContain('secret');
  });

  it('is refused, with nothing done, where it cannot be written', async () => {
    const { audit, state, told } = desk();
    state.full = true;
    let done = false;
    const effect = (): void => {
      done = true;
    };
    await expect(audit.act({ action: 'camera.add' }, effect)).rejects.toMatchObject({ kind: 'unavailable', key: 'ledger-unwritable' });
    expect([done, told, audit.canWrite]).toEqual([false, [false], false]);
    state.full = false;
    await audit.act({ action: 'camera.add' }, effect);
    expect([done, told]).toEqual([true, [false, true]]);
  });

  it('is refused where there is no ledger at all', async () => {
    const { audit } = desk(false);
    expect(audit.canWrite).toBe(false);
    await expect(audit.act({ action: 'camera.add' }, () => undefined)).rejects.toMatchObject({ key: 'ledger-unwritable' });
  });
});

describe('what merely happens', () => {
  it('is one entry, of whoever sits here or of the program', async () => {
    const { audit, entries } = desk();
    await audit.happened({ action: 'live.start' });
    await audit.happened({ action: 'app.start', actor: systemActor }, 'done');
    expect(entries.map(({ action, phase, actor }) => [action, phase, actor.userId])).toEqual([
      ['live.start', 'event', person.userId],
      ['app.start', 'event', 'system'],
    ]);
  });

  it('goes on without an entry, and says that once', async () => {
    const { audit, state, told } = desk();
    state.full = true;
    await audit.happened({ action: 'live.start' });
    await audit.happened({ action: 'live.stop' });
    expect(told).toEqual([false]);
  });
});

describe('keys of the log', () => {
  let ids = 0;
  const making = {
    random: (bytes: number) => new Uint8Array(bytes).fill(5),
    newId: () => `019a0000-0000-7000-8000-00000000000${(ids += 1)}`,
  };

  it('are made once and come back after a restart', async () => {
    const storage = createFakeStorage();
    const made = await ledgerKeys(await Remembered.load(storage), createFakeVault(), making);
    const again = await ledgerKeys(await Remembered.load(storage), createFakeVault(), making);
    expect(again).toEqual(made);
    expect(JSON.stringify(await storage.query('listRemembered'))).not.toContain(
      Buffer.from(made?.keys.signingKey ?? []).toString('base64'),
    );
  });

  it('are made anew where the keystore no longer opens them, and are none where nothing can be sealed', async () => {
    const storage = createFakeStorage();
    const made = await ledgerKeys(await Remembered.load(storage), createFakeVault(), making);
    const locked = { ...createFakeVault(), open: () => null };
    expect((await ledgerKeys(await Remembered.load(storage), locked, making))?.keys.logId).not.toBe(made?.keys.logId);
    expect(await ledgerKeys(await Remembered.load(storage), { ...locked, canSeal: false }, making)).toBeNull();
  });

  it('are the province’s once it is joined, with its first sealing key until the log has begun and the one before for good', async () => {
    const storage = createFakeStorage();
    const vault = createFakeVault();
    const own = await ledgerKeys(await Remembered.load(storage), vault, making);
    const joined = { logId: '019a0000-0000-7000-8000-0000000000ff', signingKey: Uint8Array.of(1, 2), sealKey: new Uint8Array(32).fill(8) };
    const next = await joinLedgerKeys(await Remembered.load(storage), vault, joined, making.random);
    expect(next).toMatchObject({ keys: { logId: joined.logId }, previous: own?.keys, firstSealingKey: joined.sealKey });
    const restarted = await Remembered.load(storage);
    expect(await ledgerKeys(restarted, vault, making)).toEqual(next);
    expect(await joinLedgerKeys(restarted, vault, joined, making.random)).toEqual(next);
    await forgetFirstSealingKey(restarted, vault, next.keys);
    expect((await ledgerKeys(await Remembered.load(storage), vault, making))?.firstSealingKey).toEqual(making.random(32));
  });

  it('are not used before they are stored', async () => {
    const storage = createFakeStorage();
    const remembered = await Remembered.load(storage);
    storage.failNext(new VmsError('storage-full', 'storage-full'));
    await expect(ledgerKeys(remembered, createFakeVault(), making)).rejects.toMatchObject({ kind: 'storage-full' });
    expect(await storage.query('listRemembered')).toEqual({});
  });
});

describe('a call from a window', () => {
  it.each([
    [
      'with an id',
      { objectId: 'c-1', objectName: 'Cổng' },
      { object: { kind: 'camera', id: 'c-1', label: 'Cổng' }, params: { channel: 'cameras.x' } },
    ],
    ['that makes something', { objectId: null, objectName: 'Cổng' }, { object: null, params: { channel: 'cameras.x', name: 'Cổng' } }],
    ['that names nothing', { objectId: null, objectName: null }, { object: null, params: { channel: 'cameras.x' } }],
  ])('%s is told as such', (_, named, deed) => {
    expect(deedOf({ action: 'camera.add', channel: 'cameras.x', ...named })).toEqual({ action: 'camera.add', ...deed });
  });
});
