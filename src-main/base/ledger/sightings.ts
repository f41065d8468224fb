/** What people had before them, told from the log: pairs the beginnings and ends of watching. Pure; one pass in the order of the log. */
import { z } from 'zod';
import type { Sighting, SightingKind } from '../../../src-contract/model/audit-log.ts';

/** What of an entry tells who saw what. */
const watchEntrySchema = z.object({
  epoch: z.int(),
  seq: z.int(),
  utc: z.string(),
  bootId: z.string(),
  action: z.string(),
  actor: z.object({ userId: z.string(), name: z.string(), session: z.string().nullable() }),
  object: z.object({ id: z.string(), label: z.string().nullable() }).nullable(),
  params: z.record(z.string(), z.unknown()),
});
export type WatchEntry = z.infer<typeof watchEntrySchema>;

/** `null` for bytes that are no entry. */
export function parseWatchEntry(bytes: Uint8Array): WatchEntry | null {
  try {
    const parsed = watchEntrySchema.safeParse(JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null; // no JSON: no entry
  }
}

const begins: Readonly<Record<string, SightingKind>> = {
  'live.start': 'live',
  'audio.start': 'audio',
  'replay.start': 'replay',
  'playback.start': 'playback',
};
const ends: Readonly<Record<string, SightingKind>> = {
  'live.stop': 'live',
  'audio.stop': 'audio',
  'replay.stop': 'replay',
  'playback.stop': 'playback',
};
/** Actions whose entries `Sightings` wants; `app.stop` is the end of everything in that run. */
export const watchActions: readonly string[] = [...Object.keys(begins), ...Object.keys(ends), 'snapshot.take', 'app.start', 'app.stop'];

export class Sightings {
  readonly #open = new Map<string, Sighting[]>();
  readonly #done: Sighting[] = [];
  #bootId: string | null = null;

  get anyOpen(): boolean {
    return this.#open.size > 0;
  }

  /** `lastMs`: when the entry before it, of whatever kind, was written; ends what a run that was killed left open. */
  take(entry: WatchEntry, lastMs: number): void {
    if (entry.bootId !== this.#bootId) this.#endAll(lastMs, 'last-sign');
    this.#bootId = entry.bootId;
    const atMs = Date.parse(entry.utc);
    if (entry.action === 'app.stop') {
      this.#endAll(atMs, 'program-ended');
      return;
    }
    if (entry.object === null) return;
    const began = begins[entry.action];
    const ended = ends[entry.action];
    if (entry.action === 'snapshot.take')
      this.#done.push({ ...sightingOf(entry, entry.object, 'snapshot', atMs), toMs: atMs, ended: 'moment' });
    else if (began !== undefined) {
      const key = keyOf(entry, entry.object.id, began);
      this.#open.set(key, [...(this.#open.get(key) ?? []), sightingOf(entry, entry.object, began, atMs)]);
    } else if (ended !== undefined) this.#end(keyOf(entry, entry.object.id, ended), atMs);
  }

  /** Everything there was; `runs`: the program that wrote the newest entry is still running. */
  result(lastMs: number, runs: boolean): Sighting[] {
    if (!runs) this.#endAll(lastMs, 'last-sign');
    const goesOn = [...this.#open.values()].flat();
    return [...this.#done, ...goesOn].sort((one, other) => one.fromMs - other.fromMs);
  }

  #end(key: string, atMs: number): void {
    const [oldest, ...rest] = this.#open.get(key) ?? [];
    if (oldest === undefined) return;
    if (rest.length === 0) this.#open.delete(key);
    else this.#open.set(key, rest);
    this.#done.push({ ...oldest, toMs: atMs, ended: 'stopped' });
  }

  #endAll(atMs: number, ended: 'program-ended' | 'last-sign'): void {
    for (const sighting of [...this.#open.values()].flat()) this.#done.push({ ...sighting, toMs: Math.max(atMs, sighting.fromMs), ended });
    this.#open.clear();
  }
}

/** A window shows a camera at most once for itself, but may have two streams of it for a moment while it changes over. */
const keyOf = (entry: WatchEntry, cameraId: string, kind: SightingKind): string =>
  JSON.stringify([kind, cameraId, entry.params['windowId'] ?? null]);

function sightingOf(entry: WatchEntry, object: NonNullable<WatchEntry['object']>, kind: SightingKind, fromMs: number): Sighting {
  const { epoch, seq, actor } = entry;
  const who = { userId: actor.userId, userName: actor.name, session: actor.session };
  return { epoch, seq, ...who, cameraId: object.id, cameraLabel: object.label, kind, fromMs, toMs: null, ended: 'goes-on' };
}

/** What touches the span, of one person or of all, joined where one stretch goes over into the next. */
export function sightingsWithin(
  all: readonly Sighting[],
  { userId, fromMs, toMs }: { readonly userId: string | null; readonly fromMs: number; readonly toMs: number },
): Sighting[] {
  const joined = new Map<string, Sighting>();
  const result: Sighting[] = [];
  const keep = (sighting: Sighting): void => {
    if ((sighting.toMs ?? Number.POSITIVE_INFINITY) >= fromMs && sighting.fromMs <= toMs) result.push(sighting);
  };
  for (const sighting of all) {
    if (userId !== null && sighting.userId !== userId) continue;
    const key = JSON.stringify([sighting.userId, sighting.session, sighting.cameraId, sighting.kind]);
    const before = joined.get(key);
    if (sighting.kind === 'snapshot') keep(sighting);
    else if (before !== undefined && sighting.fromMs <= (before.toMs ?? Number.POSITIVE_INFINITY))
      joined.set(key, longer(before, sighting));
    else {
      if (before !== undefined) keep(before);
      joined.set(key, sighting);
    }
  }
  for (const sighting of joined.values()) keep(sighting);
  return result.sort((one, other) => one.fromMs - other.fromMs);
}

function longer(one: Sighting, other: Sighting): Sighting {
  const further = (other.toMs ?? Number.POSITIVE_INFINITY) > (one.toMs ?? Number.POSITIVE_INFINITY) ? other : one;
  return { ...one, toMs: further.toMs, ended: further.ended };
}
