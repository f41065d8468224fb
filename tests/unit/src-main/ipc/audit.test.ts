import { expect, it } from 'vitest';
import { type AuditFilter, wholeLog } from '../../../../src-contract/model/audit-log.ts';
import { auditHandlers, type AuditCalls } from '../../../../src-main/ipc/audit.ts';
import type { LogReach } from '../../../../src-main/services/access/log-reach.ts';

const caller = { windowId: 'w1' };

function setUp(first: LogReach) {
  const asked: (string | null)[] = [];
  let reach = first;
  let readings = 0;
  const auditReading = {
    about: () =>
      Promise.resolve({
        state: {},
        people: [
          { id: 'an', label: 'An' },
          { id: 'binh', label: 'Bình' },
        ],
        objects: [
          { id: 'known', label: '' },
          { id: 'hidden', label: '' },
        ],
        actions: [],
      }),
    find: ({ userId }: AuditFilter) => {
      asked.push(userId);
      return Promise.resolve({ readingId: `r${(readings += 1)}`, total: 0, more: 0, asOfMs: 0 });
    },
    whatWasSeen: ({ userId }: { userId: string | null }) => {
      asked.push(userId);
      return Promise.resolve({ sightings: [], truncated: false });
    },
    export: ({ userId }: AuditFilter) => {
      asked.push(userId);
      return Promise.resolve({ file: 'f', entries: 0, sha256: '' });
    },
    page: () => Promise.resolve([]),
    entry: () => Promise.resolve({}),
    verify: () => Promise.resolve({ entries: 0, wrong: 0, findings: [], tookMs: 0 }),
  } as unknown as AuditCalls['auditReading']; // only what is asked and answered here matters
  const handlers = auditHandlers({ auditReading, access: { logReach: () => reach, knows: (id) => id === 'known' } });
  return { handlers, asked, sit: (next: LogReach) => (reach = next) };
}

const an: LogReach = { kind: 'people', own: 'an', userIds: new Set(['an']) };

it('looks through one’s own entries where only those may be read, and refuses another’s', async () => {
  const { handlers, asked } = setUp(an);
  await handlers.find(wholeLog, caller);
  await handlers.find({ ...wholeLog, userId: 'an' }, caller);
  await handlers.whatWasSeen({ userId: null, fromMs: 0, toMs: 1 }, caller);
  await handlers.export({ filter: wholeLog, form: 'csv' }, caller);
  expect(asked).toEqual(['an', 'an', 'an', 'an']);
  await expect((async () => handlers.find({ ...wholeLog, userId: 'binh' }, caller))()).rejects.toMatchObject({
    kind: 'denied',
    key: 'denied-out-of-scope',
  });
  expect(asked).toHaveLength(4);
});

it('names only people and cameras one may know of', async () => {
  const { people, objects } = await setUp(an).handlers.about({}, caller);
  expect([people.map(({ id }) => id), objects.map(({ id }) => id)]).toEqual([['an'], ['known']]);
});

it('leaves the whole log to whoever may read all of it', async () => {
  const { handlers, asked } = setUp({ kind: 'all' });
  await handlers.find(wholeLog, caller);
  await handlers.find({ ...wholeLog, userId: 'binh' }, caller);
  expect(asked).toEqual([null, 'binh']);
  expect((await handlers.about({}, caller)).people).toHaveLength(2);
});

it('keeps an answer from whoever sits down next', async () => {
  const { handlers, sit } = setUp({ kind: 'all' });
  const { readingId } = await handlers.find(wholeLog, caller);
  await handlers.page({ readingId, from: 0, count: 1 }, caller);
  sit(an);
  await expect((async () => handlers.page({ readingId, from: 0, count: 1 }, caller))()).rejects.toMatchObject({ kind: 'not-found' });
  expect(() => handlers.entry({ readingId, at: 0 }, caller)).toThrow('audit-reading-over');
});
