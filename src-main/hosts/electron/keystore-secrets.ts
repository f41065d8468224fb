/** Secrets by the OS keystore through Electron's `safeStorage`. */
import { VmsError } from '../../../src-contract/errors.ts';
import type { SecretStorage } from '../host.ts';
import type { SafeStorageSurface } from './surface.ts';

/**
 * Opens the keystore, or `fallback` (a key file) where there is none: on Linux without a secret service Electron only
 * offers a password compiled into it, which keeps out nobody.
 */
export async function openKeystoreSecrets(
  storage: SafeStorageSurface,
  platform: NodeJS.Platform,
  fallback: () => Promise<SecretStorage>,
): Promise<SecretStorage> {
  const backend = await backendOf(storage, platform);
  if (backend === null) return fallback();
  return {
    backend,
    strong: true,
    async wrap(plain) {
      try {
        return await storage.encryptStringAsync(Buffer.from(plain).toString('base64'));
      } catch (failure) {
        throw new VmsError('unavailable', 'keystore-unavailable', {}, failure);
      }
    },
    async unwrap(wrapped) {
      try {
        const { result } = await storage.decryptStringAsync(Buffer.from(wrapped));
        return Buffer.from(result, 'base64');
      } catch (failure) {
        throw new VmsError('unavailable', 'secret-unreadable', {}, failure);
      }
    },
  };
}

async function backendOf(storage: SafeStorageSurface, platform: NodeJS.Platform): Promise<string | null> {
  if (!(await storage.isAsyncEncryptionAvailable())) return null;
  if (platform === 'win32') return 'dpapi';
  if (platform === 'darwin') return 'keychain';
  const backend = storage.getSelectedStorageBackend();
  return backend === 'basic_text' || backend === 'unknown' ? null : backend;
}
