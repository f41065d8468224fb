/** The audit log of a fake main: as many entries as a test asks for, each made from its number when it is looked at. */
import type { Handlers } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import { VmsError } from '../../src-contract/errors.ts';
import type { AuditFilter, AuditLogState, AuditRow, Sighting } from '../../src-contract/model/audit-log.ts';

export interface FakeAudit {
  entries: number;
  state: AuditLogState;
  sightings: readonly Sighting[];
  /** What the last check found. */
  wrong: number;
}

/** 21 November 2026, 08:00 in Vietnam. */
const START_MS = Date.UTC(2026, 10, 21, 1);
const people = [
  { userId: 'u-1', name: 'Ma Thị Hoa', unit: 'Trung tâm IOC', role: 'truc-ban-ioc' },
  { userId: 'u-2', name: 'Hoàng Văn Tú', unit: 'Công an phường Phan Đình Phùng', role: 'can-bo-xem' },
] as const;
const cameras = ['101 Nút giao Định Hoá', '102 Cổng UBND phường Quan Triều', '103 Cầu Gia Bảy'] as const;
const acts = ['live.start', 'live.stop', 'snapshot.take', 'camera.change', 'call.refused'] as const;
const pick = <T>(from: readonly T[], index: number): T => from[index % from.length]!; // the rest of a division by its length is a place in it

export function fakeRow(seq: number): AuditRow {
  const person = pick(people, Math.floor(seq / 7));
  const action = pick(acts, seq);
  const camera = seq % cameras.length;
  return {
    epoch: 1,
    seq,
    atMs: START_MS + seq * 1_000,
    actor: { ...person, session: `s-${String(seq % 3)}`, mode: seq % 9 === 0 ? 'offline' : 'online' },
    action,
    phase: action === 'camera.change' ? 'result' : 'event',
    object: { kind: 'camera', id: `c-${String(camera)}`, label: pick(cameras, camera) },
    area: 'thai-nguyen/dinh-hoa',
    purpose: 'Trực ban',
    caseNumber: null,
    outcome: action === 'call.refused' ? 'refused' : 'done',
    reason: action === 'call.refused' ? 'denied' : null,
    params: {},
  };
}

const minutes = (count: number): number => START_MS + count * 60_000;
const seen = (camera: number, kind: Sighting['kind'], from: number, to: number | null, ended: Sighting['ended']): Sighting => ({
  epoch: 1,
  seq: 10 * camera + from + 1,
  userId: 'u-1',
  userName: 'Ma Thị Hoa',
  session: 's-1',
  cameraId: `c-${String(camera)}`,
  cameraLabel: pick(cameras, camera),
  kind,
  fromMs: minutes(from),
  toMs: to === null ? null : minutes(to),
  ended,
});

export const fakeAudit = (): FakeAudit => ({
  entries: 240,
  state: {
    logId: '0193c1a0-5b7f-7000-9000-3f0a9d1c2b12',
    epoch: 1,
    seq: 240,
    entries: 240,
    head: { size: 240, atMs: START_MS + 240_000 },
    witnessed: null,
    unwitnessed: { count: 240, sinceMs: START_MS },
    unsent: 240,
    pruned: 0,
  },
  sightings: [
    seen(0, 'live', 0, 95, 'stopped'),
    seen(0, 'replay', 20, 24, 'stopped'),
    seen(0, 'live', 130, null, 'goes-on'),
    seen(1, 'live', 10, 60, 'last-sign'),
    seen(1, 'snapshot', 31, 31, 'moment'),
    seen(2, 'live', 100, 140, 'program-ended'),
    seen(2, 'audio', 110, 120, 'stopped'),
  ],
  wrong: 0,
});

const matches = (filter: AuditFilter) => (row: AuditRow) =>
  (filter.userId === null || row.actor.userId === filter.userId) &&
  (filter.action === null || row.action === filter.action || (filter.action.endsWith('.') && row.action.startsWith(filter.action))) &&
  (filter.objectId === null || row.object?.id === filter.objectId) &&
  (filter.outcome === null || row.outcome === filter.outcome) &&
  (filter.mode === null || row.actor.mode === filter.mode);

function sharesOf(rows: readonly AuditRow[]): { userId: string; entries: number }[] {
  const counts = new Map<string, number>();
  for (const { actor } of rows) counts.set(actor.userId, (counts.get(actor.userId) ?? 0) + 1);
  return [...counts].map(([userId, entries]) => ({ userId, entries })).sort((a, b) => b.entries - a.entries);
}

/** Answers as the program does, from whatever the fake holds at that moment. */
export function fakeAuditHandlers(held: () => FakeAudit): Handlers<VmsContract>['audit'] {
  /** `null`: all of them, which are not made before they are looked at. */
  const readings = new Map<string, readonly AuditRow[] | null>();
  const rowAt = (readingId: string, at: number): AuditRow | null => {
    const rows = readings.get(readingId);
    if (rows === undefined) throw new VmsError('not-found', 'audit-reading-over');
    if (rows !== null) return rows[at] ?? null;
    return at < held().entries ? fakeRow(held().entries - at) : null;
  };
  return {
    about: () => ({
      state: held().state,
      upload: { kind: 'off' },
      people: people.map(({ userId, name }) => ({ id: userId, label: name })),
      objects: cameras.map((label, index) => ({ id: `c-${String(index)}`, label })),
      actions: [...acts].sort(),
    }),
    find: (filter) => {
      const readingId = `r${String(readings.size + 1)}`;
      const { userId, action, objectId, outcome, mode } = filter;
      const open = [userId, action, objectId, outcome, mode].every((wish) => wish === null);
      const all = open
        ? null
        : Array.from({ length: held().entries }, (_, index) => fakeRow(held().entries - index)).filter(matches(filter));
      readings.set(readingId, all);
      return {
        readingId,
        total: all?.length ?? held().entries,
        more: 0,
        asOfMs: START_MS + 300_000,
        shares: mode === 'offline' ? sharesOf(all ?? []) : [],
      };
    },
    page: ({ readingId, from, count }) => ({
      rows: Array.from({ length: count }, (_, offset) => rowAt(readingId, from + offset)).filter((row) => row !== null),
    }),
    entry: ({ readingId, at }) => {
      const row = rowAt(readingId, at);
      if (row === null) throw new VmsError('not-found', 'audit-entry-gone');
      const { seq } = row;
      const text = JSON.stringify({ v: 1, logId: held().state.logId, ...row });
      return { epoch: 1, seq, text, hash: String(seq).padStart(64, '5b1d3f4f0a2c'), whole: true, signedBy: 240, witnessedMs: null };
    },
    whatWasSeen: () => ({ sightings: [...held().sightings], truncated: false }),
    verify: () => ({
      entries: held().entries,
      wrong: held().wrong,
      findings: held().wrong === 0 ? [] : [{ kind: 'changed', epoch: 1, from: 7, to: 7 }],
      tookMs: 1_400,
    }),
    export: ({ form }) => ({ file: `C:\\Users\\Trực ban\\Downloads\\nhat-ky.${form}`, entries: held().entries, sha256: 'ab'.repeat(32) }),
  };
}
