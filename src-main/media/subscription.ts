/** One tile's subscription on one link: turns a session's units or pictures into link records. */
import type { Carried, ReplayStatus, StreamConfig } from '../../src-contract/link/messages.ts';
import { DISCONTINUITY, KEYFRAME, PREROLL, RecordType } from '../../src-contract/link/records.ts';
import type { MediaDiagnostics } from '../../src-contract/model/diagnostics.ts';
import type { StreamState } from '../../src-contract/model/stream-state.ts';
import type { Disposable } from '../base/disposable.ts';
import { CaptureTelling } from './capture-telling.ts';
import { colourOf } from './codec/picture-facts.ts';
import { deliver, type Delivery } from './delivery.ts';
import type { OutRecord } from './link-batch.ts';
import type { Picture } from './picture.ts';
import type { PictureViewer } from './picture-tap.ts';
import type { StreamFormat, StreamUnit } from './stream-unit.ts';
import type { WatchedStream } from './unit-feed.ts';

/** What a subscription needs of its link. */
export interface SubscriptionOutlet {
  queue(record: OutRecord): void;
  congested(): boolean;
  now(): number;
}

export interface Wanted {
  readonly want: Carried;
  readonly width: number;
  readonly height: number;
}

const text = new TextEncoder();

export class Subscription {
  readonly #id: number;
  readonly #outlet: SubscriptionOutlet;
  readonly #stream: WatchedStream;
  readonly #capture = new CaptureTelling();
  #wanted: Wanted;
  #delivery: Delivery = 'starting';
  #sequence = 0;
  #dropped = 0;
  #latestPicture: Picture | null = null;
  #session: Disposable;
  #pictures: (Disposable & { resize(wanted: Wanted): void }) | null = null;

  constructor(id: number, stream: WatchedStream, wanted: Wanted, outlet: SubscriptionOutlet) {
    this.#id = id;
    this.#stream = stream;
    this.#wanted = wanted;
    this.#outlet = outlet;
    this.#session = stream.session.attach({
      state: (state) => {
        this.#tellState(state);
      },
      format: (format) => {
        this.#tellFormat(format);
      },
      unit: (unit) => {
        this.#unit(unit);
      },
    });
    this.#choose();
  }

  /** Units and pictures left out because the window did not keep up. */
  get dropped(): number {
    return this.#dropped;
  }

  /** What the hops up to here counted; `null` for a replay. */
  diagnostics(): Pick<MediaDiagnostics, 'source' | 'stream'> | null {
    return this.#stream.session.diagnostics?.() ?? null;
  }

  tellDiagnostics(diagnostics: MediaDiagnostics): void {
    this.#json(RecordType.diagnostics, diagnostics);
  }

  adjust(wanted: Wanted): void {
    const changedKind = wanted.want !== this.#wanted.want;
    this.#wanted = wanted;
    if (changedKind) this.#choose();
    else this.#pictures?.resize(wanted);
  }

  /** A person does not want to wait for the next attempt. */
  retry(): void {
    this.#stream.session.retryNow();
  }

  /** Where a replay is. */
  tellReplay(status: ReplayStatus): void {
    this.#json(RecordType.replay, status);
  }

  /** The link has room again. */
  roomAgain(): void {
    if (this.#latestPicture !== null && !this.#outlet.congested()) this.#sendPicture(this.#latestPicture);
    if (this.#wanted.want === 'units' && this.#delivery === 'starting') this.#startFromCache();
  }

  dispose(): void {
    this.#pictures?.dispose();
    this.#session.dispose();
  }

  #choose(): void {
    this.#pictures?.dispose();
    this.#pictures = null;
    this.#latestPicture = null;
    this.#delivery = 'starting';
    if (this.#wanted.want === 'nothing') return;
    if (this.#stream.session.format !== null) this.#tellFormat(this.#stream.session.format);
    if (this.#wanted.want === 'units') this.#startFromCache();
    else this.#pictures = this.#stream.pictures.attach(this.#pictureViewer(), this.#wanted);
  }

  #pictureViewer(): PictureViewer {
    return {
      picture: (picture) => {
        if (this.#outlet.congested()) {
          if (this.#latestPicture !== null) this.#leaveOut();
          this.#latestPicture = picture;
        } else this.#sendPicture(picture);
      },
      missed: () => {
        this.#leaveOut();
      },
      failed: (inMs, attempt) => {
        this.#tellState({ kind: 'retrying', reason: 'decoder-failed', attempt, inMs });
      },
      recovered: () => {
        this.#tellState(this.#stream.session.state);
      },
    };
  }

  /** The whole group at once, so that the newcomer's decoder catches up to now. */
  #startFromCache(): void {
    const { cache } = this.#stream.session;
    const units = cache.units();
    if (units.length === 0 || this.#outlet.congested()) return;
    for (const [index, unit] of units.entries()) this.#sendUnit(unit, index === 0);
    this.#delivery = cache.complete ? 'flowing' : 'dropping';
  }

  #unit(unit: StreamUnit): void {
    this.#tellCapture(unit);
    if (this.#wanted.want !== 'units') return;
    const step = deliver(this.#delivery, unit, this.#outlet.congested());
    if (!step.send && this.#delivery !== 'starting') this.#leaveOut();
    this.#delivery = step.next;
    if (step.send) this.#sendUnit(unit, step.torn);
  }

  #sendUnit(unit: StreamUnit, torn: boolean): void {
    this.#tellCapture(unit);
    const flags = (unit.keyframe ? KEYFRAME : 0) | (torn ? DISCONTINUITY : 0) | (unit.preroll === true ? PREROLL : 0);
    this.#queue(RecordType.unit, flags, this.#nextSequence(), unit.ptsUs, unit.arrivalMs, [unit.data]);
  }

  #sendPicture(picture: Picture): void {
    this.#latestPicture = null;
    this.#queue(RecordType.picture, KEYFRAME, this.#nextSequence(), picture.ptsUs, picture.arrivalMs, [picture.header, picture.planes]);
  }

  #tellCapture(unit: StreamUnit): void {
    const origin = this.#capture.next(unit);
    if (origin !== null) this.#queue(RecordType.captureTime, origin, this.#sequence, unit.ptsUs, unit.wallClock?.epochMs ?? 0, []);
  }

  #tellState(state: StreamState): void {
    this.#json(RecordType.state, state);
  }

  #tellFormat(format: StreamFormat): void {
    const { want } = this.#wanted;
    if (want === 'nothing') return;
    const { origin } = format;
    const config: StreamConfig = {
      codec: format.codec,
      codecString: format.facts.codecString,
      width: format.facts.width,
      height: format.facts.height,
      colour: colourOf(format.facts),
      sourceHoldMs: format.sourceHoldMs,
      carries: want,
      ...(origin === undefined ? {} : { source: origin.source, sourceReason: origin.reason }),
    };
    this.#json(RecordType.config, config);
  }

  #json(type: RecordType, value: unknown): void {
    this.#queue(type, 0, this.#sequence, 0, this.#outlet.now(), [text.encode(JSON.stringify(value))]);
  }

  /** The number it would have had stays unused: that is how the window counts what it did not get. */
  #leaveOut(): void {
    this.#dropped += 1;
    this.#nextSequence();
  }

  #nextSequence(): number {
    this.#sequence = (this.#sequence + 1) >>> 0;
    return this.#sequence;
  }

  #queue(type: RecordType, flags: number, sequence: number, ptsUs: number, arrivalMs: number, parts: readonly Uint8Array[]): void {
    this.#outlet.queue({ type, flags, subscription: this.#id, sequence, ptsUs, arrivalMs, parts });
  }
}
