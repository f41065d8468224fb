import type { WindowTransport } from '../../src-contract/ipc/builder.ts';

declare global {
  interface Window {
    /** Put there by the preload; absent under the Chromium host. */
    readonly vmsTransport?: WindowTransport;
  }
}
