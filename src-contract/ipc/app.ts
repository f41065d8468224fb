import { z } from 'zod';
import { approvalsStateSchema } from '../model/approvals.ts';
import { cameraSchema } from '../model/camera.ts';
import { controlsSchema } from '../model/controls.ts';
import { tileDiagnosticsSchema } from '../model/diagnostics.ts';
import { findingSchema } from '../model/finding.ts';
import { provenDecoderSchema } from '../model/proven-decoder.ts';
import { privacyStateSchema } from '../model/privacy.ts';
import { rightsSchema } from '../model/rights.ts';
import { screenNumberSchema } from '../model/screen.ts';
import { sessionStateSchema } from '../model/session.ts';
import { settingsSchema } from '../model/settings.ts';
import { syncStateSchema } from '../model/sync.ts';
import { territorySchema } from '../model/territory.ts';
import { wallSchema } from '../model/wall.ts';
import { invoke, notify } from './builder.ts';

/** The FFmpeg in use, or why there is none. */
export const ffmpegStatusSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('checking') }),
  z.object({ kind: z.literal('ready'), path: z.string(), version: z.string(), origin: z.enum(['setting', 'bundled', 'path']) }),
  z.object({ kind: z.literal('missing') }),
  z.object({ kind: z.literal('unusable'), path: z.string(), reason: z.string() }),
]);
export type FfmpegStatus = z.infer<typeof ffmpegStatusSchema>;

/** Things a person must know that are nobody's fault at this moment; each key has a text that says what to do. */
export const noticeSchema = z.object({
  id: z.string(),
  severity: z.enum(['info', 'warning', 'error']),
  key: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Notice = z.infer<typeof noticeSchema>;

/** Everything a window needs to draw itself once; after that it listens. */
export const snapshotSchema = z.object({
  version: z.string(),
  host: z.object({ kind: z.enum(['electron', 'chromium']), version: z.string(), platform: z.string() }),
  ffmpeg: ffmpegStatusSchema,
  session: sessionStateSchema,
  rights: rightsSchema,
  privacy: privacyStateSchema,
  approvals: approvalsStateSchema,
  settings: settingsSchema,
  /** Of whoever sits here. */
  controls: controlsSchema,
  cameras: z.array(cameraSchema),
  territory: territorySchema,
  finding: findingSchema,
  /** Which screen of the workstation the asking window is; `wall` is the wall of that one. */
  screen: screenNumberSchema,
  wall: wallSchema,
  notices: z.array(noticeSchema),
  /** What earlier runs learnt about this machine's decoders. */
  decoders: z.array(provenDecoderSchema),
  sync: syncStateSchema,
});
export type Snapshot = z.infer<typeof snapshotSchema>;

export const app = {
  snapshot: invoke({ permission: 'app.use', args: z.object({}), result: snapshotSchema }),
  dismissNotice: invoke({ permission: 'app.use', args: z.object({ id: z.string().max(64) }), result: z.object({}) }),
  /** Writes the diagnostics file, without secrets, into the person's folder; `tiles` is what the window's hops just counted. */
  exportDiagnostics: invoke({
    permission: 'settings.manage',
    args: z.object({ tiles: z.array(tileDiagnosticsSchema).max(64) }),
    result: z.object({ file: z.string() }),
    maxSize: 1_000_000,
  }),
  onNotices: notify(z.object({ notices: z.array(noticeSchema) })),
  onFfmpeg: notify(ffmpegStatusSchema),
};
