import { expect, test } from 'vitest';
import type { MediaLinkEndpoint } from '../../../../src-renderer/lib/media-link-endpoint.ts';
import { LinkKeeper } from '../../../../src-renderer/players/link-keeper.ts';
import { TicketRenewal } from '../../../../src-renderer/players/ticket-renewal.ts';
import type { StreamStatus } from '../../../../src-renderer/players/worker-messages.ts';
import { ManualClock } from './manual-clock.ts';

const socket: MediaLinkEndpoint = { kind: 'socket', url: 'ws://127.0.0.1:1/media' };
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('connects again with growing waits, and from the start once a link was up', async () => {
  const clock = new ManualClock();
  let tries = 0;
  const keeper = new LinkKeeper(
    clock,
    () => Promise.reject(new Error(`try ${(tries += 1)}`)),
    () => undefined,
  );
  keeper.connect();
  await settle();
  const triesAfter: number[] = [];
  for (const wait of [50, 200, 500]) {
    clock.advance(wait - 1);
    await settle();
    triesAfter.push(tries);
    clock.advance(1);
    await settle();
    triesAfter.push(tries);
  }
  expect(triesAfter).toEqual([1, 2, 2, 3, 3, 4]);
  keeper.up();
  keeper.lost();
  clock.advance(50);
  await settle();
  expect(tries).toBe(5);
  keeper.dispose();
  clock.advance(60_000);
  await settle();
  expect(tries).toBe(5);
});

test('gives the worker what it got', async () => {
  const given: MediaLinkEndpoint[] = [];
  const keeper = new LinkKeeper(
    new ManualClock(),
    () => Promise.resolve(socket),
    (endpoint) => given.push(endpoint),
  );
  keeper.connect();
  await settle();
  expect(given).toEqual([socket]);
});

const status = (state: StreamStatus['state']): StreamStatus => ({
  ...{ stream: 1, state, stateAtMs: 0, decoder: null, decoderFailed: false, codec: null, sourceHoldMs: 0 },
  ...{ source: null, cameraClock: null, suspicion: null },
  ...{ receivedFrames: 0, receivedBytes: 0, droppedFrames: 0 },
  ...{ width: 0, height: 0, queued: 0, skippedFrames: 0, halvable: false },
});

test('a refused ticket is renewed once at a time, more and more slowly; a wrong password is not a reason', async () => {
  const clock = new ManualClock();
  let renewals = 0;
  const renewal = new TicketRenewal(clock, () => {
    renewals += 1;
    return Promise.resolve();
  });
  const lease = { id: 1, cameraId: 'gate', profile: 'sub', ticket: 'a', users: 1 } as const;
  renewal.seen(lease, status({ kind: 'closed', reason: 'unauthorised' }));
  clock.advance(60_000);
  expect(renewals).toBe(0);
  const refused = status({ kind: 'closed', reason: 'refused' });
  const seen: number[] = [];
  for (let step = 0; step < 4; step += 1) {
    renewal.seen(lease, refused);
    renewal.seen(lease, refused);
    clock.advance(1_000);
    await settle();
    seen.push(renewals);
  }
  expect(seen).toEqual([1, 2, 2, 3]);
});
