/** The operator's guide against the program: its pictures, the words it quotes, the keys it names, the states it explains. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import en from '../../../../../resources/locales/en.json' with { type: 'json' };
import vi from '../../../../../resources/locales/vi.json' with { type: 'json' };
import { windowCommands } from './window-commands.ts';

const folder = resolve(import.meta.dirname, '../../../../../docs/guide');
const textsIn = (value: unknown): readonly string[] =>
  typeof value === 'string' ? [value] : Object.values(value as object).flatMap(textsIn); // locales are objects of texts, at any depth
const all = (text: string, pattern: RegExp): readonly string[] => [...text.matchAll(pattern)].map(([, found = '']) => found);

const keys: ReadonlySet<string> = new Set(
  windowCommands({})
    .stores.commands.getState()
    .commands.flatMap(({ chords }) => chords),
);
/** What is typed, not a key: `5-1109`, `dinh hoa`. And the word that says what a frame is. */
const typed = /^(?:\d+(?:-\d+)*|dinh hoa|khung|frame)$/u;

describe.each([
  ['vi', vi],
  ['en', en],
] as const)('the guide in %s', (language, locale) => {
  const guide = readFileSync(resolve(folder, `${language}.md`), 'utf8');

  it('names pictures that are there, of its own language', () => {
    const pictures = all(guide, /!\[[^\]]+\]\(([^)]+)\)/gu);
    expect(pictures.length).toBeGreaterThan(5);
    expect(pictures.filter((path) => !path.endsWith(`-${language}.png`) || !existsSync(resolve(folder, path)))).toEqual([]);
  });

  it('quotes words that are on the screen', () => {
    const texts = new Set(textsIn(locale));
    const markers = new Set(['đậm', 'bold']);
    const quoted = all(guide, /\*\*([^*]+)\*\*/gu).filter((word) => !markers.has(word));
    expect(quoted.length).toBeGreaterThan(40);
    expect(quoted.filter((word) => !texts.has(word))).toEqual([]);
  });

  it('names keys that do something', () => {
    const named = all(guide, /`([^`]+)`/gu).filter((key) => !typed.test(key) || /^\d$/u.test(key));
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((key) => !keys.has(key))).toEqual([]);
  });

  it('explains every word a tile can say', () => {
    const { idle, connecting, live, late, frozen, black, stale, failed, replay } = locale.state;
    const states = [idle, connecting, locale.state['waiting-keyframe'], live, late, frozen, black, stale, failed, replay];
    expect(states.filter((word) => !guide.includes(`| **${word}**`))).toEqual([]);
  });
});
