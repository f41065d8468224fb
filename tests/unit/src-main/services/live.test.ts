import { describe, expect, it } from 'vitest';
import type { Camera } from '../../../../src-contract/model/camera.ts';
import { noMasks } from '../../../../src-contract/model/privacy.ts';
import { ticketSchema } from '../../../../src-contract/ipc/live.ts';
import { LiveService, type Permit, type PicturePermit } from '../../../../src-main/services/live.ts';
import { WarmStreams } from '../../../../src-main/services/warm-streams.ts';
import { chooseProfile, SUB_STREAM_MAX_HEIGHT_PX } from '../../../../src-main/services/stream-choice.ts';
import { VmsError } from '../../../../src-contract/errors.ts';
import { cameraId, cameraRow } from '../../../fakes/camera-rows.ts';
import { createSteppedClock } from '../../../fakes/stepped-clock.ts';
import { tileReport } from '../../../fakes/tile-reports.ts';

function service() {
  const permits = new Map<string, PicturePermit>();
  const sounds = new Map<string, Permit>();
  const told: [string, string[], string][] = [];
  const wiped: string[] = [];
  let next = 0;
  const clock = createSteppedClock();
  const pulled: string[] = [];
  const warm = new WarmStreams({
    clock,
    media: { prepare: ({ ticket, streamKey }) => pulled.push(`${ticket} ${streamKey}`), revoke: (ticket) => pulled.push(`end ${ticket}`) },
  });
  const denied = new Set<string>();
  const limits: { maxSeconds: number | null } = { maxSeconds: null };
  const live = new LiveService({
    access: {
      demand: (permission, { cameraId: id }) => {
        if (denied.has(`${permission} ${id}`)) throw new VmsError('denied', 'denied-out-of-scope');
        return limits;
      },
      judge: (permission, { cameraId: id }) => ({ allow: !denied.has(`${permission} ${id}`) }),
    },
    after: (delayMs, action) => clock.after(delayMs, action),
    cameras: {
      get: (id): Camera => {
        if (id === cameraId(9)) throw new VmsError('not-found', 'camera-not-found');
        const { secret, ...camera } = cameraRow(1, { id });
        return { ...camera, hasPassword: secret !== null };
      },
      sourceOf: (id, profile) => ({ url: `rtsp://h/${id}/${profile}`, username: 'u', password: 'p', transport: 'tcp' }),
    },
    preference: () => 'auto',
    masksOf: (id) => (id === 'unknown-masks' ? null : noMasks),
    media: {
      permit: (permit) => permits.set(permit.ticket, permit),
      permitSound: (permit) => sounds.set(permit.ticket, permit),
      revoke: (ticket) => permits.delete(ticket) || sounds.delete(ticket),
      wipeReplay: (streamKey) => wiped.push(streamKey),
    },
    warm,
    newTicket: () => `ticket-with-number-${next++}`,
    tellRevoked: (windowId, tickets, ending) => told.push([windowId, tickets, ending]),
  });
  return { live, permits, sounds, told, wiped, clock, denied, limits, warm, pulled };
}

describe('opening', () => {
  it('gives a ticket for the stream that fits the tile and permits exactly that', () => {
    const { live, permits } = service();
    const small = live.open('w1', cameraId(1), 200);
    const large = live.open('w1', cameraId(1), 1080);
    expect([small.profile, large.profile]).toEqual(['sub', 'main']);
    expect(ticketSchema.safeParse(small.ticket).success).toBe(true);
    expect(permits.get(small.ticket)?.source.url).toBe(`rtsp://h/${cameraId(1)}/sub`);
  });

  it('shares one stream key between tiles of one camera and never between profiles or cameras', () => {
    const { live, permits } = service();
    const keys = [
      live.open('w1', cameraId(1), 200),
      live.open('w2', cameraId(1), 300),
      live.open('w1', cameraId(1), 1080),
      live.open('w1', cameraId(2), 200),
    ].map(({ ticket }) => permits.get(ticket)?.streamKey);
    expect(keys[0]).toBe(keys[1]);
    expect(new Set(keys).size).toBe(3);
  });

  it('is refused for an unknown camera, and for a window that never closes anything', () => {
    const { live } = service();
    expect(() => live.open('w1', cameraId(9), 200)).toThrow('camera-not-found');
    for (let count = 0; count < 256; count += 1) live.open('w1', cameraId(1), 200);
    expect(() => live.open('w1', cameraId(1), 200)).toThrow('too-many-streams');
    expect(() => live.open('w2', cameraId(1), 200)).not.toThrow();
  });
});

