/** Media over UDP: who may send, putting packets back in order, and opening the way through a firewall. */
import { DisposableStore, type Disposable } from '../../base/disposable.ts';
import { newStreamCounts } from '../diagnostics/stream-counts.ts';
import type { Playback, PlaybackDependencies } from './playback.ts';
import { ReorderBuffer } from './reorder-buffer.ts';
import type { SdpTrack } from './sdp.ts';
import type { AgreedTransport } from './transport.ts';
import { comesFrom, plainAddress, type UdpPorts } from './udp-ports.ts';

/** How long a hole may keep later packets waiting: longer than a switch swaps packets, shorter than a frame. */
const reorderMs = 30;

export function openUdp(
  track: SdpTrack,
  facts: Omit<Playback, 'interleaved' | 'sendControl' | 'close'>,
  ports: UdpPorts,
  agreed: AgreedTransport,
  dependencies: PlaybackDependencies,
): Playback {
  const { clock, guarded, mediaBegins, remoteAddress, counts = newStreamCounts() } = dependencies;
  const held = new DisposableStore();
  const allowed = new Set([plainAddress(remoteAddress), ...(agreed.source === null ? [] : [plainAddress(agreed.source)])]);
  const address = agreed.source ?? remoteAddress;
  const [mediaPort, controlPort] = agreed.serverPorts ?? [0, 0];
  const playback: Playback = {
    ...facts,
    interleaved: () => undefined,
    sendControl: (packet) => {
      if (controlPort > 0) ports.control.send(packet, controlPort, address, () => undefined);
    },
    close: async () => {
      held.dispose();
      await ports.close();
    },
  };
  const receiver = mediaBegins(track, playback);
  const order = new ReorderBuffer((packet) => {
    receiver.media(packet, clock.now());
  }, counts);
  let patience: Disposable | null = null;
  held.add({ dispose: () => patience?.dispose() });
  ports.media.on('message', (packet, remote) => {
    if (!comesFrom(remote, allowed)) return;
    counts.bytes += packet.length;
    guarded(() => {
      order.push(packet);
    });
    if (!order.waiting) {
      patience?.dispose();
      patience = null;
    } else
      patience ??= clock.after(reorderMs, () => {
        patience = null;
        guarded(() => {
          order.giveUp();
        });
      });
  });
  ports.control.on('message', (packet, remote) => {
    if (comesFrom(remote, allowed))
      guarded(() => {
        receiver.control(packet, clock.now());
      });
  });
  openTheWay(ports, mediaPort, controlPort, address);
  return playback;
}

/** One packet out of each port lets the camera's packets in where a firewall only admits answers. */
function openTheWay(ports: UdpPorts, mediaPort: number, controlPort: number, address: string): void {
  const emptyMedia = Buffer.from([0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  const emptyReport = Buffer.from([0x80, 201, 0, 1, 0, 0, 0, 0]);
  if (mediaPort > 0) ports.media.send(emptyMedia, mediaPort, address, () => undefined);
  if (controlPort > 0) ports.control.send(emptyReport, controlPort, address, () => undefined);
}
