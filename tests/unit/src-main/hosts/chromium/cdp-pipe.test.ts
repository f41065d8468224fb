import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { systemClock } from '../../../../../src-main/base/clock.ts';
import { CdpPipe, NulFrames, type CdpEvent } from '../../../../../src-main/hosts/chromium/cdp-pipe.ts';

describe('NulFrames', () => {
  test('gives the same messages wherever the pipe cuts', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', '')),
          { maxLength: 8 },
        ),
        fc.array(fc.nat(400), { maxLength: 12 }),
        (messages, cuts) => {
          const bytes = Buffer.from(messages.map((message) => `${message}\0`).join(''));
          const frames = new NulFrames();
          const seen: string[] = [];
          let from = 0;
          for (const cut of [...cuts.filter((at) => at < bytes.length).sort((a, b) => a - b), bytes.length]) {
            seen.push(...frames.push(bytes.subarray(from, cut)));
            from = cut;
          }
          expect(seen).toEqual(messages);
        },
      ),
    );
  });

  test('refuses a message without end', () => {
    const frames = new NulFrames(10);
    frames.push(Buffer.alloc(9, 65));
    expect(() => frames.push(Buffer.alloc(2, 65))).toThrow(RangeError);
  });
});

describe('CdpPipe', () => {
  const connect = () => {
    const input = new PassThrough();
    const output = new PassThrough();
    const pipe = new CdpPipe(input, output, systemClock);
    const answer = (message: unknown): boolean => output.write(`${JSON.stringify(message)}\0`);
    return { input, output, pipe, answer };
  };

  test('matches answers to commands in any order and checks their shape', async () => {
    const { pipe, answer, input } = connect();
    const first = pipe.send('A', { x: 1 }, z.object({ n: z.number() }));
    const second = pipe.send('B', {}, z.object({ n: z.number() }), 's1');
    const third = pipe.send('C', {}, z.object({ n: z.number() }));
    const fourth = pipe.send('D', {}, z.unknown());
    const sent = String(input.read())
      .split('\0')
      .slice(0, 4)
      .map((text) => JSON.parse(text) as unknown);
    expect(sent[0]).toEqual({ id: 1, method: 'A', params: { x: 1 } });
    expect(sent[1]).toEqual({ id: 2, method: 'B', params: {}, sessionId: 's1' });
    answer({ id: 3, result: { n: 'no' } });
    answer({ id: 2, result: { n: 2 }, sessionId: 's1' });
    answer({ id: 1, result: { n: 1 } });
    answer({ id: 4, error: { code: -1, message: 'no such target' } });
    expect(await first).toEqual({ n: 1 });
    expect(await second).toEqual({ n: 2 });
    await expect(third).rejects.toMatchObject({ kind: 'unavailable', key: 'browser-refused' });
    await expect(fourth).rejects.toMatchObject({ details: { command: 'D', reason: 'no such target' } });
  });

  test('tells events and, when the pipe closes, fails what waits and what comes', async () => {
    const { pipe, answer, output } = connect();
    const events: CdpEvent[] = [];
    pipe.onEvent((event) => events.push(event));
    answer({ method: 'Target.targetDestroyed', params: { targetId: 't' } });
    const waiting = pipe.send('A', {}, z.unknown());
    await new Promise((done) => setImmediate(done));
    output.destroy();
    await expect(waiting).rejects.toMatchObject({ key: 'browser-gone' });
    await expect(pipe.send('B', {}, z.unknown())).rejects.toMatchObject({ key: 'browser-gone' });
    expect(events).toEqual([{ method: 'Target.targetDestroyed', params: { targetId: 't' }, sessionId: null }]);
  });

  test('gives up on a browser that does not speak the protocol', async () => {
    const { pipe, output } = connect();
    const waiting = pipe.send('A', {}, z.unknown());
    output.write('garbage\0');
    await expect(waiting).rejects.toMatchObject({ key: 'browser-gone' });
  });
});
