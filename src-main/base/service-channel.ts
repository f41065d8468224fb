/** What a service process (the media process) has of its host: a control channel and media links to windows. */
import type { Disposable } from './disposable.ts';

/** One window's media link as the service sees it: batches out, JSON text in. */
export interface LinkChannel {
  /** Queues one batch. The buffer must not be changed afterwards. */
  send(batch: Uint8Array): void;
  onText(listener: (text: string) => void): Disposable;
  onClosed(listener: () => void): Disposable;
  close(): void;
}

export interface ServiceSide {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): Disposable;
  onLink(listener: (link: LinkChannel) => void): Disposable;
  /** The main side is gone, even by `kill -9`; the service must end everything it started and exit. */
  onOrphaned(listener: () => void): Disposable;
}
