import { z } from 'zod';
import { cameraIdSchema, streamProfileSchema, streamWishSchema } from '../model/camera.ts';
import { pictureMasksSchema } from '../model/privacy.ts';
import { provenDecoderSchema } from '../model/proven-decoder.ts';
import { frameCountsSchema, tileReportSchema } from '../model/stream-state.ts';
import { invoke, notify, send } from './builder.ts';

export const ticketSchema = z.string().min(16).max(64);

export const ticketEndingSchema = z.enum(['asks-again', 'time-over', 'heard-elsewhere']);
export type TicketEnding = z.infer<typeof ticketEndingSchema>;

/** Opening streams. Video itself rides on the media link, never here. */
export const live = {
  /**
   * Asks to see a camera. The ticket admits this window's media link to exactly that stream until
   * it is closed, the window goes, or rights change. `tileHeightPx` is in device pixels. `want` is what
   * the window would like; main decides what exists and is allowed, and says in `fixed` why asking for
   * the other one is useless, and in `masks` what of the pictures must not be shown; where that is not known, nothing is.
   */
  open: invoke({
    permission: 'live.view',
    args: z.object({ cameraId: cameraIdSchema, tileHeightPx: z.int().min(1).max(16_384), want: streamWishSchema.default('auto') }),
    result: z.object({
      ticket: ticketSchema,
      profile: streamProfileSchema,
      fixed: z.enum(['only-stream', 'pinned']).nullable(),
      masks: pictureMasksSchema,
    }),
  }),
  /**
   * Has a camera's stream pulled that is about to be called up, so that its keyframe is here by then: for some seconds,
   * a few at a time. Nothing is decoded or shown and no ticket given; `open` remains the way to watch, with the same
   * arguments. `false` where it is open already, could not be reached lately, or there is too much to do.
   */
  prepare: invoke({
    permission: 'live.view',
    args: z.object({ cameraId: cameraIdSchema, tileHeightPx: z.int().min(1).max(16_384), want: streamWishSchema.default('auto') }),
    result: z.object({ prepared: z.boolean() }),
  }),
  /** Asks to hear a camera: more than seeing it, hence a right of its own. The ticket is good for `listen` on the media link and is closed as the others. */
  listen: invoke({ permission: 'live.listen', args: z.object({ cameraId: cameraIdSchema }), result: z.object({ ticket: ticketSchema }) }),
  close: send({ permission: 'app.use', args: z.object({ ticket: ticketSchema }) }),
  /** Asks the host to connect this window's media link, over which nothing goes without a ticket (Electron posts a MessagePort; Chromium opens `/media` itself). */
  connectLink: send({ permission: 'app.use', args: z.object({}) }),
  /** What the window's tiles really show, once a second. */
  report: send({
    permission: 'app.use',
    args: z.object({ tiles: z.array(tileReportSchema).max(64), frames: frameCountsSchema.default({ created: 0, closed: 0 }) }),
  }),
  /** What playing taught about this machine's decoders; kept for the next start. */
  rememberDecoder: send({ permission: 'app.use', args: z.object({ proven: provenDecoderSchema }) }),
  /**
   * Tickets that no longer admit; the window drops those tiles at once. `asks-again`: it then asks for others and hears
   * whether there are any; `time-over`: only when the person wants to go on; `heard-elsewhere`: another window has the
   * one sound of the workstation now.
   */
  onRevoked: notify(z.object({ tickets: z.array(ticketSchema), ending: ticketEndingSchema })),
};
