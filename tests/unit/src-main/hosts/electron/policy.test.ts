import { describe, expect, test } from 'vitest';
import { isOwnPage, isRequestAllowed, schemePrivileges } from '../../../../../src-main/hosts/electron/policy.ts';
import { openKeystoreSecrets } from '../../../../../src-main/hosts/electron/keystore-secrets.ts';
import type { SafeStorageSurface } from '../../../../../src-main/hosts/electron/surface.ts';
import type { SecretStorage } from '../../../../../src-main/hosts/host.ts';

describe('isOwnPage', () => {
  test.each([
    ['app://vms/', true],
    ['app://vms/index.html?view=wall', true],
    ['APP://vms/x', true],
    ['app://vms@evil/', false],
    ['app://user@vms/', false],
    ['app://vms.evil/', false],
    ['app:vms', false],
    ['http://vms/', false],
    ['javascript:alert(1)//app://vms/', false],
    ['', false],
    ['not a url', false],
  ])('%s: %s', (url, expected) => {
    expect(isOwnPage(url)).toBe(expected);
  });

  test('developer tools load only where they are allowed', () => {
    expect(isRequestAllowed('devtools://devtools/x.js', true)).toBe(true);
    expect(isRequestAllowed('devtools://devtools/x.js', false)).toBe(false);
  });

  test('the scheme does not bypass the content policy', () => {
    expect(schemePrivileges).not.toHaveProperty('bypassCSP');
    expect(schemePrivileges).not.toHaveProperty('corsEnabled');
  });
});

describe('keystore secrets', () => {
  const fallback: SecretStorage = {
    backend: 'file',
    strong: false,
    wrap: (plain) => Promise.resolve(plain),
    unwrap: (wrapped) => Promise.resolve(wrapped),
  };
  const storage = (over: Partial<SafeStorageSurface>): SafeStorageSurface => ({
    isAsyncEncryptionAvailable: () => Promise.resolve(true),
    encryptStringAsync: (plain) => Promise.resolve(Buffer.from(`sealed:${plain}`)),
    decryptStringAsync: (wrapped) =>
      wrapped.toString().startsWith('sealed:') ? Promise.resolve({ result: wrapped.toString().slice(7) }) : Promise.reject(new Error('no')),
    getSelectedStorageBackend: () => 'gnome_libsecret',
    ...over,
  });
  const open = (over: Partial<SafeStorageSurface>, platform: NodeJS.Platform) =>
    openKeystoreSecrets(storage(over), platform, () => Promise.resolve(fallback));

  test('carry any bytes and name the keystore', async () => {
    const secrets = await open({}, 'linux');
    expect(secrets).toMatchObject({ backend: 'gnome_libsecret', strong: true });
    const plain = Uint8Array.from({ length: 256 }, (_value, index) => index);
    expect(new Uint8Array(await secrets.unwrap(await secrets.wrap(plain)))).toEqual(plain);
    await expect(secrets.unwrap(Buffer.from('other'))).rejects.toMatchObject({ kind: 'unavailable', key: 'secret-unreadable' });
    expect((await open({}, 'win32')).backend).toBe('dpapi');
    expect((await open({}, 'darwin')).backend).toBe('keychain');
  });

  test('fall back to the key file where the keystore is none, and never call that strong', async () => {
    expect(await open({ getSelectedStorageBackend: () => 'basic_text' }, 'linux')).toBe(fallback);
    expect(await open({ getSelectedStorageBackend: () => 'unknown' }, 'linux')).toBe(fallback);
    expect(await open({ isAsyncEncryptionAvailable: () => Promise.resolve(false) }, 'win32')).toBe(fallback);
  });
});
