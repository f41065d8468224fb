import { describe, expect, test } from 'vitest';
import { VmsError } from '../../../../src-contract/errors.ts';
import { contract } from '../../../../src-contract/ipc/schema.ts';
import { emptyWall } from '../../../../src-contract/model/wall.ts';
import { connectBridge, type BridgePage } from '../../../../src-renderer/bridge/bridge.ts';
import type { ContractSocket } from '../../../../src-renderer/bridge/socket-transport.ts';
import { createFakeTransport } from '../../../fakes/fake-window-transport.ts';

function fakePage(over: Partial<BridgePage>) {
  const listeners = new Set<(event: MessageEvent) => void>();
  const timers: (() => void)[] = [];
  const page: BridgePage = {
    setTimeout: (action: TimerHandler) => timers.push(action as () => void), // the bridge passes functions only
    clearTimeout: () => undefined,
    location: { host: '127.0.0.1:4000', search: '?view=wall&window=w2' },
    addEventListener: (_type, listener) => void listeners.add(listener),
    removeEventListener: (_type, listener) => void listeners.delete(listener),
    ...over,
  };
  const post = (event: Partial<MessageEvent>): void => {
    for (const listener of [...listeners]) listener(event as MessageEvent); // only what the bridge reads
  };
  return { page, post, listeners, timers };
}

describe('bridge under Electron', () => {
  const port = new MessageChannel().port1;

  test('asks main for the port and takes it from its own page only', async () => {
    const transport = createFakeTransport(contract, { live: { connectLink: () => undefined } });
    const { page, post, listeners } = fakePage({ vmsTransport: transport });
    const link = connectBridge(page).mediaLink();
    const own = page as unknown as Window; // stands for itself
    post({ source: null, data: 'vms:media-port', ports: [new MessageChannel().port1] });
    post({ source: own, data: 'something else', ports: [new MessageChannel().port1] });
    post({ source: own, data: 'vms:media-port', ports: [] });
    post({ source: own, data: 'vms:media-port', ports: [port] });
    const endpoint = await link;
    expect(endpoint.kind === 'port' && endpoint.port === port).toBe(true);
    expect(transport.calls).toEqual([{ channel: 'live.connectLink', payload: {} }]);
    expect(listeners.size).toBe(0);
  });

  test('says so when main has nothing to link', async () => {
    const { page, timers } = fakePage({ vmsTransport: createFakeTransport(contract, {}) });
    const link = connectBridge(page).mediaLink();
    timers[0]?.();
    await expect(link).rejects.toMatchObject({ kind: 'unavailable', key: 'media-process-gone' });
  });
});

test('tells of every call main refuses, until nobody wants to know', async () => {
  const transport = createFakeTransport(contract, {
    wall: { save: () => Promise.reject(new VmsError('denied', 'denied-purpose-missing')) },
  });
  const bridge = connectBridge(fakePage({ vmsTransport: transport }).page);
  const heard: string[] = [];
  const stop = bridge.onRefused(({ key }) => void heard.push(key));
  const save = () => bridge.vms.wall.save({ wall: { ...emptyWall, cells: [...emptyWall.cells] } });
  await expect(save()).rejects.toMatchObject({ key: 'denied-purpose-missing' });
  expect(heard).toEqual(['denied-purpose-missing']);
  stop();
  await expect(save()).rejects.toBeInstanceOf(VmsError);
  expect(heard).toHaveLength(1);
});

test('under the Chromium host both sockets carry the window’s id', async () => {
  const opened: string[] = [];
  const socket: ContractSocket = { send: () => undefined, close: () => undefined, onopen: null, onmessage: null, onclose: null };
  const bridge = connectBridge(fakePage({}).page, (url) => {
    opened.push(url);
    return socket;
  });
  expect(opened).toEqual(['ws://127.0.0.1:4000/contract?window=w2']);
  expect(await bridge.mediaLink()).toEqual({ kind: 'socket', url: 'ws://127.0.0.1:4000/media?window=w2' });
});
