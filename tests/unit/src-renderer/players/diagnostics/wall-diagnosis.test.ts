import { expect, test } from 'vitest';
import type { TileDiagnostics } from '../../../../../src-contract/model/diagnostics.ts';
import { WallDiagnosis, type DiagnosedTile } from '../../../../../src-renderer/players/diagnostics/wall-diagnosis.ts';
import type { StreamDiagnosis, WorkerCommand } from '../../../../../src-renderer/players/worker-messages.ts';
import { tileDiagnostics } from '../../../../fakes/tile-diagnostics.ts';

function setUp() {
  const sent: WorkerCommand[] = [];
  const tiles: DiagnosedTile[] = [3, 0].map((cell) => ({
    cell,
    camera: { id: tileDiagnostics(0, { cell }).cameraId },
    lease: cell === 0 ? { id: 5 } : null,
    glass: () => tileDiagnostics(1).glass,
  }));
  const diagnosis = new WallDiagnosis({ now: () => 10_000, tiles: () => tiles, send: (command) => sent.push(command) });
  return { sent, tiles, diagnosis };
}

const stream = (id: number): StreamDiagnosis => {
  const { media, decoder } = tileDiagnostics(1);
  if (decoder === null) throw new Error('the healthy tile has a decoder');
  return { stream: id, media, mediaAtMs: 9_600, decoder };
};

test('asks the worker for exactly the streams that are watched, and for none in the end', () => {
  const { sent, tiles, diagnosis } = setUp();
  const stopOne = diagnosis.watch([0], () => undefined);
  const stopAll = diagnosis.watch('all', () => undefined);
  tiles[0] = { ...(tiles[0] ?? raise()), lease: { id: 6 } };
  diagnosis.look();
  diagnosis.look();
  stopAll();
  stopOne();
  diagnosis.look();
  expect(sent).toEqual([[5], [6, 5], [5], []].map((streams) => ({ kind: 'diagnose', streams })));
});

test('joins what the worker told with what is on the glass, by cell', () => {
  const { diagnosis } = setUp();
  const all: (readonly TileDiagnostics[])[] = [];
  const one: (readonly TileDiagnostics[])[] = [];
  diagnosis.watch('all', (looks) => all.push(looks));
  diagnosis.watch([3], (looks) => one.push(looks));
  diagnosis.heard({ kind: 'diagnosis', linkUp: true, streams: [stream(5)] });
  diagnosis.look();
  expect(all.at(-1)?.map(({ cell }) => cell)).toEqual([0, 3]);
  expect(all.at(-1)?.[0]).toMatchObject({ linkUp: true, mediaAgeMs: 400, decoder: { kind: 'webcodecs' } });
  expect(one.at(-1)).toMatchObject([{ cell: 3, media: null, decoder: null, mediaAgeMs: null }]);
});

test('asks a new worker again', () => {
  const { sent, diagnosis } = setUp();
  diagnosis.watch([0], () => undefined);
  diagnosis.restarted();
  diagnosis.look();
  expect(sent).toEqual([
    { kind: 'diagnose', streams: [5] },
    { kind: 'diagnose', streams: [5] },
  ]);
});

function raise(): never {
  throw new Error('there is a tile');
}
