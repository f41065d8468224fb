import { describe, expect, it } from 'vitest';
import { DialQueue, type DialSlot } from '../../../../src-main/media/dial-queue.ts';

const never = new AbortController().signal;
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
};

function ask(queue: DialQueue, host: string, into: { host: string; slot: DialSlot }[], signal = never): void {
  void queue.acquire(host, signal).then((slot) => {
    if (slot !== null) into.push({ host, slot });
  });
}

describe('DialQueue', () => {
  it('allows so many in all and so many a host, without one host holding up another', async () => {
    const queue = new DialQueue({ total: 8, perHost: 4 });
    const granted: { host: string; slot: DialSlot }[] = [];
    for (let dial = 0; dial < 10; dial += 1) ask(queue, 'recorder', granted);
    for (let dial = 0; dial < 10; dial += 1) ask(queue, `camera${dial}`, granted);
    await settle();
    expect(granted.map(({ host }) => host)).toEqual([
      'recorder',
      'recorder',
      'recorder',
      'recorder',
      'camera0',
      'camera1',
      'camera2',
      'camera3',
    ]);
    granted[0]?.slot.release();
    granted[0]?.slot.release();
    await settle();
    expect(granted).toHaveLength(9);
    expect(granted.at(-1)?.host).toBe('recorder');
  });

  it('forgets who was aborted while waiting', async () => {
    const queue = new DialQueue({ total: 1, perHost: 1 });
    const granted: { host: string; slot: DialSlot }[] = [];
    const abort = new AbortController();
    ask(queue, 'a', granted);
    ask(queue, 'b', granted, abort.signal);
    ask(queue, 'c', granted);
    abort.abort();
    await settle();
    granted[0]?.slot.release();
    await settle();
    expect(granted.map(({ host }) => host)).toEqual(['a', 'c']);
  });
});
