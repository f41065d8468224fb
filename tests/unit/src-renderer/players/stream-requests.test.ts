import { noMasks } from '../../../../src-contract/model/privacy.ts';
import { expect, it } from 'vitest';
import { VmsError } from '../../../../src-contract/errors.ts';
import type { OpenedStream } from '../../../../src-renderer/players/player-types.ts';
import { StreamRequests } from '../../../../src-renderer/players/stream-requests.ts';
import { ManualClock } from './manual-clock.ts';

const stream = (ticket: string): OpenedStream => ({ ticket, profile: 'sub', fixed: null, masks: noMasks });

class Asked {
  readonly clock = new ManualClock();
  readonly log: string[] = [];
  readonly waiting: { resolve(opened: OpenedStream): void; reject(reason: Error): void }[] = [];
  readonly requests = new StreamRequests({
    clock: this.clock,
    open: () =>
      new Promise((resolve, reject) => {
        this.waiting.push({ resolve, reject });
      }),
    granted: ({ ticket }, byPerson) => this.log.push(`granted ${ticket}${byPerson ? ' by person' : ''}`),
    refused: (reason, retryAtMs) => this.log.push(`refused ${reason} ${retryAtMs === null ? 'for good' : retryAtMs - this.clock.now()}`),
    spare: (ticket) => this.log.push(`spare ${ticket}`),
  });

  async answer(which: number, with_: OpenedStream | Error): Promise<void> {
    const question = this.waiting[which];
    if (with_ instanceof Error) question?.reject(with_);
    else question?.resolve(with_);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

it('uses the answer to the newest question only, and gives back what came too late', async () => {
  const asked = new Asked();
  void asked.requests.ask();
  void asked.requests.ask(true);
  await asked.answer(1, stream('b'));
  await asked.answer(0, stream('a'));
  expect(asked.log).toEqual(['granted b by person', 'spare a']);
});

it('asks again after a refusal, ever more slowly, until forgiven', async () => {
  const asked = new Asked();
  void asked.requests.ask();
  await asked.answer(0, new Error('main is away'));
  asked.clock.advance(1_000);
  await asked.answer(1, new Error('main is away'));
  expect(asked.log).toEqual(['refused internal 1000', 'refused internal 2000']);
  asked.requests.forgive();
  void asked.requests.ask();
  await asked.answer(2, new Error('main is away'));
  expect(asked.log.at(-1)).toBe('refused internal 1000');
});

it('does not ask again what main forbids, nor after it was cancelled', async () => {
  const asked = new Asked();
  void asked.requests.ask();
  await asked.answer(0, new VmsError('denied', 'denied'));
  asked.clock.advance(60_000);
  expect(asked.waiting).toHaveLength(1);
  void asked.requests.ask();
  await asked.answer(1, new Error('main is away'));
  asked.requests.cancel();
  asked.clock.advance(60_000);
  expect(asked.waiting).toHaveLength(2);
  expect(asked.log[0]).toMatch(/for good$/u);
});
