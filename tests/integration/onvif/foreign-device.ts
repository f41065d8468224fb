/**
 * An ONVIF device that was not written here: the mock of the npm package `onvif` 0.6.5 (CoffeeScript, MIT), which gives
 * replies captured from a real camera. Its code runs as it is; only the modules it asks for are kept to loopback.
 */
import dgram from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { compileFunction } from 'node:vm';
import { z } from 'zod';
import type { Disposable } from '../../../src-main/base/disposable.ts';

export interface ForeignDevice extends Disposable {
  readonly httpPort: number;
  readonly discoveryPort: number;
}

const madeSchema = z.object({
  server: z.instanceof(http.Server),
  close: z.custom<() => void>((value) => typeof value === 'function'),
  conf: z.record(z.string(), z.unknown()),
});

export async function startForeignDevice(): Promise<ForeignDevice> {
  const require = createRequire(import.meta.url);
  const folder = join(dirname(require.resolve('onvif-mock-device/package.json')), 'test');
  const own = createRequire(join(folder, 'serverMockup.coffee'));
  const compiler = z
    .object({ compile: z.custom<(source: string, options: object) => string>((value) => typeof value === 'function') })
    .parse(require('coffeescript'));
  const code = compiler.compile(readFileSync(join(folder, 'serverMockup.coffee'), 'utf8'), { bare: true });
  const sockets: dgram.Socket[] = [];
  const load = (name: string): unknown => {
    if (name === 'http') return { createServer: (listener: http.RequestListener) => loopbackServer(listener) };
    if (name === 'dgram') return { createSocket: () => loopbackSocket(sockets) };
    return own(name);
  };
  const module: { exports: unknown } = { exports: {} };
  const body = compileFunction(code, ['require', 'module', '__dirname', 'process'], { filename: 'serverMockup.coffee' }) as (
    ...args: unknown[]
  ) => void; // compileFunction says Function
  body(load, module, folder, { env: { PORT: '0', HOSTNAME: '127.0.0.1' } });
  const { server, close, conf } = madeSchema.parse(module.exports);
  if (!server.listening) await once(server, 'listening');
  const [, asked] = sockets;
  if (asked === undefined) throw new Error('the mock opened no socket for discovery');
  const httpPort = (server.address() as AddressInfo).port; // listens on TCP
  conf['port'] = httpPort;
  return { httpPort, discoveryPort: asked.address().port, dispose: close };
}

function loopbackServer(listener: http.RequestListener): { listen: (port: string) => http.Server } {
  return { listen: () => http.createServer(listener).listen(0, '127.0.0.1') };
}

/** It binds to 3702 on every interface and joins the group: here it gets a free port of loopback. */
function loopbackSocket(made: dgram.Socket[]): dgram.Socket {
  const socket = dgram.createSocket('udp4');
  made.push(socket);
  const bind = socket.bind.bind(socket);
  Object.assign(socket, {
    bind: (_port: number, then: () => void) => bind(0, '127.0.0.1', then),
    addMembership: () => undefined,
  });
  return socket;
}
