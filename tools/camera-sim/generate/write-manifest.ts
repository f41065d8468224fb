import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accessUnits } from '../media/annex-b.ts';
import type { ClipEntry, ClipManifest } from '../media/manifest.ts';
import { splitJpegs } from '../packetise/jpeg.ts';
import { clipFiles, type ClipFile } from './plans.ts';
import { scenes } from './scenes/catalogue.ts';

/** Lists every clip of the plan that exists in the folder, with what its bytes say. */
export async function writeManifest(folder: string): Promise<void> {
  const clips: ClipEntry[] = [];
  for (const file of clipFiles) {
    const size = await stat(join(folder, file.file)).catch(() => null);
    if (size !== null) clips.push(await describe(folder, file, size.size));
  }
  const manifest: ClipManifest = { scenes: scenes.map(({ id, name }) => ({ id, name })), clips };
  await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

async function describe(folder: string, file: ClipFile, bytes: number): Promise<ClipEntry> {
  const data = await readFile(join(folder, file.file));
  const frames = file.codec === 'jpeg' ? splitJpegs(data).length : accessUnits(file.codec, data).length;
  const expected = file.fps * file.seconds;
  if (frames !== expected) throw new Error(`${file.file}: ${String(frames)} frames instead of ${String(expected)}`);
  const { codec, scene, stream, gop, width, height, fps } = file;
  return { file: file.file, codec, scene, stream, gop, width, height, fps, frames, bytes };
}
