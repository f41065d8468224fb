import { expect, it } from 'vitest';
import { foldCommands, paletteHits, type PaletteSources } from '../../../../../src-renderer/features/commands/palette-hits.ts';
import { createTexts, textOf } from '../../../../../src-renderer/lib/i18n.ts';
import { windowCommands } from './window-commands.ts';

const texts = await createTexts('vi');

function palette(recent: readonly string[] = []): {
  readonly sources: PaletteSources;
  readonly hits: (query: string) => readonly string[];
} {
  const { stores } = windowCommands({ cameras: 40, grid: 9 });
  const commands = stores.commands.getState().commands.filter(({ fixed }) => fixed !== true);
  const sources: PaletteSources = {
    commands: foldCommands(commands, ({ text, values }) => textOf(texts, text, values)),
    findCameras: stores.finding.getState().find,
    camera: (id) => stores.cameras.getState().byId.get(id),
    recent,
  };
  return {
    sources,
    hits: (query) => paletteHits(query, sources).flatMap(({ kind, entries }) => entries.map(({ title }) => `${kind}: ${title}`)),
  };
}

it('finds commands without accents, whole words before parts of words', () => {
  const { hits } = palette();
  expect(hits('khoa man')[0]).toBe('command: Khóa màn hình (khi đã đăng nhập)');
  expect(hits('Khoá màn')[0]).toBe('command: Khóa màn hình (khi đã đăng nhập)');
  expect(hits('zzz')).toEqual([]);
});

it('puts the camera of a number first, and cameras before commands that only hold the letters', () => {
  const { hits, sources } = palette();
  const camera = sources.findCameras('')[7];
  expect(hits(String(camera?.number))[0]).toBe(`camera: ${camera?.name ?? ''}`);
  expect(hits('cau gia bay')[0]).toBe('camera: Cầu Gia Bảy');
});

it('begins with what was chosen lately, each thing once', () => {
  const { sources } = palette(['shell.sync', 'gone', 'tile.snapshot']);
  const [recent, others] = paletteHits('', sources);
  expect(recent?.entries.map(({ id }) => id)).toEqual(['shell.sync', 'tile.snapshot']);
  expect(others?.entries.some(({ id }) => id === 'tile.snapshot')).toBe(false);
  const first = paletteHits('o', { ...sources, recent: ['tile.snapshot'] }).find(({ kind }) => kind === 'command')?.entries[0];
  expect(first?.id).toBe('tile.snapshot');
});
