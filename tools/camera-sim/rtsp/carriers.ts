/** The two ways of RTP: inside the RTSP connection, and as UDP datagrams. Loss, slowness and garbage happen here. */
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import type { Socket } from 'node:net';
import type { Carrier } from '../media/rtp-sender.ts';

/** What a carrier asks of the faults in force, at every packet. */
export interface CarrierFaults {
  /** Bytes a second, or `null` without limit. */
  limit(): number | null;
  /** Whether to lose this datagram. */
  lose(): boolean;
  /** Spoils the first bytes of a packet, or of a framed block, in place where the fault says so. */
  spoil(layer: 'rtp' | 'rtcp' | 'interleaved', bytes: Buffer, from: number, to: number): void;
}

/** Unsent bytes a connection may hold before pictures are dropped. */
const maxBacklog = 1_500_000;

/** A byte budget that fills with time; shared by all that goes over one connection. */
export class Throttle {
  #budget = 0;
  #at = 0;

  /** True, and the bytes are spent, when they fit the limit. Bursts up to half a second's worth (or one picture) pass. */
  take(bytes: number, limit: number, now: number): boolean {
    const most = Math.max(limit / 2, 1);
    this.#budget = Math.min(most, this.#budget + ((now - this.#at) / 1000) * limit);
    this.#at = now;
    if (this.#budget <= 0) return false;
    this.#budget -= bytes;
    return true;
  }
}

export function interleavedCarrier(
  socket: Socket,
  channels: readonly [number, number],
  throttle: Throttle,
  faults: CarrierFaults,
): Carrier {
  return {
    mediaChannel: channels[0],
    hasRoom(bytes, now) {
      if (socket.destroyed || socket.writableLength + bytes > maxBacklog) return false;
      const limit = faults.limit();
      return limit === null || throttle.take(bytes, limit, now);
    },
    sendMedia(block, starts) {
      starts.forEach((start, index) => {
        faults.spoil('rtp', block, start + 4, starts[index + 1] ?? block.length);
      });
      faults.spoil('interleaved', block, 0, block.length);
      socket.write(block);
    },
    sendControl(packet) {
      if (socket.destroyed) return;
      const block = Buffer.alloc(4 + packet.length);
      block[0] = 0x24;
      block[1] = channels[1];
      block.writeUInt16BE(packet.length, 2);
      packet.copy(block, 4);
      faults.spoil('rtcp', block, 4, block.length);
      socket.write(block);
    },
    close: () => undefined,
  };
}

export interface UdpPair {
  readonly rtp: UdpSocket;
  readonly rtcp: UdpSocket;
  readonly ports: readonly [number, number];
}

export interface UdpPeer {
  readonly address: string;
  readonly ports: readonly [number, number];
}

export function udpCarrier(pair: UdpPair, peer: UdpPeer, throttle: Throttle, faults: CarrierFaults): Carrier {
  let open = true;
  return {
    mediaChannel: 0,
    hasRoom(bytes, now) {
      const limit = faults.limit();
      return limit === null || throttle.take(bytes, limit, now);
    },
    sendMedia(block, starts) {
      starts.forEach((start, index) => {
        if (faults.lose()) return;
        const end = starts[index + 1] ?? block.length;
        faults.spoil('rtp', block, start + 4, end);
        pair.rtp.send(block, start + 4, end - start - 4, peer.ports[0], peer.address);
      });
    },
    sendControl(packet) {
      faults.spoil('rtcp', packet, 0, packet.length);
      pair.rtcp.send(packet, peer.ports[1], peer.address);
    },
    close() {
      if (!open) return;
      open = false;
      pair.rtp.close();
      pair.rtcp.close();
    },
  };
}

/** An even port and the odd one after it on loopback, as RFC 3550 asks. */
export async function bindUdpPair(): Promise<UdpPair> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const rtp = await bind(0);
    const port = rtp.address().port;
    const rtcp = port % 2 === 0 ? await bind(port + 1).catch(() => null) : null;
    if (rtcp !== null) return { rtp, rtcp, ports: [port, port + 1] };
    rtp.close();
  }
  throw new Error('no free pair of UDP ports');
}

function bind(port: number): Promise<UdpSocket> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.once('error', reject);
    socket.bind({ port, address: '127.0.0.1', exclusive: true }, () => {
      socket.removeListener('error', reject);
      // A receiver that is gone answers with ICMP; that is not ours to handle.
      socket.on('error', () => undefined);
      resolve(socket);
    });
  });
}
