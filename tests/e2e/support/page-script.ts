/** Runs in the page before the renderer: gives it a fake main where the preload would put the real one. */
import '../../../src-renderer/lib/zod-without-eval.ts';
import { VmsError, type WireError } from '../../../src-contract/errors.ts';
import type { WindowTransport } from '../../../src-contract/ipc/builder.ts';
import { MEDIA_PORT_MESSAGE } from '../../../src-contract/ipc/port-message.ts';
import { createFakeMain } from '../../fakes/fake-main.ts';
import { serveFakeMedia, type FakeMedia } from './fake-media.ts';
import './page-controls.ts';

const chosen = window.mockedScenario;
if (chosen !== undefined) {
  const streams = new Map(Object.entries(chosen.streams));
  const main = createFakeMain(chosen.snapshot, chosen.answers);
  const held = new Map<string, { readonly answer: Promise<WireError | null>; readonly release: (error: WireError | null) => void }>();
  let media: FakeMedia | null = null;
  main.onConnectLink(() => {
    const { port1, port2 } = new MessageChannel();
    media = serveFakeMedia(port1, streams);
    window.postMessage(MEDIA_PORT_MESSAGE, '*', [port2]);
  });
  window.mocked = {
    main,
    fail(channel, error) {
      main.failures.set(channel, new VmsError(error.kind, error.key, error.details));
    },
    hold(channel) {
      const { promise, resolve } = Promise.withResolvers<WireError | null>();
      held.set(channel, { answer: promise, release: resolve });
    },
    release(channel, error) {
      held.get(channel)?.release(error);
      held.delete(channel);
    },
    setStream(camera, state) {
      media?.setStream(camera, state);
    },
    freeze(camera) {
      media?.freeze(camera);
    },
  };
  Object.defineProperty(window, 'vmsTransport', {
    value: {
      ...main.transport,
      invoke: async (channel, payload) => {
        const failure = await held.get(channel)?.answer;
        return failure == null ? main.transport.invoke(channel, payload) : { ok: false, error: failure };
      },
    } satisfies WindowTransport,
  });
}
