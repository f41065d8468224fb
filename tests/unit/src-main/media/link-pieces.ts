/** What the tests of a link to one window are made of. */
import { silentLog } from '../../../../src-main/base/log.ts';
import { DialQueue } from '../../../../src-main/media/dial-queue.ts';
import { MediaLink } from '../../../../src-main/media/media-link.ts';
import { PictureTap } from '../../../../src-main/media/picture-tap.ts';
import { openReplay } from '../../../../src-main/media/live-stream.ts';
import { ReplayFeed } from '../../../../src-main/media/replay/replay-feed.ts';
import { ReplayRings } from '../../../../src-main/media/replay/replay-rings.ts';
import { Session } from '../../../../src-main/media/session.ts';
import type { SoundStream } from '../../../../src-main/media/sound/sound-stream.ts';
import { TicketOffice } from '../../../../src-main/media/tickets.ts';
import { FakeLink } from '../../../fakes/fake-service-side.ts';
import { createFakeSources } from '../../../fakes/fake-source.ts';
import { createSteppedClock } from '../../../fakes/stepped-clock.ts';

const source = { url: 'rtsp://cam/1', username: null, password: null, transport: 'tcp' } as const;
export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};
export const units = { want: 'units', width: 640, height: 360 } as const;

/** A link over fake sources and a stepped clock, with its tickets. */
export function setUp() {
  const clock = createSteppedClock();
  const sources = createFakeSources(clock);
  const dials = new DialQueue({ total: 8, perHost: 4 });
  const rings = new ReplayRings();
  const tickets = new TicketOffice((permit, onIdle) => {
    const { ring } = rings.open();
    const session = new Session({
      source: permit.source,
      open: sources.open,
      dials,
      clock,
      random: () => 0.5,
      log: silentLog,
      ring,
      onState: () => undefined,
      onIdle,
    });
    const pictures = new PictureTap({ session, start: () => null, clock, random: () => 0.5 });
    return {
      session,
      pictures,
      openReplay: (onStatus) => openReplay(session, new ReplayFeed({ ring, clock, onStatus }), () => pictures),
      wipeReplay: () => {
        ring.clear();
      },
    };
  });
  const noSound = new TicketOffice<SoundStream>(() => {
    throw new Error('nobody listens here');
  });
  const channel = new FakeLink();
  const replays: (readonly [string, number | null])[] = [];
  const onReplay = (ticket: string, agoMs: number | null): void => void replays.push([ticket, agoMs]);
  const link = new MediaLink({ channel, tickets, soundTickets: noSound, clock, log: silentLog, onClosed: () => undefined, onReplay });
  const permit = (ticket: string, streamKey = 'one', replay = true): void => {
    tickets.permit({ ticket, streamKey, label: streamKey, source, replay });
    link.admitted(ticket);
  };
  const tick = async (ms = 10): Promise<void> => {
    clock.advance(ms);
    await settle();
  };
  return { clock, sources, tickets, noSound, channel, link, permit, tick, replays, onReplay };
}
