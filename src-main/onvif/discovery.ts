/** Looks for devices by WS-Discovery on every IPv4 interface, for a bounded time. */
import { createSocket, type Socket } from 'node:dgram';
import { networkInterfaces } from 'node:os';
import type { FoundDevice } from '../../src-contract/model/device.ts';
import type { Clock } from '../base/clock.ts';
import { DisposableStore, toDisposable, type Disposable } from '../base/disposable.ts';
import { probeTypes, readDiscovery, writeProbe } from './discovery-messages.ts';

export interface SearchOptions {
  /** Addresses of own interfaces to ask on. */
  readonly interfaces: readonly string[];
  /** Addresses that are asked one by one besides: networks that multicast does not reach. */
  readonly addresses: readonly string[];
  readonly port: number;
  readonly durationMs: number;
}

export interface SearchNeeds {
  readonly clock: Clock;
  readonly newId: () => string;
  /** 0 to below 1. */
  readonly random: () => number;
}

export interface SearchListener {
  /** A device that was not known yet, or that says something else now. */
  found(device: FoundDevice): void;
  gone(id: string): void;
  /** Once, when the time is up. */
  ended(): void;
}

const group = '239.255.255.250';
export const discoveryPort = 3702;
/** A datagram may get lost, and a camera that just woke needs a moment. */
const repeats = 3;
const pauseBetweenUnicastMs = 5;
/** More than a province has; whoever answers with more is no camera. */
const maxDevices = 5000;
const maxDatagrams = 50_000;

/** IPv4 addresses of this machine that lead somewhere. */
export function ownInterfaces(): readonly string[] {
  return Object.values(networkInterfaces()).flatMap((list) =>
    (list ?? []).filter(({ family, internal }) => family === 'IPv4' && !internal).map(({ address }) => address),
  );
}

/** Begins at once. Disposal ends it without `ended`. */
export function searchDevices(options: SearchOptions, needs: SearchNeeds, listener: SearchListener): Disposable {
  const { interfaces, addresses, port, durationMs } = options;
  const { clock, newId, random } = needs;
  const owned = new DisposableStore();
  const answers = new AnswerBook(listener);
  const probes = probeTypes.map((type) => {
    const id = `urn:uuid:${newId()}`;
    answers.expect(id);
    return Buffer.from(writeProbe(id, type), 'utf8');
  });
  const sendAt = (delayMs: number, asker: Asker, bytes: Buffer, address: string): void => {
    owned.add(
      clock.after(delayMs, () => {
        asker.send(bytes, port, address);
      }),
    );
  };
  for (const own of interfaces) {
    const asker = owned.add(openSocket(own, answers.hear));
    for (const bytes of probes)
      for (let time = 0, delayMs = 0; time < repeats; time += 1, delayMs += 250 + 200 * random()) sendAt(delayMs, asker, bytes, group);
  }
  if (addresses.length > 0) {
    const asker = owned.add(openSocket(null, answers.hear));
    for (const bytes of probes)
      for (const [index, address] of addresses.entries()) sendAt(index * pauseBetweenUnicastMs, asker, bytes, address);
  }
  owned.add(
    clock.after(durationMs + addresses.length * pauseBetweenUnicastMs, () => {
      owned.dispose();
      listener.ended();
    }),
  );
  return owned;
}

/** What was heard so far: each device once, and only in answer to what was asked. */
class AnswerBook {
  readonly #listener: SearchListener;
  readonly #asked = new Set<string>();
  readonly #known = new Map<string, string>();
  #datagrams = 0;

  constructor(listener: SearchListener) {
    this.#listener = listener;
  }

  expect(messageId: string): void {
    this.#asked.add(messageId);
  }

  readonly hear = (bytes: Buffer, from: string): void => {
    this.#datagrams += 1;
    const message = this.#datagrams > maxDatagrams ? null : readDiscovery(bytes.toString('utf8'), from);
    if (message === null) return;
    if (message.kind === 'gone') {
      for (const id of message.ids) if (this.#known.delete(id)) this.#listener.gone(id);
      return;
    }
    // Somebody else's answer, or an invented one.
    if (message.relatesTo !== null && !this.#asked.has(message.relatesTo)) return;
    for (const device of message.devices) {
      const said = JSON.stringify(device);
      if (this.#known.get(device.id) === said || this.#known.size >= maxDevices) continue;
      this.#known.set(device.id, said);
      this.#listener.found(device);
    }
  };
}

interface Asker extends Disposable {
  send(bytes: Buffer, port: number, address: string): void;
}

/** On one interface; `null`: wherever the way leads. An interface that fails does not stop the others. */
function openSocket(own: string | null, hear: (bytes: Buffer, from: string) => void): Asker {
  const socket = createSocket({ type: 'udp4' });
  let open = true;
  const ready = new Promise<boolean>((resolve) => {
    socket.once('listening', () => {
      resolve(own === null || sendsBy(socket, own));
    });
    socket.on('error', () => {
      resolve(false);
    });
  });
  socket.on('message', (bytes, { address }) => {
    if (open) hear(bytes, address);
  });
  socket.bind({ port: 0, ...(own === null ? {} : { address: own }) });
  const closed = toDisposable(() => {
    open = false;
    socket.close();
  });
  return {
    send(bytes, port, address) {
      void ready.then((usable) => {
        // What cannot be sent is like what got lost: the next repeat may pass.
        if (usable && open) socket.send(bytes, port, address, () => undefined);
      });
    },
    dispose: () => {
      closed.dispose();
    },
  };
}

function sendsBy(socket: Socket, own: string): boolean {
  try {
    socket.setMulticastInterface(own);
    socket.setMulticastTTL(4);
    return true;
  } catch {
    return false;
  }
}
