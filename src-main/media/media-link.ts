/** One window's media link: takes its commands, batches what its subscriptions send, and keeps within what the window acknowledges. */
import { linkCommandSchema, type LinkCommand, type ReplayAct } from '../../src-contract/link/messages.ts';
import { RecordType } from '../../src-contract/link/records.ts';
import type { MediaDiagnostics } from '../../src-contract/model/diagnostics.ts';
import type { StreamFailure } from '../../src-contract/model/stream-state.ts';
import type { Clock } from '../base/clock.ts';
import { DisposableStore, type Disposable } from '../base/disposable.ts';
import type { Log } from '../base/log.ts';
import type { LinkChannel } from '../base/service-channel.ts';
import { LinkDiagnosis } from './diagnostics/link-diagnosis.ts';
import { LinkBatch, type OutRecord } from './link-batch.ts';
import { LinkFlow } from './link-flow.ts';
import { LinkEars } from './sound/link-ears.ts';
import type { SoundStream } from './sound/sound-stream.ts';
import type { ReplayFeed } from './replay/replay-feed.ts';
import { Subscription, type SubscriptionOutlet, type Wanted } from './subscription.ts';
import type { TicketOffice } from './tickets.ts';
import type { LiveStream, OpenReplay } from './live-stream.ts';

const flushEveryMs = 10;
const flushAtBytes = 256 * 1024;
const unacknowledgedBound = 4 * 1024 * 1024;
/** A full wall twice over, for the moment in which one wall replaces another. */
const maxSubscriptions = 256;
/** Each has a decoder in the window and a group of pictures in here. */
const maxReplays = 16;
/** After a restart of this process a window may be back before main has said what its tickets mean. */
const ticketGraceMs = 5000;

export interface MediaLinkDependencies {
  readonly channel: LinkChannel;
  readonly tickets: TicketOffice;
  readonly soundTickets: TicketOffice<SoundStream>;
  readonly clock: Clock;
  readonly log: Log;
  readonly onClosed: (link: MediaLink) => void;
  /** A replay begins, from so long ago; `null`: it ended. */
  readonly onReplay: (ticket: string, agoMs: number | null) => void;
}

interface Seat {
  readonly ticket: string;
  readonly wanted: Wanted;
  readonly subscription: Subscription | null;
  readonly grace: Disposable | null;
  /** Where the seat is of a replay: from how long ago it was asked for, and what plays it. */
  readonly replay: { readonly agoMs: number; readonly open: OpenReplay | null } | null;
}

export class MediaLink implements Disposable {
  readonly #dependencies: MediaLinkDependencies;
  readonly #held = new DisposableStore();
  readonly #seats = new Map<number, Seat>();
  readonly #batch = new LinkBatch();
  readonly #flow = new LinkFlow(unacknowledgedBound);
  readonly #outlet: SubscriptionOutlet;
  readonly #ears: LinkEars;
  #flush: Disposable | null = null;
  #batchNumber = 0;
  #bytes = 0;
  readonly #diagnosis: LinkDiagnosis;

