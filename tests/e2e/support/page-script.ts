/** Runs in the page before the renderer: gives it a fake main where the preload would put the real one. */
import '../../../src-renderer/lib/zod-without-eval.ts';
import { VmsError } from '../../../src-contract/errors.ts';
import { MEDIA_PORT_MESSAGE } from '../../../src-contract/ipc/port-message.ts';
import { createFakeMain } from '../../fakes/fake-main.ts';
import { serveFakeMedia, type FakeMedia } from './fake-media.ts';
import './page-controls.ts';

const chosen = window.mockedScenario;
if (chosen !== undefined) {
  const streams = new Map(Object.entries(chosen.streams));
  const main = createFakeMain(chosen.snapshot, chosen.answers);
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
    setStream(camera, state) {
      media?.setStream(camera, state);
    },
    freeze(camera) {
      media?.freeze(camera);
    },
  };
  Object.defineProperty(window, 'vmsTransport', { value: main.transport });
}
