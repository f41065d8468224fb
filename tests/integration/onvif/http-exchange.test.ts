import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createRawServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src-main/base/clock.ts';
import { DisposableStore, toDisposable } from '../../../src-main/base/disposable.ts';
import { createHttpExchange, type HttpQuestion } from '../../../src-main/onvif/http-exchange.ts';

let held = new DisposableStore();
afterEach(() => {
  held.dispose();
  held = new DisposableStore();
});

async function listen(server: Server | ReturnType<typeof createRawServer>): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  held.add(
    toDisposable(() => {
      if ('closeAllConnections' in server) server.closeAllConnections();
      server.close();
    }),
  );
  return (server.address() as AddressInfo).port; // listens on TCP
}

const http = (listener: RequestListener): Promise<number> => listen(createServer(listener));
const raw = (onSocket: (socket: Socket) => void): Promise<number> =>
  listen(
    createRawServer((socket) => {
      held.add(toDisposable(() => socket.destroy()));
      socket.on('error', () => undefined);
      onSocket(socket);
    }),
  );

const question = (port: number, more: Partial<HttpQuestion> = {}): HttpQuestion => ({
  url: new URL(`http://127.0.0.1:${port}/onvif/device_service?x=1`),
  method: 'POST',
  headers: { 'Content-Type': 'application/soap+xml' },
  body: '<ô/>',
  limitMs: 3000,
  maxBytes: 1000,
  ...more,
});
const exchange = (): ReturnType<typeof createHttpExchange> => held.add(createHttpExchange({ clock: systemClock, pin: null }));

describe('createHttpExchange', () => {
  it('sends what was given, and tells every challenge apart', async () => {
    const port = await http((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        response.setHeader('WWW-Authenticate', ['Digest realm="a"', 'Digest realm="b", algorithm=SHA-256']);
        response.writeHead(401).end(`${request.method ?? ''} ${request.url ?? ''} ${body}`);
      });
    });
    const answer = await exchange().ask(question(port));
    expect(answer).toMatchObject({ status: 401, challenges: ['Digest realm="a"', 'Digest realm="b", algorithm=SHA-256'] });
    expect(answer.body.toString()).toBe('POST /onvif/device_service?x=1 <ô/>');
  });

  it('gives up on an answer that trickles, as a whole and not per byte', async () => {
    const port = await raw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n');
      held.add(systemClock.every(50, () => socket.write('x')));
    });
    await expect(exchange().ask(question(port, { limitMs: 400 }))).rejects.toMatchObject({ problem: 'timeout' });
  });

  it('stops at an answer that is too long, announced or not', async () => {
    const announced = await http((_, response) => response.end('x'.repeat(2000)));
    await expect(exchange().ask(question(announced))).rejects.toMatchObject({ problem: 'too-large' });
    const endless = await http((_, response) => {
      held.add(systemClock.every(5, () => response.write('x'.repeat(300))));
    });
    await expect(exchange().ask(question(endless))).rejects.toMatchObject({ problem: 'too-large' });
  });

  it('says unreachable where nobody listens, not-onvif where somebody speaks otherwise', async () => {
    const gone = createRawServer();
    const port = await listen(gone);
    gone.close();
    await once(gone, 'close');
    await expect(exchange().ask(question(port))).rejects.toMatchObject({ problem: 'unreachable', details: { code: 'ECONNREFUSED' } });
    const ssh = await raw((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
    await expect(exchange().ask(question(ssh))).rejects.toMatchObject({ problem: 'not-onvif' });
    const hangsUp = await raw((socket) => socket.destroy());
    await expect(exchange().ask(question(hangsUp))).rejects.toMatchObject({ problem: 'unreachable' });
  });

  it('asks again at once where a kept connection turns out to be closed', async () => {
    let connections = 0;
    const port = await raw((socket) => {
      connections += 1;
      let answered = 0;
      socket.on('data', () => {
        answered += 1;
        // Says that it keeps the connection, and resets it when it is used again.
        if (answered === 1) socket.write('HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok');
        else socket.resetAndDestroy();
      });
    });
    const { ask } = exchange();
    expect((await ask(question(port))).body.toString()).toBe('ok');
    expect((await ask(question(port))).body.toString()).toBe('ok');
    expect(connections).toBe(2);
  });

  it('refuses endless headers', async () => {
    const port = await raw((socket) => socket.end(`HTTP/1.1 200 OK\r\n${'x: longer\r\n'.repeat(6000)}\r\n`));
    await expect(exchange().ask(question(port))).rejects.toMatchObject({ problem: 'not-onvif' });
  });
});
