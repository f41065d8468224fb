/** The sound subscriptions of one window's media link. Sound gives way: what finds the link full is left out. */
import { RecordType } from '../../../src-contract/link/records.ts';
import type { SoundState } from '../../../src-contract/link/sound.ts';
import type { Clock } from '../../base/clock.ts';
import type { Disposable } from '../../base/disposable.ts';
import type { SubscriptionOutlet } from '../subscription.ts';
import type { TicketOffice } from '../tickets.ts';
import type { SoundStream } from './sound-stream.ts';
import type { SoundUnit } from './sound-source.ts';

/** A window has one audible tile; a few more for the moment of changing over. */
const maxEars = 4;

type Want = 'units' | 'samples';

interface Ear {
  readonly ticket: string;
  readonly want: Want;
  /** The sound itself, or the wait for the ticket to become valid. */
  readonly held: Disposable;
  readonly hearing: boolean;
}

export interface LinkEarsDependencies {
  readonly outlet: SubscriptionOutlet;
  readonly tickets: TicketOffice<SoundStream>;
  readonly clock: Pick<Clock, 'after'>;
  /** How long a ticket that is not known yet is waited for. */
  readonly graceMs: number;
}

const text = new TextEncoder();

export class LinkEars implements Disposable {
  readonly #needs: LinkEarsDependencies;
  readonly #ears = new Map<number, Ear>();

  constructor(needs: LinkEarsDependencies) {
    this.#needs = needs;
  }

  listen(id: number, ticket: string, want: Want): void {
    this.leave(id);
    if (this.#ears.size >= maxEars) {
      this.#tell(id, { kind: 'closed', reason: 'session-limit' });
      return;
    }
    const stream = this.#needs.tickets.admit(ticket);
    if (stream === null) {
      const held = this.#needs.clock.after(this.#needs.graceMs, () => {
        this.#refuse(id);
      });
      this.#ears.set(id, { ticket, want, held, hearing: false });
      return;
    }
    let sequence = 0;
    const held = stream.session(want).attach({
      state: (state) => {
        this.#tell(id, state);
      },
      unit: (unit) => {
        if (this.#needs.outlet.congested()) return;
        sequence = (sequence + 1) >>> 0;
        this.#send(id, sequence, unit);
      },
    });
    this.#ears.set(id, { ticket, want, held, hearing: true });
  }

  leave(id: number): void {
    const ear = this.#ears.get(id);
    this.#ears.delete(id);
    ear?.held.dispose();
  }

  /** A ticket has just become valid. */
  admitted(ticket: string): void {
    for (const [id, ear] of [...this.#ears]) if (ear.ticket === ticket && !ear.hearing) this.listen(id, ticket, ear.want);
  }

  /** A ticket is no longer valid: silence at once. */
  revoked(ticket: string): void {
    for (const [id, ear] of [...this.#ears]) if (ear.ticket === ticket) this.#refuse(id);
  }

  dispose(): void {
    for (const id of [...this.#ears.keys()]) this.leave(id);
  }

  #refuse(id: number): void {
    this.leave(id);
    this.#tell(id, { kind: 'closed', reason: 'ended' });
  }

  #tell(subscription: number, state: SoundState): void {
    const { outlet } = this.#needs;
    const parts = [text.encode(JSON.stringify(state))];
    outlet.queue({ type: RecordType.soundState, flags: 0, subscription, sequence: 0, ptsUs: 0, arrivalMs: outlet.now(), parts });
  }

  #send(subscription: number, sequence: number, { data, ptsUs, arrivalMs }: SoundUnit): void {
    this.#needs.outlet.queue({ type: RecordType.sound, flags: 0, subscription, sequence, ptsUs, arrivalMs, parts: [data] });
  }
}
