import { execFileSync } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { joinNals, nalRanges } from '../../../src-main/media/codec/annex-b.ts';
import { UnitNormaliser } from '../../../src-main/media/codec/unit-normaliser.ts';
import { silentSps } from '../../fakes/silent-sps.ts';
import { launchChromium } from './browser.ts';
import { splitAtDelimiters, type ClipUnit } from './clips.ts';

let browser: Browser;
let page: Page;
let server: Server;

beforeAll(async () => {
  // WebCodecs needs a secure context, which an empty page is not.
  server = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<title>decode</title>'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  browser = await launchChromium();
  page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}`); // listening on a port, so it has one
});
afterAll(async () => {
  await browser.close();
  server.close();
});

/** High profile, two seconds, a keyframe every 25 pictures, in parameter sets that say nothing about reordering. */
function silentClip(bFrames: number): ClipUnit[] {
  const bytes = execFileSync('ffmpeg', [
    ...['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=25', '-frames:v', '60', '-c:v', 'libx264', '-profile:v', 'high'],
    ...['-preset', 'fast', '-bf', String(bFrames), '-g', '25', '-sc_threshold', '0', '-pix_fmt', 'yuv420p'],
    ...['-bsf:v', 'h264_metadata=aud=insert', '-f', 'h264', 'pipe:1'],
  ]);
  return splitAtDelimiters(bytes).map(({ data, keyframe }) => {
    const nals = nalRanges(data).map(({ begin, end }) => data.subarray(begin, end));
    return { keyframe, data: joinNals(nals.map((nal) => ((nal[0] ?? 0) % 32 === 7 ? silentSps(nal) : nal))) };
  });
}

const normalised = (units: readonly ClipUnit[]): ClipUnit[] => {
  const normaliser = new UnitNormaliser({ codec: 'h264', extradata: new Uint8Array(), width: 320, height: 180 });
  return units.map(({ data, keyframe }) => ({ data: normaliser.normalise(data, keyframe), keyframe }));
};

/** Feeds one unit at a time and waits for the decoder to come to rest: which unit's picture was out after each. */
function decode(units: readonly ClipUnit[]): Promise<{ held: number[]; order: number[] }> {
  const plain = units.map(({ data, keyframe }) => ({ base64: Buffer.from(data).toString('base64'), keyframe }));
  return page.evaluate(async (fed) => {
    const order: number[] = [];
    const held: number[] = [];
    const decoder = new VideoDecoder({
      output(frame) {
        order.push(frame.timestamp / 1_000);
        frame.close();
      },
      error(error) {
        throw error;
      },
    });
    decoder.configure({ codec: 'avc1.64000d', codedWidth: 320, codedHeight: 180, optimizeForLatency: true });
    for (const [index, { base64, keyframe }] of fed.entries()) {
      const data = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
      decoder.decode(new EncodedVideoChunk({ type: keyframe ? 'key' : 'delta', timestamp: index * 1_000, data }));
      const until = performance.now() + 60;
      while (order.length <= index && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 2));
      held.push(index + 1 - order.length);
    }
    await decoder.flush();
    decoder.close();
    return { held, order };
  }, plain);
}

test('after the proof no picture is held back where the stream has no B-frames', async () => {
  const { held, order } = await decode(normalised(silentClip(0)));
  expect(order).toEqual([...order.keys()]);
  expect(order).toHaveLength(60);
  // The first group of pictures is the proof; from the second keyframe on the parameter set promises.
  expect(Math.max(...held.slice(25)), held.join()).toBeLessThanOrEqual(1);
});

test('pictures of a stream with B-frames come out complete and in the order they are shown', async () => {
  const units = silentClip(2);
  const before = await decode(units);
  const after = await decode(normalised(units));
  expect(after.order).toHaveLength(60);
  // Units are numbered as sent, so B-frames show as a number that goes back, the same with and without the normaliser.
  expect(after.order).toEqual(before.order);
  expect(after.order.some((number, index) => number < (after.order[index - 1] ?? 0))).toBe(true);
});