describe('ending', () => {
  it('lets a window close its own tickets only', () => {
    const { live, permits } = service();
    const { ticket } = live.open('w1', cameraId(1), 200);
    live.close('w2', ticket);
    expect(permits.has(ticket)).toBe(true);
    live.close('w1', ticket);
    expect(permits.has(ticket)).toBe(false);
  });

  it('takes everything of a window that went, and its reports', () => {
    const { live, permits } = service();
    live.open('w1', cameraId(1), 200);
    const other = live.open('w2', cameraId(1), 200);
    live.report('w1', [tileReport(0)], { created: 5, closed: 3 });
    live.report('w2', [tileReport(1)], { created: 7, closed: 7 });
    expect(live.frames()).toEqual({ created: 12, closed: 10 });
    live.windowClosed('w1');
    expect([...permits.keys()]).toEqual([other.ticket]);
    expect(live.latestReports().map((tile) => tile.cell)).toEqual([1]);
  });

  it('revokes a changed camera’s tickets, tells each window its own, and opens with a new key', () => {
    const { live, permits, told, wiped } = service();
    const [a, b, c] = [live.open('w1', cameraId(1), 200), live.open('w2', cameraId(1), 200), live.open('w2', cameraId(2), 200)];
    const before = permits.get(a.ticket)?.streamKey;
    live.camerasChanged(new Set([cameraId(1)]));
    expect(told).toEqual([
      ['w1', [a.ticket], 'asks-again'],
      ['w2', [b.ticket], 'asks-again'],
    ]);
    expect([...permits.keys()]).toEqual([c.ticket]);
    expect(wiped).toEqual([before]);
    expect(permits.get(live.open('w1', cameraId(1), 200).ticket)?.streamKey).not.toBe(before);
  });
});

describe('rights', () => {
  it('of sound go to one window at a time, and pictures stay', () => {
    const { live, sounds, permits, told } = service();
    const picture = live.open('w1', cameraId(1), 200);
    const first = live.listen('w1', cameraId(1));
    const second = live.listen('w2', cameraId(2));
    expect([...sounds.keys()]).toEqual([second.ticket]);
    expect(told).toEqual([['w1', [first.ticket], 'heard-elsewhere']]);
    expect(permits.has(picture.ticket)).toBe(true);
  });

  it('are asked before a stream is opened or heard', () => {
    const { live, permits, sounds, denied } = service();
    denied.add(`live.view ${cameraId(1)}`).add(`live.listen ${cameraId(2)}`);
    expect(() => live.open('w1', cameraId(1), 200)).toThrow('denied-out-of-scope');
    expect(() => live.listen('w1', cameraId(2))).toThrow('denied-out-of-scope');
    expect([permits.size, sounds.size]).toEqual([0, 0]);
  });

  it('end what is open when they end, in every window, and zero what was kept of it', () => {
    const { live, permits, sounds, told, wiped, denied } = service();
    const [one, other, kept] = [live.open('w1', cameraId(1), 200), live.open('w2', cameraId(1), 200), live.open('w1', cameraId(2), 200)];
    const heard = live.listen('w1', cameraId(1));
    const key = permits.get(one.ticket)?.streamKey;
    denied.add(`live.view ${cameraId(1)}`);
    live.rightsChanged();
    expect([...permits.keys()]).toEqual([kept.ticket]);
    expect(sounds.has(heard.ticket)).toBe(true);
    expect(told).toEqual([
      ['w1', [one.ticket], 'asks-again'],
      ['w2', [other.ticket], 'asks-again'],
    ]);
    expect(wiped).toEqual([key]);
    denied.add(`live.listen ${cameraId(1)}`);
    live.rightsChanged();
    expect(sounds.size).toBe(0);
  });

  it('say whether what was just shown may be looked at again: gained in place, lost with the ticket', () => {
    const { live, permits, told, denied } = service();
    denied.add(`live.replay ${cameraId(1)}`);
    const { ticket } = live.open('w1', cameraId(1), 200);
    expect(permits.get(ticket)?.replay).toBe(false);
    denied.clear();
    live.rightsChanged();
    expect(permits.get(ticket)?.replay).toBe(true);
    expect(told).toEqual([]);
    denied.add(`live.replay ${cameraId(1)}`);
    live.rightsChanged();
    expect(told).toEqual([['w1', [ticket], 'asks-again']]);
  });

  it('bound how long one may look at a stretch', () => {
    const { live, permits, told, clock, limits } = service();
    limits.maxSeconds = 60;
    const [over, closed] = [live.open('w1', cameraId(1), 200), live.open('w1', cameraId(1), 200)];
    live.close('w1', closed.ticket);
    clock.advance(59_999);
    expect(permits.has(over.ticket)).toBe(true);
    clock.advance(1);
    expect(permits.size).toBe(0);
    expect(told).toEqual([['w1', [over.ticket], 'time-over']]);
  });
});

describe('chooseProfile', () => {
  const both = { subUrl: 'rtsp://h/sub' };
  it.each([
    [both, 'auto', SUB_STREAM_MAX_HEIGHT_PX, 'auto', 'sub', null],
    [both, 'auto', SUB_STREAM_MAX_HEIGHT_PX + 1, 'auto', 'main', null],
    [both, 'auto', 100, 'main', 'main', null],
    [both, 'auto', 2160, 'sub', 'sub', null],
    [both, 'main', 100, 'sub', 'main', 'pinned'],
    [both, 'sub', 2160, 'main', 'sub', 'pinned'],
    [{ subUrl: null }, 'sub', 100, 'sub', 'main', 'only-stream'],
  ] as const)('%j, set to %s, %i px, wants %s: %s because %s', (camera, preference, height, want, profile, fixed) => {
    expect(chooseProfile(camera, preference, height, want)).toEqual({ profile, fixed });
  });
});

