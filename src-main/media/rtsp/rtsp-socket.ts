/** The TCP or TLS connection to a camera. */
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Clock } from '../../base/clock.ts';
import { failureOfSocket, RtspFailure } from './rtsp-failure.ts';
import type { RtspTarget } from './target.ts';

export interface SocketEvents {
  opened(): void;
  data(chunk: Buffer): void;
  /** Nothing follows. `hangUp`: the camera closed it in good order. */
  closed(failure: RtspFailure): void;
}

const connectLimitMs = 5000;

/** The connection is there after `opened`; whatever ends it is told once by `closed`, unless it was destroyed by us. */
export function openSocket(target: RtspTarget, clock: Clock, events: SocketEvents): Socket {
  const { host, port, tls } = target;
  // A camera certificate nobody vouches for is refused: whoever is in between would get the password.
  const socket = tls ? connectTls({ host, port, ...(isIP(host) === 0 ? { servername: host } : {}) }) : connect({ host, port });
  let failure: RtspFailure | null = null;
  const limit = clock.after(connectLimitMs, () => {
    failure = new RtspFailure('timeout', 'no connection');
    socket.destroy();
  });
  socket.once(tls ? 'secureConnect' : 'connect', () => {
    limit.dispose();
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 10_000);
    events.opened();
  });
  socket.on('data', (chunk: Buffer) => {
    events.data(chunk);
  });
  socket.on('error', (thrown) => {
    failure ??= failureOfSocket(thrown);
  });
  socket.once('close', () => {
    limit.dispose();
    events.closed(failure ?? new RtspFailure('ended', 'the camera closed the connection'));
  });
  return socket;
}
