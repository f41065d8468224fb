/** Two tiles of two screens that change cameras with one another, as one act with one undo. */
import { z } from 'zod';
import { cameraIdSchema } from './camera.ts';
import { screenNumberSchema } from './screen.ts';

const cellSchema = z.int().min(0).max(63);

/** One end of an exchange, as the other end asks for it. */
export const handedCameraSchema = z
  .object({
    /** The same for both ends, and for every undo and redo of it. */
    exchangeId: z.uuid(),
    /** The tile that is to change. */
    cell: cellSchema,
    /** What it must still show; a tile that shows something else by now is left alone. */
    was: cameraIdSchema.nullable(),
    /** What it is to show; `null` empties it. */
    cameraId: cameraIdSchema.nullable(),
    /** The tile at the other end. */
    from: z.object({ screen: screenNumberSchema, cell: cellSchema }).readonly(),
  })
  .readonly();
export type HandedCamera = z.infer<typeof handedCameraSchema>;

/** What a window asks for: a tile of another screen, with its own at the other end. */
export const handCallSchema = z
  .object({
    ...handedCameraSchema.unwrap().omit({ from: true }).shape,
    screen: screenNumberSchema,
    fromCell: cellSchema,
  })
  .readonly();
export type HandCall = z.infer<typeof handCallSchema>;
