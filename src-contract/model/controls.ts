/** How one person works the program by hand: own keys, and how a stick is read. Kept by main for each person. */
import { z } from 'zod';

const CHORD = /^(?:Ctrl\+)?(?:Alt\+)?(?:Shift\+)?(?:[!-`{-~]|[A-Z][A-Za-z0-9]{1,23})$/u;

/** A key with what is held, `Ctrl+Shift+L`, or a gamepad's button, `Pad3`; see `src-renderer/lib/keys/chord.ts`. */
export const chordSchema = z.string().max(48).regex(CHORD);
export type Chord = z.infer<typeof chordSchema>;

/** What commands are known by; only windows know which there are. */
export const commandIdSchema = z
  .string()
  .max(60)
  .regex(/^[a-z]+(?:\.[a-z0-9-]+)+$/u);

const MOST_COMMANDS = 400;

/** A person's own keys by command; what is absent keeps the keys as delivered, an empty list has none. */
export const ownKeysSchema = z
  .record(commandIdSchema, z.array(chordSchema).max(8).readonly())
  .refine((keys) => Object.keys(keys).length <= MOST_COMMANDS)
  .readonly();
export type OwnKeys = z.infer<typeof ownKeysSchema>;

/** One of a stick's axes as the browser numbers them, and whether pushing means the other way. */
const axisSchema = z.object({ axis: z.int().min(0).max(15), inverted: z.boolean() }).readonly();
export type StickAxis = z.infer<typeof axisSchema>;

export const stickSchema = z
  .object({
    /** How far a stick may be off its middle and still count as at rest, as a part of its way. */
    deadZone: z.number().min(0.02).max(0.5),
    /** 0 = as far as it is pushed; 1 = finest near the middle. */
    curve: z.number().min(0).max(1),
    pan: axisSchema,
    tilt: axisSchema,
    zoom: axisSchema,
  })
  .readonly();
export type Stick = z.infer<typeof stickSchema>;

const PTZ_TOUR_SECONDS = 15;

export const controlsSchema = z
  .object({
    keys: ownKeysSchema,
    /** Tile numbers on the glass: while Alt is held, or always. */
    tileNumbers: z.enum(['held', 'always']),
    stick: stickSchema,
    /** How long a PTZ tour stays at each preset; controls kept before there was a choice have the usual one. */
    ptzTourSeconds: z.int().min(3).max(600).default(PTZ_TOUR_SECONDS),
  })
  .readonly();
export type Controls = z.infer<typeof controlsSchema>;

export const defaultControls: Controls = {
  keys: {},
  tileNumbers: 'held',
  stick: {
    deadZone: 0.12,
    curve: 0.6,
    pan: { axis: 0, inverted: false },
    tilt: { axis: 1, inverted: false },
    zoom: { axis: 3, inverted: true },
  },
  ptzTourSeconds: PTZ_TOUR_SECONDS,
};
