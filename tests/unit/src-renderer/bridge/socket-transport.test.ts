import { describe, expect, test } from 'vitest';
import { SocketTransport, type ContractSocket } from '../../../../src-renderer/bridge/socket-transport.ts';

class FakeSocket implements ContractSocket {
  readonly sent: unknown[] = [];
  onopen: ContractSocket['onopen'] = null;
  onmessage: ContractSocket['onmessage'] = null;
  onclose: ContractSocket['onclose'] = null;
  closed = false;
  send(data: string): void {
    this.sent.push(JSON.parse(data));
  }
  close(): void {
    this.closed = true;
  }
  opens(): void {
    Reflect.apply(this.onopen ?? (() => undefined), this, [new Event('open')]);
  }
  breaks(): void {
    Reflect.apply(this.onclose ?? (() => undefined), this, [new Event('close')]);
  }
  says(data: unknown): void {
    Reflect.apply(this.onmessage ?? (() => undefined), this, [{ data: typeof data === 'string' ? data : JSON.stringify(data) }]);
  }
}

function setUp() {
  const sockets: FakeSocket[] = [];
  const timers: { delayMs: number; action: () => void }[] = [];
  const transport = new SocketTransport({
    open: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
    after: (delayMs, action) => {
      timers.push({ delayMs, action });
      return () => undefined;
    },
    random: () => 0.5,
  });
  const socket = (): FakeSocket => sockets.at(-1) ?? new FakeSocket();
  return { sockets, timers, transport, socket };
}

describe('socket transport', () => {
  test('matches replies by id, in any order, and passes notifications on', async () => {
    const { transport, socket } = setUp();
    socket().opens();
    const one = transport.invoke('a.b', { x: 1 });
    const two = transport.invoke('a.c', {});
    expect(socket().sent).toEqual([
      { kind: 'invoke', id: 1, channel: 'a.b', payload: { x: 1 } },
      { kind: 'invoke', id: 2, channel: 'a.c', payload: {} },
    ]);
    const heard: unknown[] = [];
    const stop = transport.listen((channel, payload) => heard.push([channel, payload]));
    socket().says('garbage');
    socket().says({ kind: 'reply', id: 99, reply: { ok: true, value: 0 } });
    socket().says({ kind: 'reply', id: 2, reply: { ok: true, value: 'second' } });
    socket().says({ kind: 'reply', id: 1, reply: { ok: true, value: 'first' } });
    socket().says({ kind: 'notify', channel: 'a.onX', payload: 5 });
    stop();
    socket().says({ kind: 'notify', channel: 'a.onX', payload: 6 });
    expect(await one).toEqual({ ok: true, value: 'first' });
    expect(await two).toEqual({ ok: true, value: 'second' });
    expect(heard).toEqual([['a.onX', 5]]);
  });

  test('holds calls until the socket is open, and gives up on them after a while', async () => {
    const { transport, socket, timers } = setUp();
    const waits = transport.invoke('a.b', {});
    transport.send('a.s', {});
    expect(socket().sent).toEqual([]);
    socket().opens();
    expect(socket().sent).toMatchObject([{ kind: 'invoke' }, { kind: 'send' }]);
    socket().says({ kind: 'reply', id: 1, reply: { ok: true, value: 1 } });
    expect(await waits).toEqual({ ok: true, value: 1 });
    socket().breaks();
    const lost = transport.invoke('a.b', {});
    timers.at(-1)?.action();
    expect(await lost).toMatchObject({ ok: false, error: { kind: 'unavailable' } });
  });

  test('loses what is in flight, reconnects with growing waits, and says so', async () => {
    const { transport, socket, sockets, timers } = setUp();
    let reconnected = 0;
    let losses = 0;
    transport.onLost(() => (losses += 1));
    transport.onReconnected(() => (reconnected += 1));
    socket().opens();
    const lost = transport.invoke('a.b', {});
    socket().breaks();
    expect(await lost).toMatchObject({ ok: false, error: { kind: 'unavailable', key: 'main-gone' } });
    expect(timers.at(-1)?.delayMs).toBe(250);
    timers.at(-1)?.action();
    expect(sockets).toHaveLength(2);
    socket().breaks();
    expect(timers.at(-1)?.delayMs).toBe(500);
    for (let attempt = 0; attempt < 10; attempt += 1) {
      timers.at(-1)?.action();
      socket().breaks();
    }
    expect(timers.at(-1)?.delayMs).toBe(5000);
    timers.at(-1)?.action();
    expect(reconnected).toBe(0);
    expect(losses).toBe(1);
    socket().opens();
    expect(reconnected).toBe(1);
    transport.close();
    const before = sockets.length;
    socket().breaks();
    timers.at(-1)?.action();
    expect(sockets).toHaveLength(before);
  });
});
