/** The window's way to main under either host. */
import { createClient, type Client, type WindowTransport } from '../../src-contract/ipc/builder.ts';
import { MEDIA_PORT_MESSAGE } from '../../src-contract/ipc/port-message.ts';
import { contract, type VmsContract } from '../../src-contract/ipc/schema.ts';
import { VmsError, type WireError } from '../../src-contract/errors.ts';
import type { MediaLinkEndpoint } from '../lib/media-link-endpoint.ts';
import { hearingRefusals } from './refusals.ts';
import { SocketTransport, type ContractSocket } from './socket-transport.ts';
import './window-globals.ts';

const PORT_PATIENCE_MS = 5000;

/** The part of the page's `window` used here. */
export type BridgePage = Pick<Window, 'vmsTransport' | 'setTimeout' | 'clearTimeout'> & {
  readonly location: Pick<Location, 'host' | 'search'>;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  removeEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
};

export interface Bridge {
  readonly vms: Client<VmsContract>;
  /**
   * Where the decode worker reaches the media process; ask again after a link broke. Rejects `unavailable` when main
   * has no media process to link at the moment.
   */
  mediaLink(): Promise<MediaLinkEndpoint>;
  /** Contact with main was lost and is back: start again from a snapshot. Never fires under Electron. */
  onReconnected(listener: () => void): () => void;
  /** Main refused a call of this window; its caller is told as well. */
  onRefused(listener: (error: WireError) => void): () => void;
  /** Contact with main was lost. Never fires under Electron, where losing main ends the window. */
  onLost(listener: () => void): () => void;
}

/** Connects this window. Call once, at the start of the page. */
export function connectBridge(page: BridgePage, openSocket: (url: string) => ContractSocket = (url) => new WebSocket(url)): Bridge {
  const refusals = new Set<(error: WireError) => void>();
  const heard = (transport: WindowTransport): WindowTransport =>
    hearingRefusals(transport, (error) => {
      for (const listener of refusals) listener(error);
    });
  const onRefused: Bridge['onRefused'] = (listener) => {
    refusals.add(listener);
    return () => void refusals.delete(listener);
  };
  const electron = page.vmsTransport;
  if (electron !== undefined) {
    const vms = createVms(heard(electron));
    return {
      vms,
      onRefused,
      mediaLink: () => portFromMain(page, vms),
      onReconnected: () => () => undefined,
      onLost: () => () => undefined,
    };
  }
  const windowId = new URLSearchParams(page.location.search).get('window') ?? '';
  const address = (path: string): string => `ws://${page.location.host}${path}?window=${encodeURIComponent(windowId)}`;
  const transport = new SocketTransport({
    open: () => openSocket(address('/contract')),
    after: (delayMs, action) => {
      const timer = page.setTimeout(action, delayMs);
      return () => {
        page.clearTimeout(timer);
      };
    },
    random: Math.random,
  });
  return {
    vms: createVms(heard(transport)),
    onRefused,
    mediaLink: () => Promise.resolve({ kind: 'socket', url: address('/media') }),
    onReconnected: (listener) => transport.onReconnected(listener),
    onLost: (listener) => transport.onLost(listener),
  };
}

/** The whole contract as functions, over any transport. */
export function createVms(transport: WindowTransport): Client<VmsContract> {
  return createClient(contract, transport);
}

function portFromMain(page: BridgePage, vms: Client<VmsContract>): Promise<MediaLinkEndpoint> {
  return new Promise((resolve, reject) => {
    const done = (): void => {
      page.clearTimeout(timer);
      page.removeEventListener('message', take);
    };
    const take = (event: MessageEvent): void => {
      const port = event.ports[0];
      if (event.source !== page || event.data !== MEDIA_PORT_MESSAGE || port === undefined) return;
      done();
      resolve({ kind: 'port', port });
    };
    const timer = page.setTimeout(() => {
      done();
      reject(new VmsError('unavailable', 'media-process-gone'));
    }, PORT_PATIENCE_MS);
    page.addEventListener('message', take);
    vms.live.connectLink({});
  });
}