  constructor(dependencies: MediaLinkDependencies) {
    this.#dependencies = dependencies;
    const { channel, soundTickets, clock } = dependencies;
    this.#outlet = {
      queue: (record: OutRecord) => {
        this.#queue(record);
      },
      congested: () => this.#flow.congested(this.#batch.bytes),
      now: () => clock.now(),
    };
    this.#ears = this.#held.add(new LinkEars({ outlet: this.#outlet, tickets: soundTickets, clock, graceMs: ticketGraceMs }));
    this.#diagnosis = new LinkDiagnosis({
      clock,
      counts: (id) => this.#counts(id),
      tell: (id, diagnostics) => this.#seats.get(id)?.subscription?.tellDiagnostics(diagnostics),
    });
    this.#held.add(this.#diagnosis);
    this.#held.add(
      channel.onText((text) => {
        this.#take(text);
      }),
    );
    this.#held.add(
      channel.onClosed(() => {
        this.dispose();
      }),
    );
  }

  dispose(): void {
    for (const id of [...this.#seats.keys()]) this.#leave(id);
    this.#flush?.dispose();
    this.#held.dispose();
    this.#dependencies.onClosed(this);
  }

  /** A ticket has just become valid: seats that waited for it start. */
  admitted(ticket: string): void {
    for (const [id, seat] of [...this.#seats])
      if (seat.ticket === ticket && seat.subscription === null) this.#sit(id, ticket, seat.wanted, seat.replay?.agoMs ?? null);
    this.#ears.admitted(ticket);
  }

  /** A ticket is no longer valid: whoever came in with it goes at once. */
  revoked(ticket: string): void {
    for (const [id, seat] of [...this.#seats]) if (seat.ticket === ticket) this.#refuse(id, 'ended');
    this.#ears.revoked(ticket);
  }

  #take(text: string): void {
    const command = parseCommand(text);
    if (command === null) this.#dependencies.log.warn('unreadable link command', { bytes: text.length });
    else this.#obey(command);
  }

  #obey(command: LinkCommand): void {
    switch (command.kind) {
      case 'subscribe':
        if (this.#seats.size < maxSubscriptions || this.#seats.has(command.subscription))
          this.#sit(command.subscription, command.ticket, command, null);
        return;
      case 'replay':
        if ([...this.#seats.values()].filter(({ replay }) => replay !== null).length < maxReplays)
          this.#sit(command.subscription, command.ticket, command, command.agoMs);
        else this.#refuse(command.subscription, 'session-limit');
        return;
      case 'replay-act':
        act(this.#seats.get(command.subscription)?.replay?.open?.session, command.act);
        return;
      case 'adjust':
        this.#adjust(command.subscription, command);
        return;
      case 'unsubscribe':
        this.#leave(command.subscription);
        this.#ears.leave(command.subscription);
        return;
      case 'listen':
        this.#ears.listen(command.subscription, command.ticket, command.want);
        return;
      case 'retry':
        this.#seats.get(command.subscription)?.subscription?.retry();
        return;
      case 'diagnose':
        this.#diagnosis.ask(command.subscriptions);
        return;
      case 'ack':
        this.#acknowledge(command.batch);
        return;
    }
  }

  /** `agoMs` is `null` for the live stream. */
  #sit(id: number, ticket: string, wanted: Wanted, agoMs: number | null): void {
    this.#leave(id);
    const stream = this.#dependencies.tickets.admit(ticket);
    if (stream === null) {
      const grace = this.#dependencies.clock.after(ticketGraceMs, () => {
        this.#refuse(id, 'ended');
      });
      this.#seats.set(id, { ticket, wanted, subscription: null, grace, replay: agoMs === null ? null : { agoMs, open: null } });
      return;
    }
    if (agoMs === null)
      this.#seats.set(id, { ticket, wanted, subscription: new Subscription(id, stream, wanted, this.#outlet), grace: null, replay: null });
    else if (this.#dependencies.tickets.mayReplay(ticket)) this.#replay(id, stream, { ticket, wanted, agoMs });
    else this.#refuse(id, 'denied');
  }

  #replay(id: number, stream: LiveStream, asked: { ticket: string; wanted: Wanted; agoMs: number }): void {
    const { ticket, wanted, agoMs } = asked;
    const open = stream.openReplay((status) => {
      this.#seats.get(id)?.subscription?.tellReplay(status);
    });
    const subscription = new Subscription(id, open, wanted, this.#outlet);
    this.#seats.set(id, { ticket, wanted, subscription, grace: null, replay: { agoMs, open } });
    this.#dependencies.onReplay(ticket, agoMs);
    open.session.seek(this.#dependencies.clock.now() - agoMs);
  }

  #adjust(id: number, wanted: Wanted): void {
    const seat = this.#seats.get(id);
    if (seat === undefined) return;
    this.#seats.set(id, { ...seat, wanted });
    seat.subscription?.adjust(wanted);
  }

  #leave(id: number): void {
    const seat = this.#seats.get(id);
    if (seat === undefined) return;
    this.#seats.delete(id);
    seat.grace?.dispose();
    seat.subscription?.dispose();
    seat.replay?.open?.dispose();
    if (seat.replay !== null && seat.replay.open !== null) this.#dependencies.onReplay(seat.ticket, null);
    this.#batch.drop(id);
  }

  #refuse(id: number, reason: StreamFailure): void {
    this.#leave(id);
    const state = new TextEncoder().encode(JSON.stringify({ kind: 'closed', reason }));
    const arrivalMs = this.#dependencies.clock.now();
    this.#queue({ type: RecordType.state, flags: 0, subscription: id, sequence: 0, ptsUs: 0, arrivalMs, parts: [state] });
  }

  #counts(id: number): Omit<MediaDiagnostics, 'atMs' | 'process'> | null {
    const subscription = this.#seats.get(id)?.subscription ?? null;
    const counted = subscription?.diagnostics() ?? null;
    if (subscription === null || counted === null) return null;
    const unacknowledgedBytes = this.#flow.outstanding;
    const link = { batches: this.#batchNumber, bytes: this.#bytes, unacknowledgedBytes, dropped: subscription.dropped };
    return { ...counted, link };
  }

  #acknowledge(batch: number): void {
    this.#flow.acknowledged(batch);
    if (this.#flow.congested(this.#batch.bytes)) return;
    for (const seat of this.#seats.values()) seat.subscription?.roomAgain();
  }

  #queue(record: OutRecord): void {
    this.#batch.add(record);
    if (this.#batch.bytes >= flushAtBytes) this.#send();
    else
      this.#flush ??= this.#dependencies.clock.after(flushEveryMs, () => {
        this.#send();
      });
  }

  #send(): void {
    this.#flush?.dispose();
    this.#flush = null;
    if (this.#batch.empty) return;
    this.#batchNumber += 1;
    const batch = this.#batch.take(this.#batchNumber, this.#dependencies.clock.now());
    this.#flow.sent(this.#batchNumber, batch.length);
    this.#bytes += batch.length;
    this.#dependencies.channel.send(batch);
  }
}

function act(feed: ReplayFeed | undefined, asked: ReplayAct): void {
  switch (asked.kind) {
    case 'seek':
      feed?.seek(asked.atMs);
      return;
    case 'play':
      feed?.play(asked.speed);
      return;
    case 'pause':
      feed?.pause();
      return;
    case 'step':
      feed?.step(asked.direction);
      return;
  }
}

function parseCommand(text: string): LinkCommand | null {
  try {
    const parsed = linkCommandSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
