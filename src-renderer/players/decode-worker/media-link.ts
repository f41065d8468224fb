import type { LinkCommand } from '../../../src-contract/link/messages.ts';
import type { MediaLinkEndpoint } from '../../lib/media-link-endpoint.ts';

export interface MediaLinkEvents {
  opened(): void;
  batch(batch: Uint8Array): void;
  /** Once; nothing follows. */
  lost(): void;
}

/** One connection to the media process, whichever way the host made it. */
export interface MediaLink {
  send(command: LinkCommand): void;
  dispose(): void;
}

export type OpenMediaLink = (endpoint: MediaLinkEndpoint, events: MediaLinkEvents) => MediaLink;

export const openMediaLink: OpenMediaLink = (endpoint, events) =>
  endpoint.kind === 'socket' ? openSocket(endpoint.url, events) : openPort(endpoint.port, events);

function openSocket(url: string, events: MediaLinkEvents): MediaLink {
  const socket = new WebSocket(url);
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => {
    events.opened();
  };
  socket.onmessage = (message: MessageEvent<unknown>) => {
    deliver(message.data, events);
  };
  socket.onclose = () => {
    events.lost();
  };
  return {
    send(command) {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(command));
    },
    dispose() {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    },
  };
}

function openPort(port: MessagePort, events: MediaLinkEvents): MediaLink {
  const onClose = (): void => {
    events.lost();
  };
  port.onmessage = (message: MessageEvent<unknown>) => {
    deliver(message.data, events);
  };
  port.addEventListener('close', onClose);
  queueMicrotask(() => {
    events.opened();
  });
  return {
    send(command) {
      port.postMessage(JSON.stringify(command));
    },
    dispose() {
      port.onmessage = null;
      port.removeEventListener('close', onClose);
      port.close();
    },
  };
}

/** Electron's ports hand over a typed array, sockets and browser ports an `ArrayBuffer`; anything else is not a batch. */
function deliver(data: unknown, events: MediaLinkEvents): void {
  if (data instanceof ArrayBuffer) events.batch(new Uint8Array(data));
  else if (data instanceof Uint8Array) events.batch(data);
}
