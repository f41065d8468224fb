/** The TCP or TLS connection to a camera. */
import { connect, type Socket } from 'node:net';
import type { Clock } from '../../base/clock.ts';
import { connectTls, matchesPin } from '../../base/camera-certificate.ts';
import { failureOfSocket, RtspFailure } from './rtsp-failure.ts';
import type { RtspTarget } from './target.ts';

export interface SocketEvents {
  opened(): void;
  data(chunk: Buffer): void;
  /** Nothing follows. `hangUp`: the camera closed it in good order. */
  closed(failure: RtspFailure): void;
}

const connectLimitMs = 5000;

/**
 * The connection is there after `opened`; whatever ends it is told once by `closed`, unless it was destroyed by us.
 * A certificate that is not believed ends it before: whoever is in between would get the password. `pin`: the
 * fingerprint of the only one that counts.
 */
export function openSocket(target: RtspTarget, pin: string | null, clock: Clock, events: SocketEvents): Socket {
  const { host, port } = target;
  const secure = target.tls ? connectTls(target, pin) : null;
  const socket = secure ?? connect({ host, port });
  let failure: RtspFailure | null = null;
  const refuse = (reason: RtspFailure): void => {
    failure = reason;
    socket.destroy();
  };
  const limit = clock.after(connectLimitMs, () => {
    refuse(new RtspFailure('timeout', 'no connection'));
  });
  socket.once(secure === null ? 'connect' : 'secureConnect', () => {
    limit.dispose();
    if (secure !== null && pin !== null && !matchesPin(secure, pin)) {
      refuse(new RtspFailure('certificate-changed', 'another certificate than the trusted one'));
      return;
    }
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 10_000);
    events.opened();
  });
  socket.on('data', (chunk: Buffer) => {
    if (failure === null) events.data(chunk);
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
