import { createRequire } from 'node:module';

/**
 * Path of the binary `ffmpeg-static` downloaded, or `null`. The package is optional: npm leaves it
 * out where its download site is not reached.
 */
export function bundledFfmpegPath(fromUrl: string): string | null {
  try {
    const found: unknown = createRequire(fromUrl)('ffmpeg-static');
    return typeof found === 'string' ? found : null;
  } catch {
    return null;
  }
}
