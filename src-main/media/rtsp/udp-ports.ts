/** A pair of UDP ports for one track: RTP on the even one, RTCP on the next. */
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';

export interface UdpPorts {
  readonly ports: readonly [number, number];
  readonly media: Socket;
  readonly control: Socket;
  close(): Promise<void>;
}

const attempts = 40;
/** Bursts of a keyframe must fit; systems that allow less give less. */
const receiveBufferBytes = 4 * 1024 * 1024;

/** Binds on the address the camera is reached from, so that no other interface listens. Rejects when no pair is free. */
export async function bindUdpPorts(address: string): Promise<UdpPorts> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const media = await bind(address, 0);
    const { port } = media.address();
    const control = port % 2 === 0 ? await bind(address, port + 1).catch(() => null) : null;
    if (control !== null) return pairOf(media, control, port);
    media.close();
  }
  throw new Error('no free pair of UDP ports');
}

function pairOf(media: Socket, control: Socket, port: number): UdpPorts {
  try {
    media.setRecvBufferSize(receiveBufferBytes);
  } catch {
    // The system's own size will do.
  }
  // A camera that closed its port answers with ICMP; the stall rule notices what matters.
  for (const socket of [media, control]) socket.on('error', () => undefined);
  let closed: Promise<void> | null = null;
  const close = (): Promise<void> => (closed ??= Promise.all([closing(media), closing(control)]).then(() => undefined));
  return { ports: [port, port + 1], media, control, close };
}

const closing = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    socket.close(() => {
      resolve();
    });
  });

function bind(address: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
    socket.once('error', reject);
    socket.bind({ address, port, exclusive: true }, () => {
      socket.removeListener('error', reject);
      resolve(socket);
    });
  });
}

/** Addresses as one spelling: IPv4 inside IPv6 is IPv4. */
export const plainAddress = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/iu, '');

export function comesFrom(remote: RemoteInfo, allowed: ReadonlySet<string>): boolean {
  return allowed.has(plainAddress(remote.address));
}
