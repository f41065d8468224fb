import { describe, expect, it } from 'vitest';
import { streamFailureSchema } from '../../../../../src-contract/model/stream-state.ts';
import { findBrokenHop, hopOfFailure, hops } from '../../../../../src-renderer/lib/diagnostics/find-broken-hop.ts';
import { baseOf, hopFigures } from '../../../../../src-renderer/lib/diagnostics/hop-figures.ts';
import { tileDiagnostics, type DiagnosticsChanges } from '../../../../fakes/tile-diagnostics.ts';

/** Five healthy seconds, then the look that is judged. */
const judge = (changes: DiagnosticsChanges) => findBrokenHop(hopFigures(tileDiagnostics(10, changes), tileDiagnostics(5)));

describe('findBrokenHop', () => {
  it('finds nothing wrong with a healthy tile, nor with the first look at one', () => {
    expect(judge({})).toBeNull();
    expect(findBrokenHop(hopFigures(tileDiagnostics(0), tileDiagnostics(0)))).toBeNull();
  });

  it.each<readonly [string, DiagnosticsChanges, ReturnType<typeof judge>]>([
    [
      'a refused login',
      { stream: { state: { kind: 'retrying', reason: 'unauthorised', attempt: 2, inMs: 30_000 } } },
      { hop: 'camera', severity: 'broken', cause: { kind: 'failure', failure: 'unauthorised' } },
    ],
    [
      'a camera that is dialled again and again',
      { source: { connects: 4 }, stream: { state: { kind: 'connecting', attempt: 4 } } },
      { hop: 'camera', severity: 'broken', cause: { kind: 'redialling' } },
    ],
    ['a camera gone silent', { stream: { units: 75 } }, { hop: 'camera', severity: 'broken', cause: { kind: 'no-data' } }],
    [
      'a camera that leaves out frames',
      { stream: { units: 75 + 40 } },
      { hop: 'camera', severity: 'weak', cause: { kind: 'frames-missing', fps: 8, expected: 15 } },
    ],
    ['a queue before us', { stream: { lagMs: 2400 } }, { hop: 'camera', severity: 'weak', cause: { kind: 'late-from-camera', ms: 2400 } }],
    ['some loss', { source: { lost: 4 } }, { hop: 'source', severity: 'weak', cause: { kind: 'packet-loss', percent: 1.7 } }],
    ['much loss', { source: { lost: 45 } }, { hop: 'source', severity: 'broken', cause: { kind: 'packet-loss', percent: 16.7 } }],
    ['jitter', { source: { jitterMs: 140.4 } }, { hop: 'source', severity: 'weak', cause: { kind: 'jitter', ms: 140 } }],
    ['damaged pictures', { stream: { torn: 3 } }, { hop: 'source', severity: 'weak', cause: { kind: 'torn', count: 3 } }],
    [
      'no keyframe to begin with',
      { stream: { state: { kind: 'waiting-keyframe' }, unusable: 75 } },
      { hop: 'media', severity: 'broken', cause: { kind: 'waiting-keyframe' } },
    ],
    ['a busy media process', { process: { loopDelayMs: 420 } }, { hop: 'media', severity: 'weak', cause: { kind: 'media-busy', ms: 420 } }],
    ['a silent media process', { tile: { mediaAgeMs: 6000 } }, { hop: 'media', severity: 'broken', cause: { kind: 'media-silent' } }],
    ['no link', { tile: { linkUp: false, media: null } }, { hop: 'link', severity: 'broken', cause: { kind: 'link-down' } }],
    ['a full link', { link: { dropped: 30 } }, { hop: 'link', severity: 'broken', cause: { kind: 'link-full', dropped: 30 } }],
    [
      'a window that takes in nothing',
      { link: { unacknowledgedBytes: 3_400_000 } },
      { hop: 'link', severity: 'weak', cause: { kind: 'link-waiting', megabytes: 3.4 } },
    ],
    ['a late link', { decoder: { linkDelayMs: 800 } }, { hop: 'link', severity: 'weak', cause: { kind: 'link-late', ms: 800 } }],
    ['a dead decoder', { decoder: { decoded: 75 } }, { hop: 'decoder', severity: 'broken', cause: { kind: 'decoder-dead' } }],
    ['a failed decoder', { decoder: { phase: 'failed' } }, { hop: 'decoder', severity: 'broken', cause: { kind: 'decoder-dead' } }],
    ['decoder errors', { decoder: { errors: 2 } }, { hop: 'decoder', severity: 'weak', cause: { kind: 'decoder-errors', count: 2 } }],
    [
      'a decoder that cannot keep up',
      { decoder: { decoded: 75 + 30, dropped: 45 } },
      { hop: 'decoder', severity: 'weak', cause: { kind: 'decoder-slow', fps: 6, received: 15 } },
    ],
    ['a hidden window', { glass: { visible: false, painted: 75 } }, { hop: 'glass', severity: 'weak', cause: { kind: 'hidden' } }],
    [
      'a video element that paints nothing',
      { glass: { painted: 75 } },
      { hop: 'glass', severity: 'broken', cause: { kind: 'not-painted', painted: 0, decoded: 15 } },
    ],
    [
      'a compositor that skips',
      { glass: { painted: 75 + 25 } },
      { hop: 'glass', severity: 'weak', cause: { kind: 'not-painted', painted: 5, decoded: 15 } },
    ],
  ])('names %s', (_what, changes, verdict) => {
    expect(judge(changes)).toEqual(verdict);
  });

  it('blames the first hop for what the later ones only pass on', () => {
    const silent = judge({
      stream: { units: 75 },
      decoder: { received: 75, decoded: 75 },
      glass: { painted: 75, state: 'stale' },
    });
    expect(silent).toMatchObject({ hop: 'camera', cause: { kind: 'no-data' } });
  });

  it('puts a broken hop before a weak one that lies earlier', () => {
    expect(judge({ source: { jitterMs: 140 }, decoder: { decoded: 75 } })).toMatchObject({ hop: 'decoder', severity: 'broken' });
  });

  it('has a hop for every failure', () => {
    for (const failure of streamFailureSchema.options) expect(hops).toContain(hopOfFailure(failure));
  });
});

describe('hopFigures', () => {
  it('takes rates over the span between two looks', () => {
    const figures = hopFigures(tileDiagnostics(10), tileDiagnostics(5));
    expect(figures.source).toMatchObject({ kbps: 400, packetsPerSecond: 45, loss: 0 });
    expect(figures.media).toMatchObject({ fps: 15, expectedFps: 15, torn: 0 });
    expect(figures.link).toMatchObject({ fps: 15, kbps: 384, batchesPerSecond: 90, dropped: 0 });
    expect(figures.decoder.fps).toBe(15);
    expect([figures.glass.presentedFps, figures.glass.paintedFps]).toEqual([15, 15]);
  });

  it('has no rate from one look, and takes counts that went back as started anew', () => {
    expect(hopFigures(tileDiagnostics(5), tileDiagnostics(5)).media.fps).toBeNull();
    expect(hopFigures(tileDiagnostics(10, { stream: { units: 30 } }), tileDiagnostics(5)).media.fps).toBe(6);
  });

  it('looks back five seconds', () => {
    const history = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((second) => tileDiagnostics(second));
    expect(baseOf(history)).toBe(history[3]);
    expect(baseOf(history.slice(0, 2))).toBe(history[0]);
    expect(baseOf([])).toBeUndefined();
  });
});
