import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { failureFromStderr, StderrTail } from '../../../../src-main/ffmpeg/stderr.ts';

const captured = (name: string): Uint8Array => readFileSync(resolve(import.meta.dirname, `../../../fixtures/ffmpeg/${name}.txt`));

describe('stderr', () => {
  it.each([
    ['unauthorised', 'unauthorised'],
    ['not-found', 'not-found'],
    ['session-limit', 'session-limit'],
    ['busy', 'session-limit'],
    ['refused', 'refused'],
    ['unresolved', 'unreachable'],
    ['unclear', 'protocol-error'],
    ['not-whitelisted', 'protocol-error'],
  ])('reads %s as %s', (name, failure) => {
    const tail = new StderrTail();
    tail.push(captured(name));
    expect(failureFromStderr(tail.lines())).toBe(failure);
  });

  it('says ended when nothing was said', () => {
    expect(failureFromStderr([])).toBe('ended');
  });

  it('redacts before anything is kept, also when a line comes in pieces', () => {
    const tail = new StderrTail();
    const bytes = captured('unauthorised');
    for (const byte of bytes) tail.push(Uint8Array.of(byte));
    expect(tail.lines().join('\n')).toContain('rtsp://***@127.0.0.1');
    expect(tail.lines().join('\n')).not.toContain('wrong');
  });

  it('keeps the last lines only, each of bounded length', () => {
    const tail = new StderrTail(3);
    for (let line = 0; line < 1000; line += 1) tail.push(Buffer.from(`${line} ${'x'.repeat(10_000)}\n`));
    tail.push(Buffer.from('y'.repeat(100_000)));
    expect(tail.lines().map((line) => line.slice(0, 4))).toEqual(['998 ', '999 ', 'yyyy']);
    expect(Math.max(...tail.lines().map((line) => line.length))).toBeLessThanOrEqual(400);
  });
});
