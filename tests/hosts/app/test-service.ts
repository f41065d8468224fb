/** A service for the hosts suite: answers, pumps bytes into every link, writes what windows confirm, dies on request. */
import { writeFileSync } from 'node:fs';
import { connectServiceSide } from '../../../src-main/hosts/service-side.ts';

const side = connectServiceSide();
const confirmFile = process.env['TEST_CONFIRM_FILE'] ?? '';

side.onMessage((message) => {
  if (message === 'exit') process.exit(7);
  else if (message === 'environment') side.send({ environment: process.env });
  else side.send({ echo: message });
});
side.onLink((link) => {
  const pump = setInterval(() => {
    // a view into a bigger buffer, as the real batches are
    link.send(new Uint8Array(64 * 1024).subarray(0, 10_000));
  }, 10);
  link.onText((text) => {
    writeFileSync(confirmFile, text);
  });
  link.onClosed(() => {
    clearInterval(pump);
    side.send('link-closed');
  });
});
side.onOrphaned(() => process.exit(0));
side.send('ready');
