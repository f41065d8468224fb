/** What travels in a drag between the camera list and the wall; the camera list and the wall agree on it here. */
import { z } from 'zod';
import { screenNumberSchema } from '../../src-contract/model/screen.ts';

const MIME = 'application/x-vms-drag';
const dragPayloadSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cameras'), ids: z.array(z.string()).min(1).max(64) }),
  /** All of an area, a unit or a group, in the order of its tree: they fill the wall. */
  z.object({ kind: z.literal('fill'), ids: z.array(z.string()).min(1).max(64) }),
  /** A tile with its camera; any window of the program may be its goal. */
  z.object({ kind: z.literal('tile'), screen: screenNumberSchema, cell: z.int().min(0).max(63), cameraId: z.string() }),
]);
export type DragPayload = z.infer<typeof dragPayloadSchema>;

export function writeDrag(transfer: DataTransfer, payload: DragPayload): void {
  transfer.setData(MIME, JSON.stringify(payload));
  transfer.effectAllowed = payload.kind === 'tile' ? 'move' : 'copy';
}

/** Whether the drag is one of ours; its content is readable only on drop. */
export function carriesDrag(transfer: DataTransfer): boolean {
  return transfer.types.includes(MIME);
}

/** `null` for a foreign or damaged drag: anything may be dropped on a window. */
export function readDrag(transfer: DataTransfer): DragPayload | null {
  try {
    return dragPayloadSchema.parse(JSON.parse(transfer.getData(MIME)));
  } catch {
    return null;
  }
}
