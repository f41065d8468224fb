import { z } from 'zod';
import { cameraIdSchema } from '../model/camera.ts';
import { askedWallSchema, deskSchema, displayIdSchema, MAX_SCREENS, screenNumberSchema } from '../model/screen.ts';
import { invoke, notify, send } from './builder.ts';

/** The windows of the program over the monitors of the workstation. */
export const screens = {
  desk: invoke({ permission: 'app.use', args: z.object({}), result: deskSchema }),
  /** Opens one more window, over all of that monitor, or beside the others with `null`. Rejects `too-large` when all numbers are taken. */
  open: invoke({
    permission: 'screens.arrange',
    args: z.object({ displayId: displayIdSchema.nullable() }),
    result: z.object({ screen: screenNumberSchema }),
  }),
  /** Rejects `not-found` for a screen that is not open, `conflict` for the last one: a slip of the hand must not end the program. */
  close: invoke({ permission: 'screens.arrange', args: z.object({ screen: screenNumberSchema }), result: z.object({}) }),
  /** Over all of that monitor. Rejects `not-found` where one of them is not there any more. */
  move: invoke({
    permission: 'screens.arrange',
    args: z.object({ screen: screenNumberSchema, displayId: displayIdSchema }),
    result: z.object({}),
  }),
  /** Brings a window to the front. */
  focus: invoke({ permission: 'screens.arrange', args: z.object({ screen: screenNumberSchema }), result: z.object({}) }),
  /** What the workstation boots into, and what it could: layouts and scenarios the person may know of. */
  kiosk: invoke({
    permission: 'app.use',
    args: z.object({}),
    result: z.object({
      walls: z.array(askedWallSchema),
      choices: z.array(z.object({ id: z.string(), name: z.string(), kind: z.enum(['layout', 'scenario']) })),
    }),
  }),
  /** An empty list boots into the windows and walls of the last time. */
  setKiosk: invoke({
    permission: 'workstation.manage',
    audited: 'config.change',
    args: z.object({ walls: z.array(askedWallSchema).max(MAX_SCREENS) }),
    result: z.object({}),
  }),
  /** Every window shows its number, large, for some seconds. */
  identify: invoke({ permission: 'screens.arrange', args: z.object({}), result: z.object({}) }),
  /** A person works in this window now: a camera that is called from outside goes there. */
  focused: send({ permission: 'app.use', args: z.object({}) }),
  /** This window hears `onCamera` now: what was called before it did comes then. */
  listening: send({ permission: 'app.use', args: z.object({}) }),
  onDesk: notify(deskSchema),
  onIdentify: notify(z.object({ screen: screenNumberSchema, display: z.string() })),
  /** A camera called from outside (`vmstn://camera/…`), for the selected tile of this window. */
  onCamera: notify(z.object({ cameraId: cameraIdSchema })),
};
