import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../../../src-main/base/log.ts';
import { openVault, type KeyWrapper, type Vault } from '../../../../src-main/cache/vault.ts';

const place = { table: 'camera_secrets', row: 'camera-1', column: 'password' };
let directory = '';
const file = (): string => join(directory, 'vault.json');

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vms khoá '));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

/** A keystore that opens only what it wrapped itself. */
function keystore(mark: number, works = { wrap: true, unwrap: true }): KeyWrapper {
  return {
    backend: `test-${mark}`,
    wrap: (plain) =>
      works.wrap ? Promise.resolve(Uint8Array.of(mark, ...plain.map((byte) => byte ^ mark))) : Promise.reject(new Error('no')),
    unwrap: (wrapped) =>
      works.unwrap && wrapped[0] === mark
        ? Promise.resolve(wrapped.subarray(1).map((byte) => byte ^ mark))
        : Promise.reject(new Error('no')),
  };
}
const open = (wrapper: KeyWrapper): Promise<Vault> => openVault({ file: file(), wrapper, random: randomBytes, log: silentLog });

describe('the vault', () => {
  it('opens after a restart what it sealed, Vietnamese letters included', async () => {
    const sealed = (await open(keystore(1))).seal(place, 'mật khẩu 🔒');
    expect((await open(keystore(1))).open(place, sealed)).toBe('mật khẩu 🔒');
  });

  it('seals the same password differently each time, and nowhere in clear', async () => {
    const vault = await open(keystore(1));
    const [first, second] = [vault.seal(place, 'CANARY-1'), vault.seal(place, 'CANARY-1')];
    expect(Buffer.from(first.value).equals(Buffer.from(second.value))).toBe(false);
    expect(Buffer.from(first.value).includes('CANARY')).toBe(false);
  });

  it('opens a value only where it was put and only unchanged', async () => {
    const vault = await open(keystore(1));
    const sealed = vault.seal(place, 'secret');
    expect(vault.open({ ...place, row: 'camera-2' }, sealed)).toBeNull();
    expect(vault.open({ ...place, column: 'username' }, sealed)).toBeNull();
    for (let at = 0; at < sealed.value.length; at += 1) {
      const changed = Uint8Array.from(sealed.value, (byte, index) => (index === at ? byte ^ 1 : byte));
      expect(vault.open(place, { ...sealed, value: changed })).toBeNull();
    }
    expect(vault.open(place, { ...sealed, value: new Uint8Array(3) })).toBeNull();
    expect(vault.open(place, sealed)).toBe('secret');
  });

  it('starts a new key when the keystore changed, and opens the old one again when it is back', async () => {
    const old = (await open(keystore(1))).seal(place, 'old');
    const changed = await open(keystore(2));
    expect([changed.open(place, old), changed.holds(old.keyId), changed.lockedKeys, changed.canSeal]).toEqual([null, false, 1, true]);
    const fresh = changed.seal(place, 'new');
    expect((await open(keystore(2))).open(place, fresh)).toBe('new');
    expect((await open(keystore(1))).open(place, old)).toBe('old');
  });

  it('without a working keystore seals nothing, opens nothing, and keeps its file', async () => {
    const sealed = (await open(keystore(1))).seal(place, 'kept');
    const before = readFileSync(file(), 'utf8');
    const dead = await open(keystore(1, { wrap: false, unwrap: false }));
    expect([dead.canSeal, dead.open(place, sealed)]).toEqual([false, null]);
    expect(() => dead.seal(place, 'x')).toThrow('keystore-unavailable');
    expect(readFileSync(file(), 'utf8')).toBe(before);
  });

  it('sets an unreadable file aside instead of writing over it', async () => {
    writeFileSync(file(), '{"version":1,"keys":"half');
    const vault = await open(keystore(1));
    expect(vault.canSeal).toBe(true);
    expect(readdirSync(directory).sort()).toEqual(['vault.json', 'vault.json.unreadable']);
  });
});
