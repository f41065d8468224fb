/** Shows a page in the browser the person uses for everything else; not in one of our windows, which have no network. */
import { spawn } from 'node:child_process';
import { VmsError } from '../../src-contract/errors.ts';

/** Program and arguments; no shell, so that nothing in an address is a command. */
export function openerOf(platform: NodeJS.Platform, url: string): readonly [program: string, ...args: string[]] {
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', url];
  return [platform === 'darwin' ? 'open' : 'xdg-open', url];
}

/** Rejects `invalid-argument` for anything but https, `unavailable` where the system has no way to open a page. */
export function openInBrowser(url: string): Promise<void> {
  const parsed = URL.parse(url);
  if (parsed?.protocol !== 'https:') return Promise.reject(new VmsError('invalid-argument', 'page-not-opened'));
  const [program, ...args] = openerOf(process.platform, parsed.href);
  return new Promise((resolve, reject) => {
    const opener = spawn(program, args, { detached: true, stdio: 'ignore', windowsHide: true });
    opener.once('error', (failure) => {
      reject(new VmsError('unavailable', 'page-not-opened', {}, failure));
    });
    opener.once('spawn', () => {
      opener.unref();
      resolve();
    });
  });
}
