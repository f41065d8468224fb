/** A ledger as years of a control room leave it: many people, cameras and acts, so that a filter has something to leave out. */
import { randomBytes } from 'node:crypto';
import type { AuditAction, AuditDraft } from '../../src-contract/model/audit-draft.ts';
import { uuidV7 } from '../../src-main/base/ledger/uuid-v7.ts';
import { openLedger, type LedgerPlace, type OpenedLedger } from '../../src-main/cache/ledger/open-ledger.ts';

const BATCH = 5_000;
/** One entry in so many milliseconds: a million of them are 92 days. */
const APART_MS = 8_000;
const PEOPLE = 41;
const CAMERAS = 1_201;

/** Mostly looking, as anywhere; what is asked for in an inquiry is the rest. */
const acts: readonly AuditAction[] = [
  ...(['live.start', 'live.stop', 'live.start', 'live.stop', 'live.prepare', 'wall.change', 'audio.start', 'audio.stop'] as const),
  ...(['replay.start', 'replay.stop', 'ptz.start', 'ptz.stop', 'session.lock', 'session.unlock', 'snapshot.take', 'log.read'] as const),
];

/** Every field by a step through the index that shares no factor with the others, so that any two of them meet. One in twenty is done while the province is away. */
export function variedDraft(index: number): AuditDraft {
  const person = (index * 7) % PEOPLE;
  const camera = (index * 31) % CAMERAS;
  return {
    actor: {
      userId: `u-${person}`,
      name: `Ma Thị Hoa ${person}`,
      unit: 'Trung tâm IOC',
      role: 'truc-ban-ioc',
      session: `s-${Math.floor(index / 500)}`,
      mode: Math.floor(index / 500) % 20 === 0 ? 'offline' : 'online',
    },
    action: acts[Math.floor(index / 3) % acts.length] ?? 'live.start',
    phase: 'event',
    object: { kind: 'camera', id: `c-${camera}`, label: `Nút giao Định Hoá ${camera}` },
    area: 'thai-nguyen/dinh-hoa',
    purpose: 'Trực ban',
    caseNumber: null,
    requestId: null,
    outcome: index % 47 === 0 ? 'refused' : 'done',
    reason: null,
    params: { index },
  };
}

/** Fills a new ledger through the program's own writer, with the clocks of its entries apart; left open. */
export function fillLedger(place: LedgerPlace, entries: number): OpenedLedger {
  const startMs = Date.now() - entries * APART_MS;
  const { bootId } = place.moment();
  let index = 0;
  const opened = openLedger({
    ...place,
    moment: () => {
      const atMs = startMs + index * APART_MS;
      index += 1;
      return { ...place.moment(), epochMs: atMs, monoMs: index * APART_MS, bootId, entryId: uuidV7(atMs, randomBytes(10)) };
    },
  });
  for (let from = 0; from < entries; from += BATCH)
    opened.writer.append(Array.from({ length: Math.min(BATCH, entries - from) }, (_, step) => variedDraft(from + step)));
  return opened;
}
