import { z } from 'zod';
import { cameraIdSchema, streamProfileSchema } from '../model/camera.ts';
import { invoke } from './builder.ts';

/** Longest side of a picture, pixels: 8K. */
const MAX_SIDE = 8192;
/** Of the encoded picture, so that its base64 fits into one frame of the Chromium host's socket. */
export const MAX_SNAPSHOT_BYTES = 20 * 1024 * 1024;
/** The end of the year 9999: later times have no text. */
const MAX_TIME_MS = 253_402_300_799_999;
const MAX_BASE64 = Math.ceil(MAX_SNAPSHOT_BYTES / 3) * 4;

export const snapshotFormatSchema = z.enum(['png', 'jpeg']);
export type SnapshotFormat = z.infer<typeof snapshotFormatSchema>;

/**
 * Whether a picture has every pixel of its stream: `full`; `decoded-for-tile` where only FFmpeg can decode the stream
 * and made no larger picture in time; `no-newer-frame` where the stream stopped and only the tile's own picture was left.
 */
export const snapshotFidelitySchema = z.enum(['full', 'decoded-for-tile', 'no-newer-frame']);
export type SnapshotFidelity = z.infer<typeof snapshotFidelitySchema>;

/** When the camera took a picture by its own clock, and how that clock is known here. UTC, ms. */
export const cameraTimeSchema = z.object({ source: z.enum(['rtcp', 'replay']), atMs: z.int().min(0).max(MAX_TIME_MS) }).readonly();
export type CameraTime = z.infer<typeof cameraTimeSchema>;

export const snapshotSchema = z
  .object({
    cameraId: cameraIdSchema,
    format: snapshotFormatSchema,
    /** Of the file, the stamp's band included. */
    width: z.int().min(1).max(MAX_SIDE),
    height: z.int().min(1).max(MAX_SIDE),
    /** When the frame arrived in this machine, UTC by this machine's clock. */
    arrivedAtMs: z.int().min(0).max(MAX_TIME_MS),
    /** `null` where the camera does not say. */
    cameraTime: cameraTimeSchema.nullable(),
    /** A frame of a replay, not of the present. */
    replay: z.boolean(),
    profile: streamProfileSchema,
    fidelity: snapshotFidelitySchema,
    /** A band below the picture says what it is. */
    stamped: z.boolean(),
    dataBase64: z.base64().max(MAX_BASE64),
  })
  .readonly();
export type SnapshotPicture = z.infer<typeof snapshotSchema>;

/** Single pictures as files. One bounded message, because the window encodes and main alone may write. */
export const snapshots = {
  /** Writes the picture into the snapshot folder; answers where it is. Rejects `storage-full`, `denied`, `unavailable`, `too-large`. */
  save: invoke({
    permission: 'snapshot',
    audited: 'snapshot.take',
    args: snapshotSchema,
    result: z.object({ path: z.string(), sha256: z.string().length(64) }),
    maxSize: MAX_BASE64 + 10_000,
  }),
};
