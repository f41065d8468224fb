import { z } from 'zod';
import { rtspTransportSchema } from './camera.ts';

export const languageSchema = z.enum(['vi', 'en']);
export type Language = z.infer<typeof languageSchema>;

/** `auto` chooses main or sub by tile size; the others pin it for the whole workstation. */
export const streamPreferenceSchema = z.enum(['auto', 'main', 'sub']);
export type StreamPreference = z.infer<typeof streamPreferenceSchema>;

/** `system`: as the computer's own setting says at the moment. Pictures stay on black in any case. */
export const appearanceSchema = z.enum(['dark', 'light', 'system']);
export type Appearance = z.infer<typeof appearanceSchema>;

export const settingsSchema = z
  .object({
    language: languageSchema,
    appearance: appearanceSchema,
    /** Absolute path of an FFmpeg chosen by hand; `null` = the bundled one, then PATH. */
    ffmpegPath: z.string().max(4096).nullable(),
    streamPreference: streamPreferenceSchema,
    /** Transport offered for new cameras. */
    defaultTransport: rtspTransportSchema,
    /** Overlay figures (fps, age, decoder) on every tile rather than only on the selected one. */
    showFigures: z.boolean(),
    /** How loud the audible tile is, %. */
    soundVolume: z.int().min(0).max(100),
    /** Width of the camera list in CSS pixels; 0 = folded away. */
    sidebarWidth: z.int().min(0).max(1200),
    /** Pictures one person is thought to be able to watch; more are told, never refused. */
    attentionTiles: z.int().min(1).max(64),
    /** Whether pictures go on when the seat locks by itself; acts are refused in any case. */
    wallStaysWhenLocked: z.boolean(),
    /** Whether a screen (window) that a person closes is open again at the next start. */
    keepClosedScreens: z.boolean(),
    /** How much of every open stream is kept in memory for instant replay, s; 0 keeps nothing. */
    replaySeconds: z.int().min(0).max(300),
    /** Memory all streams' replays may take together, MB. */
    replayMemoryMb: z.int().min(64).max(8192),
    /** Absolute path for snapshots; `null` = a folder of the profile. */
    snapshotFolder: z.string().max(4096).nullable(),
    snapshotFormat: z.enum(['png', 'jpeg']),
    /** A band below each snapshot with camera, time and its source. */
    snapshotStamp: z.boolean(),
  })
  .readonly();
export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = {
  language: 'vi',
  appearance: 'dark',
  ffmpegPath: null,
  streamPreference: 'auto',
  defaultTransport: 'tcp',
  showFigures: true,
  soundVolume: 80,
  sidebarWidth: 320,
  attentionTiles: 16,
  wallStaysWhenLocked: false,
  keepClosedScreens: false,
  replaySeconds: 60,
  replayMemoryMb: 64,
  snapshotFolder: null,
  snapshotFormat: 'png',
  snapshotStamp: true,
};

export const settingsPatchSchema = settingsSchema.unwrap().partial().readonly();
export type SettingsPatch = z.infer<typeof settingsPatchSchema>;
