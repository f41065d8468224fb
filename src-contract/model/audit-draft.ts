import { z } from 'zod';
import type { AuditEntry } from '../province/schemas.ts';

/** What can be done or happen that leaves an entry: R-AUD-02, and what this client adds (listening, replay, refused calls, epochs). */
export const auditActionSchema = z.enum([
  'app.start',
  'app.stop',
  'app.crash',
  'session.sign-in',
  'session.refused',
  'session.lock',
  'session.unlock',
  'session.sign-out',
  'shift.hand-over',
  'call.refused',
  'live.start',
  'live.stop',
  'live.prepare',
  'audio.start',
  'audio.stop',
  'replay.start',
  'replay.stop',
  'playback.start',
  'playback.seek',
  'playback.stop',
  'snapshot.take',
  'wall.change',
  'wall.push',
  'ptz.start',
  'ptz.stop',
  'ptz.preset',
  'bookmark.add',
  'hold.change',
  'request.create',
  'request.approve',
  'request.reject',
  'evidence.export',
  'evidence.verify',
  'evidence.hand-over',
  'mask.lift',
  'mask.change',
  'camera.add',
  'camera.change',
  'camera.remove',
  'camera.import',
  'config.change',
  'rights.change',
  'grant.change',
  'sync.error',
  'sync.resolve',
  'clock.drift',
  'clock.jump',
  'update.install',
  'log.read',
  'log.export',
  'log.epoch',
]);
export type AuditAction = z.infer<typeof auditActionSchema>;

/** What the doer says of an act; the ledger adds where in the log it stands, when and on which machine. */
export type AuditDraft = Pick<
  AuditEntry,
  'actor' | 'phase' | 'object' | 'area' | 'purpose' | 'caseNumber' | 'requestId' | 'outcome' | 'reason' | 'params'
> & { readonly action: AuditAction };