describe('listening', () => {
  it('gives a ticket of its own, for sound alone, that ends with the camera as it was and with its window', () => {
    const { live, permits, sounds, told } = service();
    const { ticket } = live.listen('w1', cameraId(1));
    expect(permits.size).toBe(0);
    expect(sounds.get(ticket)).toMatchObject({ source: { url: `rtsp://h/${cameraId(1)}/main` } });
    live.camerasChanged(new Set([cameraId(1)]));
    expect([sounds.size, told]).toEqual([0, [['w1', [ticket], 'asks-again']]]);
    live.listen('w1', cameraId(1));
    live.windowClosed('w1');
    expect(sounds.size).toBe(0);
    expect(() => live.listen('w1', cameraId(9))).toThrow('camera-not-found');
  });
});

describe('what was kept of the last minute', () => {
  it('is told as looked at from when it is shown to its end, which comes with the ticket at the latest', () => {
    const { live } = service();
    const { ticket } = live.open('w1', cameraId(1), 200);
    const deeds: string[] = [];
    live.watching.on(({ kind, medium, cameraId: id, windowId, agoMs }) =>
      deeds.push(`${medium} ${kind} ${windowId} ${id === cameraId(1) ? 1 : 0} ${agoMs ?? '-'}`),
    );
    live.replaying(ticket, 30_000);
    live.replaying(ticket, null);
    live.replaying(ticket, null); // ended twice, told once
    live.replaying('unknown', 10);
    live.replaying(ticket, 5_000);
    live.replaying(ticket, 1_000);
    live.close('w1', ticket);
    live.replaying(ticket, null); // the media process tells it after main has ended it
    expect(deeds).toEqual([
      'replay start w1 1 30000',
      'replay stop w1 1 -',
      'replay start w1 1 5000',
      'replay start w1 1 1000',
      'replay stop w1 1 -',
      'replay stop w1 1 -',
      'picture stop w1 1 -',
    ]);
  });
});

describe('a stream that is pulled before anybody watches it', () => {
  it('is the one that opening gives, is told as no watching, and ends once a tile has it', () => {
    const { live, permits, pulled, warm } = service();
    const deeds: string[] = [];
    live.watching.on(({ kind }) => deeds.push(kind));
    live.prepared.on(({ cameraId: id, windowId }) => deeds.push(`prepared ${windowId} ${id === cameraId(1) ? 1 : 0}`));
    expect(live.prepare('w1', cameraId(1), 200)).toEqual({ prepared: true });
    expect([deeds, permits.size]).toEqual([['prepared w1 1'], 0]);
    const { ticket } = live.open('w1', cameraId(1), 200);
    expect(pulled[0]?.endsWith(permits.get(ticket)?.streamKey ?? 'none')).toBe(true);
    expect([pulled.length, warm.counts.used, deeds]).toEqual([2, 1, ['prepared w1 1', 'start']]);
    expect(live.prepare('w1', cameraId(1), 200)).toEqual({ prepared: false });
    expect(deeds).toHaveLength(2);
  });

  it('is not pulled for an unknown camera, and ends with its window, its camera and the program', () => {
    const { live, pulled, warm } = service();
    expect(() => live.prepare('w1', cameraId(9), 200)).toThrow('camera-not-found');
    live.prepare('w1', cameraId(1), 200);
    live.windowClosed('w1');
    live.prepare('w1', cameraId(2), 200);
    live.camerasChanged(new Set([cameraId(2)]));
    live.prepare('w2', cameraId(3), 200);
    live.closeAll();
    expect(pulled.map((line) => line.startsWith('end'))).toEqual([false, true, false, true, false, true]);
    expect(warm.counts).toEqual({ prepared: 3, used: 0, unused: 3, failed: 0 });
  });

  it('zeroes what was kept of it when its camera changes', () => {
    const { live, pulled, wiped } = service();
    live.prepare('w1', cameraId(2), 200);
    live.camerasChanged(new Set([cameraId(2)]));
    expect(wiped).toEqual([pulled[0]?.split(' ')[1]]);
  });

  it('needs the right to watch, and ends with it', () => {
    const { live, pulled, denied, wiped } = service();
    denied.add(`live.view ${cameraId(1)}`);
    expect([live.prepare('w1', cameraId(1), 200), pulled]).toEqual([{ prepared: false }, []]);
    live.prepare('w1', cameraId(2), 200);
    denied.add(`live.view ${cameraId(2)}`);
    live.rightsChanged();
    expect([pulled.length, wiped.length]).toEqual([2, 1]);
  });
});
