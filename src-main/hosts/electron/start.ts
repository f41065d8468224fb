/** The one file that touches the real Electron module. */
import { join } from 'node:path';
import * as electron from 'electron';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { Host } from '../host.ts';
import { openSecretFile } from '../secret-file.ts';
import { ElectronHost } from './electron-host.ts';
import { openKeystoreSecrets } from './keystore-secrets.ts';
import { APP_SCHEME, commandLineSwitches, schemePrivileges } from './policy.ts';

export interface ElectronStartOptions {
  /** Everything the program stores; `null` = Electron's usual place. */
  readonly userData: string | null;
  readonly resources: string;
  readonly pages: string;
  readonly preload: string;
  readonly serviceModule: (entry: string) => string;
  readonly deepLink: string | null;
  readonly clock: Clock;
  readonly log: Log;
}

export type ElectronStart = { readonly kind: 'host'; readonly host: Host } | { readonly kind: 'second-start' };

/** Arguments after the program (and, unpacked, after the script). */
export function electronArguments(argv: readonly string[]): readonly string[] {
  return argv.slice(electron.app.isPackaged ? 1 : 2);
}

/** Must be called before Electron is ready: switches and the scheme's rights are fixed then. */
export async function startElectronHost(options: ElectronStartOptions): Promise<ElectronStart> {
  const { app } = electron;
  if (options.userData !== null) app.setPath('userData', options.userData);
  for (const [name, value] of commandLineSwitches) app.commandLine.appendSwitch(name, value);
  electron.protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges: schemePrivileges }]);
  if (!app.requestSingleInstanceLock()) return { kind: 'second-start' };
  await app.whenReady();
  const fallback = () => openSecretFile(join(app.getPath('userData'), 'secret.key'));
  const host = new ElectronHost<electron.MessagePortMain, electron.BrowserWindow>(electron, {
    ...options,
    version: process.versions.electron,
    devTools: !app.isPackaged,
    secrets: await openKeystoreSecrets(electron.safeStorage, process.platform, fallback),
    environment: process.env,
    mainPid: process.pid,
    killProcess: (pid) => {
      process.kill(pid, 'SIGKILL');
    },
  });
  return { kind: 'host', host };
}
