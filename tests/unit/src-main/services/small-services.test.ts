import { describe, expect, it } from 'vitest';
import { VmsError } from '../../../../src-contract/errors.ts';
import { defaultSettings } from '../../../../src-contract/model/settings.ts';
import { emptyWall, tileCount } from '../../../../src-contract/model/wall.ts';
import type { ResolvedFfmpeg } from '../../../../src-main/ffmpeg/resolve.ts';
import { FfmpegService } from '../../../../src-main/services/ffmpeg-status.ts';
import { NoticeBoard } from '../../../../src-main/services/notices.ts';
import { readStored, SettingsService } from '../../../../src-main/services/settings.ts';
import { filledWall, isEmptyWall, WallService } from '../../../../src-main/services/wall.ts';
import { cameraId } from '../../../fakes/camera-rows.ts';
import { createFakeStorage } from '../../../fakes/fake-storage.ts';

describe('settings', () => {
  it('are stored, told, and there again after a restart', async () => {
    const storage = createFakeStorage();
    const settings = await SettingsService.load(storage);
    const told: unknown[] = [];
    settings.changed.on(({ before, after }) => told.push([before.language, after.language]));
    await settings.update({ language: 'en', sidebarWidth: 0 });
    expect(told).toEqual([['vi', 'en']]);
    expect((await SettingsService.load(storage)).current()).toEqual({ ...defaultSettings, language: 'en', sidebarWidth: 0 });
  });

  it('lose one bad value and keep the others', () => {
    expect(readStored({ language: 'fr', showFigures: false, sidebarWidth: -1, unknown: 1, ffmpegPath: '/a b/ffmpeg' })).toEqual({
      ...defaultSettings,
      showFigures: false,
      ffmpegPath: '/a b/ffmpeg',
    });
  });

  it('stay as they were when they cannot be stored', async () => {
    const storage = createFakeStorage();
    const settings = await SettingsService.load(storage);
    storage.failNext(new VmsError('unavailable', 'storage-unavailable'));
    await expect(settings.update({ language: 'en' })).rejects.toMatchObject({ kind: 'unavailable' });
    expect(settings.current().language).toBe('vi');
  });
});

describe('the wall', () => {
  const all = () => true;

  it('is there again after a restart, without cameras that are gone', async () => {
    const storage = createFakeStorage();
    const wall = await WallService.load(storage, all);
    await wall.save(1, { ...filledWall([cameraId(1), cameraId(2)], 4), enlarged: 1 });
    const again = await WallService.load(storage, (id) => id !== cameraId(2));
    expect([tileCount(again.current(1)), again.current(1).cells.slice(0, 3), again.current(1).enlarged]).toEqual([
      4,
      [cameraId(1), null, null],
      null,
    ]);
    expect((await WallService.load(storage, all)).current(1).enlarged).toBe(1);
  });

  it('empties the cells of removed cameras and puts them back where nothing else stands', async () => {
    const wall = await WallService.load(createFakeStorage(), all);
    await wall.save(1, filledWall([cameraId(1), cameraId(2), cameraId(3)], 4));
    const restore = await wall.clearCameras(new Set([cameraId(1), cameraId(2)]));
    expect(wall.current(1).cells.slice(0, 3)).toEqual([null, null, cameraId(3)]);
    await wall.save(1, { ...wall.current(1), cells: wall.current(1).cells.map((id, cell) => (cell === 0 ? cameraId(9) : id)) });
    await restore();
    expect(wall.current(1).cells.slice(0, 3)).toEqual([cameraId(9), cameraId(2), cameraId(3)]);
  });

  it('is another one on every screen, and a removed camera leaves all of them', async () => {
    const storage = createFakeStorage();
    const walls = await WallService.load(storage, all);
    const told: number[] = [];
    walls.changed.on(({ screen }) => told.push(screen));
    await walls.save(1, filledWall([cameraId(1), cameraId(2)], 4));
    await walls.save(3, filledWall([cameraId(2)], 1));
    const restore = await walls.clearCameras(new Set([cameraId(2)]));
    expect([1, 2, 3].map((screen) => walls.current(screen).cells.filter((id) => id !== null))).toEqual([[cameraId(1)], [], []]);
    await restore();
    const again = await WallService.load(storage, all);
    expect(again.all().map(({ screen, wall }) => [screen, tileCount(wall), wall.cells[0]])).toEqual([
      [1, 4, cameraId(1)],
      [3, 1, cameraId(2)],
    ]);
    await walls.replaceAll([{ screen: 3, wall: filledWall([cameraId(5)], 1) }]);
    expect([isEmptyWall(walls.current(1)), walls.current(3).cells[0]]).toEqual([true, cameraId(5)]);
    expect(told).toEqual([1, 3, 1, 3, 1, 3, 3, 1]);
  });

  it.each([
    [1, 1],
    [2, 4],
    [16, 16],
    [17, 25],
    [64, 64],
  ])('of the first %i cameras takes a grid of %i', (count, grid) => {
    const ids = Array.from({ length: 64 }, (_, index) => cameraId(index));
    const wall = filledWall(ids, count);
    expect([tileCount(wall), wall.cells.filter((id) => id !== null).length, wall.cells.length]).toEqual([grid, count, 64]);
  });

  it('knows when it is empty', () => {
    expect([isEmptyWall(emptyWall), isEmptyWall(filledWall([cameraId(1)], 1))]).toEqual([true, false]);
  });
});

describe('notices', () => {
  it('replace their like, and go when dismissed', () => {
    const board = new NoticeBoard();
    const told: string[][] = [];
    board.changed.on((list) => told.push(list.map((notice) => notice.key)));
    board.post({ id: 'a', severity: 'info', key: 'first', details: {} });
    board.post({ id: 'a', severity: 'info', key: 'second', details: {} });
    board.dismiss('a');
    board.dismiss('a');
    expect(told).toEqual([['first'], ['second'], []]);
  });
});

describe('the FFmpeg in use', () => {
  it('is that of the latest search, however long an earlier one takes', async () => {
    const answers = new Map<string | null, (found: ResolvedFfmpeg) => void>();
    const service = new FfmpegService((path) => new Promise((resolve) => answers.set(path, resolve)));
    const missing: ResolvedFfmpeg = { status: { kind: 'missing' }, ffmpeg: null };
    const ready: ResolvedFfmpeg = {
      status: { kind: 'ready', path: 'b', version: '5.1', origin: 'setting' },
      ffmpeg: { path: 'b', major: 5, rtspTimeoutOption: 'timeout' },
    };
    expect(service.status()).toEqual({ kind: 'checking' });
    const searches = [service.refresh('a'), service.refresh('b')];
    answers.get('b')?.(ready);
    answers.get('a')?.(missing);
    await Promise.all(searches);
    expect(service.status()).toEqual(ready.status);
  });
});
