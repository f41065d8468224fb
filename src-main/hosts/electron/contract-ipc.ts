/** The contract over Electron's IPC: judges the sender, then passes the call on. */
import type { Reply } from '../../../src-contract/ipc/builder.ts';
import { electronChannels } from '../../../src-contract/ipc/electron-channels.ts';
import type { Log } from '../../base/log.ts';
import type { ContractEndpoint } from '../host.ts';
import { windowIdOf } from './electron-window.ts';
import { isOwnPage } from './policy.ts';
import type { ElectronSurface, IpcEventSurface, PortSurface, WindowSurface } from './surface.ts';

/** Whether a message comes from the top frame of one of our pages, in one of our windows. */
export function isTrustedSender(event: IpcEventSurface, isOurWindow: (windowId: string) => boolean): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && isOwnPage(frame.url) && isOurWindow(windowIdOf(event.sender.id));
}

export interface ContractIpcOptions {
  readonly ipcMain: ElectronSurface<PortSurface, WindowSurface<PortSurface>>['ipcMain'];
  readonly isOurWindow: (windowId: string) => boolean;
  readonly endpoint: () => ContractEndpoint | null;
  readonly log: Log;
}

/** Registers the two channels there are. */
export function listenForCalls({ ipcMain, isOurWindow, endpoint, log }: ContractIpcOptions): void {
  const trusted = (event: IpcEventSurface): boolean => {
    const yes = isTrustedSender(event, isOurWindow);
    if (!yes)
      log.warn('call from an untrusted sender refused', { contents: event.sender.id, url: event.senderFrame?.url.slice(0, 200) ?? '' });
    return yes;
  };
  ipcMain.handle(electronChannels.invoke, (event, channel, payload): Reply | Promise<Reply> => {
    if (!trusted(event)) return refusal('untrusted-sender', 'untrusted-sender');
    if (typeof channel !== 'string') return refusal('unknown-channel', 'unknown-channel');
    return endpoint()?.invoke(windowIdOf(event.sender.id), channel, payload) ?? refusal('unavailable', 'starting');
  });
  ipcMain.on(electronChannels.send, (event, channel, payload) => {
    if (trusted(event) && typeof channel === 'string') endpoint()?.send(windowIdOf(event.sender.id), channel, payload);
  });
}

function refusal(kind: 'untrusted-sender' | 'unknown-channel' | 'unavailable', key: string): Reply {
  return { ok: false, error: { kind, key, details: {} } };
}
