import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { LinkChannel } from '../../../../src-main/base/service-channel.ts';
import { serviceEnvironment } from '../../../../src-main/hosts/service-envelope.ts';
import {
  connectServiceSide,
  portLink,
  type LinkPort,
  type ParentPort,
  type ServiceRuntime,
} from '../../../../src-main/hosts/service-side.ts';

function fakePort() {
  const takers: Record<string, (event: { readonly data: unknown }) => void> = {};
  const posted: unknown[] = [];
  const did: string[] = [];
  const port: LinkPort = {
    postMessage: (message) => posted.push(message),
    on: (event: string, listener: (event: { readonly data: unknown }) => void) => (takers[event] = listener),
    start: () => did.push('start'),
    close: () => did.push('close'),
  };
  return { port, posted, did, fire: (event: string, data: unknown = null) => takers[event]?.({ data }) };
}

function runtime(over: Partial<ServiceRuntime>) {
  let take: (message: unknown, handle: unknown) => void = () => undefined;
  let lost: () => void = () => undefined;
  const sent: unknown[] = [];
  const made: ServiceRuntime = {
    parentPort: null,
    connected: true,
    env: {},
    send: (message) => sent.push(message),
    onMessage: (listener) => (take = listener),
    onDisconnect: (listener) => (lost = listener),
    isAlive: () => true,
    ...over,
  };
  return { made, sent, take: (message: unknown, handle?: unknown) => take(message, handle), lose: () => lost() };
}

describe('connectServiceSide over fork', () => {
  test('unwraps messages, ignores strangers, and is orphaned by a stop as by a lost main', () => {
    const own = runtime({});
    const side = connectServiceSide(own.made);
    const seen: unknown[] = [];
    let orphaned = 0;
    side.onMessage((message) => seen.push(message));
    side.onOrphaned(() => (orphaned += 1));
    own.take({ kind: 'message', body: { kind: 'stop' } });
    own.take('garbage');
    own.take({ kind: 'link-socket', method: 'GET', url: '/', headers: {}, head: new Uint8Array() }, 'no socket');
    side.send({ hello: 1 });
    expect(seen).toEqual([{ kind: 'stop' }]);
    expect(own.sent).toEqual([{ kind: 'message', body: { hello: 1 } }]);
    expect(orphaned).toBe(0);
    own.take({ kind: 'stop' });
    own.lose();
    expect(orphaned).toBe(2);
  });

  test('says what it is when nobody started it', () => {
    expect(() => connectServiceSide(runtime({ connected: false }).made)).toThrow('service');
  });
});

describe('connectServiceSide under Electron', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('takes ports as links and notices that main is gone', () => {
    let deliver: Parameters<ParentPort['on']>[1] = () => undefined;
    const posted: unknown[] = [];
    let alive = true;
    const parentPort: ParentPort = { postMessage: (message) => posted.push(message), on: (_event, listener) => (deliver = listener) };
    const side = connectServiceSide(runtime({ parentPort, env: { VMS_MAIN_PID: '42' }, isAlive: (pid) => pid === 42 && alive }).made);
    const links: LinkChannel[] = [];
    let orphaned = 0;
    side.onLink((link) => links.push(link));
    side.onOrphaned(() => (orphaned += 1));
    deliver({ data: { kind: 'link-port' }, ports: [fakePort().port] });
    side.send('ready');
    expect(links).toHaveLength(1);
    expect(posted).toEqual([{ kind: 'message', body: 'ready' }]);
    vi.advanceTimersByTime(3000);
    expect(orphaned).toBe(0);
    alive = false;
    vi.advanceTimersByTime(3000);
    expect(orphaned).toBe(1);
  });
});

describe('portLink', () => {
  test('sends exactly the batch, not the buffer behind it', async () => {
    const channel = new MessageChannel();
    const received = new Promise<unknown>((resolve) => channel.port2.once('message', resolve));
    const own = fakePort();
    const link = portLink({ ...own.port, postMessage: (message) => channel.port1.postMessage(message) });
    link.send(new Uint8Array(1000).fill(7).subarray(10, 30));
    const buffer = await received;
    expect(buffer).toBeInstanceOf(ArrayBuffer);
    expect(buffer).toHaveProperty('byteLength', 20);
    channel.port1.close();
  });

  test('passes text only, tells its end once, and stays silent after', () => {
    const own = fakePort();
    const link = portLink(own.port);
    const texts: string[] = [];
    let closed = 0;
    link.onText((text) => texts.push(text));
    link.onClosed(() => (closed += 1));
    own.fire('message', 'ack');
    own.fire('message', { not: 'text' });
    own.fire('message', 'x'.repeat(300_000));
    own.fire('close');
    link.close();
    link.send(new Uint8Array(3));
    expect(texts).toEqual(['ack']);
    expect(closed).toBe(1);
    expect(own.posted).toEqual([]);
    expect(own.did).toEqual(['start', 'close']);
  });
});

test('a service inherits nothing that changes how a runtime starts', () => {
  const own = { PATH: '/bin', NODE_OPTIONS: '--inspect', ELECTRON_RUN_AS_NODE: '1', npm_config_x: '1', VMS_BROWSER: 'x', HOME: undefined };
  expect(serviceEnvironment(own, { EXTRA: '1' }, 42)).toEqual({ PATH: '/bin', EXTRA: '1', VMS_MAIN_PID: '42' });
});
