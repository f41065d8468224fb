import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { errorKindSchema } from '../../../../src-contract/errors.ts';
import { streamFailureSchema } from '../../../../src-contract/model/stream-state.ts';
import { refusalSchema, syncReasonSchema } from '../../../../src-contract/model/sync.ts';
import { createTexts } from '../../../../src-renderer/lib/i18n.ts';
import en from '../../../../resources/locales/en.json' with { type: 'json' };
import vi from '../../../../resources/locales/vi.json' with { type: 'json' };

const root = resolve(import.meta.dirname, '../../../..');

function flatten(value: unknown, path = ''): Map<string, string> {
  if (typeof value === 'string') return new Map([[path, value]]);
  return new Map(
    Object.entries(value as Record<string, unknown>).flatMap(([key, inner]) => [...flatten(inner, path === '' ? key : `${path}.${key}`)]),
  );
}
const vietnamese = flatten(vi);
/** What English says of one thing; Vietnamese says it of one as of many. */
const ONE = '_one';
const english = new Map([...flatten(en)].filter(([key]) => !key.endsWith(ONE)));
const ofOne = [...flatten(en)].filter(([key]) => key.endsWith(ONE));
const variables = (text: string): string[] => [...new Set(text.match(/\{\{\w+\}\}/gu) ?? [])].sort();

async function sources(folder: string): Promise<string> {
  const files = await readdir(join(root, folder), { recursive: true });
  const texts = files.filter((file) => /\.tsx?$/u.test(file)).map((file) => readFile(join(root, folder, file), 'utf8'));
  return (await Promise.all(texts)).join('\n');
}
const firstGroups = (text: string, pattern: RegExp): string[] => [
  ...new Set(Array.from(text.matchAll(pattern), ([, group = '']) => group)),
];

it('has the same texts in both languages', () => {
  expect([...english.keys()]).toEqual([...vietnamese.keys()]);
});

it('says nothing twice: the later of two equal keys would silently hide the earlier', async () => {
  for (const language of ['vi', 'en']) {
    const lines = (await readFile(join(root, 'resources/locales', `${language}.json`), 'utf8')).split('\n');
    const path: string[] = [];
    const seen = new Set<string>();
    for (const line of lines) {
      const [, key, opens] = /^\s*"([^"]+)":\s*(\{$)?/u.exec(line) ?? [];
      if (key !== undefined) {
        const full = [...path, key].join('.');
        expect(seen.has(full), `${language}: ${full}`).toBe(false);
        seen.add(full);
        if (opens !== undefined) path.push(key);
      } else if (/^\s*\},?$/u.test(line)) path.pop();
    }
    expect(seen.size).toBeGreaterThan(500);
  }
});

it('has no empty text and the same variables in both languages', () => {
  for (const [key, text] of vietnamese) {
    expect(text.trim(), key).not.toBe('');
    expect(variables(english.get(key) ?? ''), key).toEqual(variables(text));
  }
});

it('says of one thing in English what it says of many, and never “1 cameras”', async () => {
  expect(ofOne.length).toBeGreaterThan(30);
  for (const [key, text] of ofOne) expect(variables(text), key).toEqual(variables(english.get(key.slice(0, -ONE.length)) ?? ''));
  const texts = await createTexts('en');
  expect([1, 2, 0].map((count) => texts.t('list.total', { count }))).toEqual(['1 camera', '2 cameras', '0 cameras']);
  await texts.changeLanguage('vi');
  expect([1, 2].map((count) => texts.t('list.total', { count }))).toEqual(['1 camera', '2 camera']);
});

it('keeps Vietnamese texts composed (NFC)', () => {
  for (const [key, text] of vietnamese) expect(text, key).toBe(text.normalize('NFC'));
});

it('has a text for every kind of error and every reason a stream fails', () => {
  expect(Object.keys(vi.errorKinds).sort()).toEqual([...errorKindSchema.options].sort());
  expect(Object.keys(vi.failure).sort()).toEqual([...streamFailureSchema.options].sort());
});

it('has a text for every reason of not being in step, and for every refused item', () => {
  expect(Object.keys(vi.sync.reason).sort()).toEqual([...syncReasonSchema.options].sort());
  expect(Object.keys(vi.sync.refusal).sort()).toEqual([...refusalSchema.options].sort());
});

it('has a text for every error key the program throws', async () => {
  const thrown = firstGroups(
    (await Promise.all(['src-main', 'src-renderer', 'src-contract'].map(sources))).join('\n'),
    /VmsError\(\s*'[a-z-]+',\s*'([^']+)'/gu,
  );
  expect(thrown.length).toBeGreaterThan(20);
  expect(thrown.filter((key) => !(key in vi.errors))).toEqual([]);
});

it('has a text for every notice and every import problem', async () => {
  const services = await sources('src-main/services');
  const notices = firstGroups(services, /severity: '\w+',\s*key: '([^']+)'/gu);
  const problems = firstGroups(services, /problem\([^,()]+,\s*'(import-[^']+)'/gu);
  expect(notices.length).toBeGreaterThan(3);
  expect(problems.length).toBeGreaterThan(3);
  expect(notices.filter((key) => !(key in vi.notice))).toEqual([]);
  expect(problems.filter((key) => !(key in vi.import.problems))).toEqual([]);
});

it('has every literal key the window asks for', async () => {
  const asked = firstGroups(await sources('src-renderer'), /\bt\('([\w.-]+)'/gu);
  expect(asked.length).toBeGreaterThan(100);
  expect(asked.filter((key) => !vietnamese.has(key))).toEqual([]);
});
