/** The contract as JSON text frames, for hosts that reach their windows by WebSocket. */
import { z } from 'zod';
import { replySchema } from './builder.ts';

const channel = z.string().max(200);

export const fromWindowSchema = z.discriminatedUnion('kind', [
  /** `id` is the window's own count, given back in the reply. */
  z.object({ kind: z.literal('invoke'), id: z.int().min(0), channel, payload: z.unknown().optional() }),
  z.object({ kind: z.literal('send'), channel, payload: z.unknown().optional() }),
]);
export type FromWindow = z.infer<typeof fromWindowSchema>;

export const toWindowSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('reply'), id: z.int(), reply: replySchema }),
  z.object({ kind: z.literal('notify'), channel, payload: z.unknown().optional() }),
]);
export type ToWindow = z.infer<typeof toWindowSchema>;
