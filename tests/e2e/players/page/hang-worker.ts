/** The real decode worker, which can be made to hang: all its timers and messages stop. */
import '../../../../src-renderer/players/decode-worker/main.ts';

new BroadcastChannel('hang').onmessage = (message: MessageEvent<number>) => {
  const until = performance.now() + message.data;
  while (performance.now() < until);
};
