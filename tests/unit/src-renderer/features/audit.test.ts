import { describe, expect, it } from 'vitest';
import { wholeLog } from '../../../../src-contract/model/audit-log.ts';
import { actionText, objectText, personText, witnessText } from '../../../../src-renderer/features/audit/audit-words.ts';
import { actionChoices, filterOf, formOfToday } from '../../../../src-renderer/features/audit/filter-form.ts';
import { scaleOf, seenRows } from '../../../../src-renderer/features/audit/seen-rows.ts';
import { createTexts } from '../../../../src-renderer/lib/i18n.ts';
import { fieldOfMoment, momentOfField } from '../../../../src-renderer/lib/vietnam-field.ts';
import { auditActionSchema } from '../../../../src-contract/model/audit-draft.ts';
import { fakeAudit } from '../../../fakes/fake-audit.ts';

const midnight = Date.UTC(2026, 10, 20, 17);
const HOUR_MS = 3_600_000;

describe('moments as they are typed', () => {
  it('are read as Vietnam writes them', () => {
    expect(momentOfField('21/11/2026 08:05')).toBe(midnight + 8 * HOUR_MS + 5 * 60_000);
    expect(momentOfField(' 1/2/2026 ')).toBe(Date.UTC(2026, 0, 31, 17));
    expect(fieldOfMoment(midnight)).toBe('21/11/2026 00:00');
  });

  it.each(['', 'hôm nay', '31/11/2026', '29/02/2026', '21/13/2026', '21/11/2026 25:00', '2026-11-21', '01/01/1960'])(
    '%j is none',
    (text) => {
      expect(momentOfField(text)).toBeNull();
    },
  );
});

describe('the filter', () => {
  it('begins with today and takes a minute for all of it', () => {
    const form = formOfToday(midnight + 9 * HOUR_MS);
    expect(filterOf(form)).toEqual({ ...wholeLog, fromMs: midnight });
    expect(filterOf({ ...form, to: '21/11/2026 08:05', text: ' Hoa ' })).toMatchObject({
      toMs: midnight + 8 * HOUR_MS + 6 * 60_000 - 1,
      text: 'Hoa',
    });
  });

  it('offers a group where there are several of it', () => {
    expect(actionChoices(['camera.add', 'live.start', 'live.stop']).map(({ value }) => value)).toEqual([
      'camera.add',
      ...['live.', 'live.start', 'live.stop'],
    ]);
  });
});

describe('entries in words', () => {
  it.each(['vi', 'en'] as const)('has a word for every action in %s', async (language) => {
    const texts = await createTexts(language);
    const missing = auditActionSchema.options.filter((action) => actionText(texts, action) === action);
    expect(missing).toEqual([]);
    expect(actionText(texts, 'later.thing')).toBe('later.thing');
  });

  it('names people and things as they are known', async () => {
    const texts = await createTexts('vi');
    expect(personText(texts, { userId: 'local', name: '' })).toBe('Người ngồi tại máy');
    expect(personText(texts, { userId: 'u-1', name: '' })).toBe('u-1');
    expect(objectText({ object: null, params: { channel: 'x', grid: 9, none: null } })).toBe('grid 9');
  });

  it('says how sure the log is', async () => {
    const texts = await createTexts('vi');
    const { state } = fakeAudit();
    expect(witnessText(texts, state).sure).toBe(false);
    const witnessed = { epoch: 1, size: 240, atMs: midnight };
    expect(witnessText(texts, { ...state, witnessed })).toMatchObject({ sure: false });
    expect(witnessText(texts, { ...state, witnessed, unwitnessed: { count: 0, sinceMs: null } })).toEqual({
      sure: true,
      text: 'Tỉnh đã xác nhận đến mục 240',
    });
  });
});

describe('the plot of viewings', () => {
  const span = { fromMs: midnight + 8 * HOUR_MS, toMs: midnight + 11 * HOUR_MS };

  it('has a row a camera, the longest watched first, counted once where viewings overlap', () => {
    const rows = seenRows(fakeAudit().sightings, span);
    expect(rows.map(({ label, bars, watchedMs }) => [label.slice(0, 3), bars.length, watchedMs / 60_000])).toEqual([
      ['101', 3, 145],
      ['102', 2, 50],
      ['103', 2, 40],
    ]);
    expect(rows[0]?.bars.at(-1)).toMatchObject({ start: 130 / 180, length: 50 / 180 });
  });

  it('has a scale of whole steps', () => {
    expect(scaleOf(span).map((atMs) => fieldOfMoment(atMs).slice(11))).toEqual([
      '08:00',
      '08:30',
      '09:00',
      '09:30',
      '10:00',
      '10:30',
      '11:00',
    ]);
    expect(scaleOf({ fromMs: 0, toMs: 365 * 24 * HOUR_MS }).length).toBeLessThan(12);
  });
});
