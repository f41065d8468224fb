/** Opens what the workstation stores and says what had to be done to it. */
import { basename, join } from 'node:path';
import type { Notice } from '../../src-contract/ipc/app.ts';
import type { Log } from '../base/log.ts';
import { ConfigFile } from '../cache/config/config-database.ts';
import { openLocalDatabase, type LocalDatabase } from '../cache/local-database.ts';
import type { CameraRow } from '../cache/queries/cameras.ts';
import { openVault, type KeyWrapper, type Vault } from '../cache/vault.ts';
import { cameraNotices, storageNotices, vaultNotices } from './storage-notices.ts';

export interface Storage {
  readonly database: LocalDatabase;
  readonly vault: Vault;
  /** What the province's configuration is kept in; there is none in a profile that was of no province yet. */
  readonly configuration: ConfigFile;
  readonly cameraRows: readonly CameraRow[];
  readonly notices: readonly Notice[];
}

export interface StorageOptions {
  readonly directory: string;
  readonly databaseWorker: URL;
  readonly configurationWorker: URL;
  readonly keystore: KeyWrapper;
  readonly random: (bytes: number) => Uint8Array;
  readonly log: Log;
}

/** Rejects only when the database worker itself cannot start. */
export async function openStorage(options: StorageOptions): Promise<Storage> {
  const { directory, log } = options;
  const configuration = new ConfigFile({ workerUrl: options.configurationWorker, directory, log });
  const [database, vault] = await Promise.all([
    openLocalDatabase({ workerUrl: options.databaseWorker, directory, log }),
    openVault({ file: join(directory, 'vault.json'), wrapper: options.keystore, random: options.random, log }),
  ]);
  const { rows, unreadable } = await database.query('listCameras');
  const locked = rows.filter((row) => row.secret !== null && !vault.holds(row.secret.keyId)).length;
  const notices = [
    ...storageNotices(database.report, (path) => basename(path)),
    ...cameraNotices(unreadable),
    ...vaultNotices(vault, locked),
  ];
  for (const notice of notices) log.warn('storage notice', { key: notice.key, ...notice.details });
  return { database, vault, configuration, cameraRows: rows, notices };
}
