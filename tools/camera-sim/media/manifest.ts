/** What `clips/manifest.json` says; written by the generator. */
import { z } from 'zod';

export const clipEntrySchema = z.object({
  file: z.string().regex(/^[a-z0-9-]+\.(h264|h265|mjpeg)$/u),
  codec: z.enum(['h264', 'h265', 'jpeg']),
  scene: z.int().min(1).max(31),
  stream: z.enum(['sub', 'main', 'hevc', 'mjpeg']),
  /** Seconds from keyframe to keyframe. */
  gop: z.number(),
  width: z.int(),
  height: z.int(),
  fps: z.int(),
  frames: z.int(),
  bytes: z.int(),
});
export type ClipEntry = z.infer<typeof clipEntrySchema>;

export const manifestSchema = z.object({
  scenes: z.array(z.object({ id: z.int(), name: z.string() })).min(1),
  clips: z.array(clipEntrySchema).min(1),
});
export type ClipManifest = z.infer<typeof manifestSchema>;
