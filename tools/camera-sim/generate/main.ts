/**
 * Draws the scenes in a headless Chromium and encodes them into `clips/`. Run by a developer who
 * changed a scene; the clips are part of the repository.
 *
 * node tools/camera-sim/generate/main.ts [--only 1,4] [--kinds sub,main,hevc,mjpeg,aac] [--stills DIR] [--chromium PATH] [--ffmpeg PATH]
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Page } from 'playwright-core';
import { servePage, type PageServer } from './page-server.ts';
import { clipPlans, tonePlans, type ClipPlan } from './plans.ts';
import { writeManifest } from './write-manifest.ts';

const root = join(import.meta.dirname, '..');
const clips = join(root, 'clips');

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    kinds: { type: 'string', default: 'sub,main,hevc,mjpeg,aac' },
    stills: { type: 'string' },
    chromium: { type: 'string', default: process.env['VMS_CHROMIUM'] ?? '/usr/bin/chromium' },
    ffmpeg: { type: 'string', default: process.env['VMS_FFMPEG'] ?? 'ffmpeg' },
  },
});

const kinds = values.kinds.split(',');
const wanted = values.only?.split(',').map(Number);
const plans = clipPlans.filter((plan) => kinds.includes(plan.job.stream) && (wanted?.includes(plan.job.scene) ?? true));

async function encode(server: PageServer, page: Page, plan: ClipPlan, outputs: readonly string[], only?: readonly number[]): Promise<void> {
  const { width, height, fps } = plan.job;
  const input = [
    '-f',
    'rawvideo',
    '-pix_fmt',
    'yuv420p',
    '-video_size',
    `${String(width)}x${String(height)}`,
    '-framerate',
    String(fps),
    '-i',
    'pipe:0',
  ];
  const ffmpeg = spawn(values.ffmpeg, ['-hide_banner', '-loglevel', 'error', '-y', ...input, ...outputs], {
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  const ended = once(ffmpeg, 'exit');
  server.setSink(async (frame) => {
    if (!ffmpeg.stdin.write(frame)) await once(ffmpeg.stdin, 'drain');
  });
  await page.evaluate(`window.renderClip(${JSON.stringify(only === undefined ? plan.job : { ...plan.job, only })})`);
  ffmpeg.stdin.end();
  const [code] = (await ended) as [number | null]; // shape of ChildProcess 'exit'
  if (code !== 0) throw new Error(`ffmpeg ended with ${String(code)} for ${plan.name}`);
}

async function run(): Promise<void> {
  await mkdir(clips, { recursive: true });
  const server = await servePage(root);
  const rootUser = process.getuid?.() === 0;
  const browser = await chromium.launch({ executablePath: values.chromium, args: rootUser ? ['--no-sandbox'] : [] });
  try {
    const page = await browser.newPage();
    page.on('console', (message) => process.stderr.write(`page: ${message.text()}\n`));
    page.on('pageerror', (failure) => process.stderr.write(`page: ${String(failure)}\n`));
    await page.goto(server.origin);
    await page.waitForFunction('window.renderClip !== undefined');
    for (const plan of plans) {
      const started = performance.now();
      if (values.stills === undefined) await encode(server, page, plan, plan.outputs(clips));
      else
        await encode(
          server,
          page,
          plan,
          ['-frames:v', '2', join(values.stills, `${plan.name}-%d.png`)],
          [0, Math.round(plan.job.fps * 3.4)],
        );
      if (values.stills === undefined) await writeManifest(clips);
      process.stdout.write(`${plan.name}: ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
    }
  } finally {
    await browser.close();
    server.close();
  }
  if (values.stills === undefined) {
    if (kinds.includes('aac'))
      for (const plan of tonePlans(clips))
        await once(spawn(values.ffmpeg, ['-hide_banner', '-loglevel', 'error', '-y', ...plan], { stdio: 'inherit' }), 'exit');
    await writeManifest(clips);
  }
}

await run();
