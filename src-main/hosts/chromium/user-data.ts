import { posix, win32 } from 'node:path';

/**
 * Where this host keeps its data when the command line names no place. Apart from Electron's directory, because
 * secrets are wrapped by another key here and neither host could read the other's.
 */
export function defaultUserData(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
  home: string,
): string {
  const name = 'thai-nguyen-vms-chromium';
  if (platform === 'win32') return win32.join(environment['APPDATA'] ?? win32.join(home, 'AppData', 'Roaming'), name);
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', name);
  const configured = environment['XDG_CONFIG_HOME'] ?? '';
  return posix.join(posix.isAbsolute(configured) ? configured : posix.join(home, '.config'), name);
}
