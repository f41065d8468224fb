import type { LinkCommand } from '../../../src-contract/link/messages.ts';
import { readRecords, RecordType, type LinkRecord } from '../../../src-contract/link/records.ts';
import type { PixelSize } from '../pixel-size.ts';
import type { MediaLinkEndpoint } from '../../lib/media-link-endpoint.ts';
import type { WorkerCommand } from '../worker-messages.ts';
import { ClockOffset } from './clock-offset.ts';
import { DecoderMemory } from './decoder-memory.ts';
import { Diagnosis } from './diagnosis.ts';
import { FrameCaptures } from './frame-captures.ts';
import { FrameLedger } from './frame-ledger.ts';
import type { QueuedFrame } from './frame-queue.ts';
import { MaskedHanding } from './masked-handing.ts';
import { MasksInForce } from './masks-in-force.ts';
import type { MediaLink } from './media-link.ts';
import type { OpenStream } from './open-stream.ts';
import { playRecord } from './play-record.ts';
import { PresentationPace } from './presentation-pace.ts';
import { SoundHearing } from './sound-hearing.ts';
import { proofMs } from './stream-machine.ts';
import type { SessionPorts } from './session-ports.ts';
import { sessionStatus, startingIn } from './session-status.ts';
import { StreamPlayback } from './stream-playback.ts';
import { TileBoard } from './tile-board.ts';
import { TickSchedule } from './tick-schedule.ts';
import { TileReplays } from './tile-replays.ts';
import { TileSink, type SinkPorts } from './tile-sink.ts';

const STATUS_EVERY_MS = 250;
/** A stream that shrinks or grows its tiles asks for other pictures only after the dragging is over. */
const SETTLE_MS = 400;
/** A batch this large (decoded pictures) is acknowledged at once: waiting for the tick would fill the link's bound. */
const LARGE_BATCH_BYTES = 256 * 1024;

/** Everything one window's decode worker holds: the link, the streams, the tiles. `tick` is called by its entry. */
export class DecodeSession {
  readonly #ports: SessionPorts;
  readonly #ledger = new FrameLedger();
  readonly #sinkPorts: SinkPorts;
  readonly #memory: DecoderMemory;
  readonly #streams = new Map<number, OpenStream>();
  readonly #bySubscription = new Map<number, OpenStream>();
  readonly #tiles = new TileBoard(this.#ledger);
  readonly #replays: TileReplays;
  readonly #sound: SoundHearing;
  readonly #captures: FrameCaptures;
  readonly #handing: MaskedHanding;
  #clock = new ClockOffset();
  #clockKnown = false;
  #link: MediaLink | null = null;
  #linkUp = false;
  #lastSubscription = 0;
  #unacknowledgedBatch: number | null = null;
  #statusDueMs = 0;
  readonly #diagnosis: Diagnosis;
  readonly #schedule = new TickSchedule();
  readonly #pace: PresentationPace;

  constructor(ports: SessionPorts) {
    this.#ports = ports;
    this.#sinkPorts = { now: ports.now, ledger: this.#ledger, scaler: ports.scaler };
    this.#pace = new PresentationPace(ports.scaler !== null);
    this.#memory = new DecoderMemory((choice) => {
      ports.post({ kind: 'learned', choice });
    });
    const send = (command: LinkCommand): void => {
      this.#send(command);
    };
    const stream = (id: number): OpenStream | undefined => this.#streams.get(id);
    this.#replays = new TileReplays({
      ...{ stream, send, now: ports.now, toSharedMs: ports.toSharedMs, tiles: this.#tiles, post: ports.post },
      clock: () => this.#clock,
      open: (id, ticket, masks, replay) => {
        this.#openStream(id, ticket, masks, replay);
      },
      close: (id) => {
        this.#closeStream(id);
      },
    });
    this.#sound = new SoundHearing({
      send,
      newSubscription: () => (this.#lastSubscription += 1),
      aac: ports.aac,
      now: ports.now,
      told: (ticket, state) => {
        ports.post({ kind: 'sound', ticket, state });
      },
    });
    this.#captures = new FrameCaptures({
      ...{ ledger: this.#ledger, bitmap: ports.bitmap, toSharedMs: ports.toSharedMs, post: ports.post },
      awaited: (stream) => {
        this.#sizeChanged(stream);
      },
    });
    this.#handing = new MaskedHanding({
      ...{ ledger: this.#ledger, painter: ports.painter, sharedMs: () => ports.toSharedMs(ports.now()) },
      isOpen: (id, opened) => stream(id) === opened,
      hand: (id, opened, queued, evenCovered) => this.#hand(id, opened, queued, evenCovered),
    });
    this.#diagnosis = new Diagnosis({ stream, send, toSharedMs: ports.toSharedMs, post: ports.post });
  }

  handle(command: WorkerCommand): void {
    switch (command.kind) {
      case 'recall':
        this.#memory.load(command.choices);
        return;
      case 'link':
        this.#openLink(command.endpoint);
        return;
      case 'open-stream':
        this.#openStream(command.stream, command.ticket, new MasksInForce(command.masks));
        return;
      case 'mask-stream':
        this.#streams.get(command.stream)?.masks.tell(command.masks);
        return;
      case 'renew-stream':
        this.#renewStream(command.stream, command.ticket);
        return;
      case 'retry-stream':
        this.#retry(this.#streams.get(command.stream)?.subscription ?? 0);
        return;
      case 'degrade-stream':
        this.#streams.get(command.stream)?.playback.degrade(command.level);
        return;
      case 'close-stream':
        this.#closeStream(command.stream);
        return;
      case 'diagnose':
        this.#diagnosis.ask(command.streams);
        return;
      case 'add-tile':
        this.#addTile(command);
        return;
      case 'cover-tile':
        this.#cover(command.tile, command.covered);
        return;
      case 'show':
        this.#show(command.tile, command.stream);
        return;
      case 'resize':
        this.#resize(command.tile, command.width, command.height);
        return;
      case 'remove-tile':
        this.#removeTile(command.tile);
        return;
      case 'capture':
      case 'cancel-capture':
        this.#captures.handle(command);
        return;
      case 'hear':
      case 'unhear':
        this.#sound.handle(command);
        return;
      case 'open-replay':
      case 'replay-act':
      case 'close-replay':
        this.#replays.handle(command);
        return;
    }
  }

  #addTile(command: Extract<WorkerCommand, { kind: 'add-tile' }>): void {
    this.#tiles.add(command.tile, new TileSink(this.#sinkPorts, command.writable, command));
    this.#sizeChanged(command.stream);
    this.#look(command.stream);
  }

  /** One presentation tick: acknowledge, judge, hand over, report. Returns how long until the next one, ms. */
  tick(): number {
    const nowMs = this.#ports.now();
    this.#schedule.began(nowMs);
    this.#acknowledge();
    const patienceMs = proofMs(startingIn(this.#streams), this.#ports.cores);
    for (const [id, stream] of this.#streams) {
      stream.playback.tick(nowMs, patienceMs);
      this.#handing.next(id, stream);
      if (stream.resizeAtMs !== null && nowMs >= stream.resizeAtMs) this.#adjust(id, stream);
    }
    if (nowMs >= this.#statusDueMs) this.#report(nowMs);
    this.#diagnosis.tick(nowMs, this.#linkUp);
    return this.#schedule.next(this.#pace.nextMs(this.#streams, nowMs), this.#ports.now());
  }

  #openLink(endpoint: MediaLinkEndpoint): void {
    this.#link?.dispose();
    this.#linkUp = false;
    this.#clock = new ClockOffset();
    this.#clockKnown = false;
    this.#unacknowledgedBatch = null;
    this.#link = this.#ports.openLink(endpoint, {
      opened: () => {
        this.#linkUp = true;
        for (const [id, stream] of this.#streams) this.#subscribe(id, stream);
        this.#sound.linkUp();
        this.#diagnosis.linkOpened();
        this.#reportSoon();
      },
      batch: (batch) => {
        this.#batch(batch);
      },
      lost: () => {
        this.#linkLost();
      },
    });
  }

  #linkLost(): void {
    this.#link?.dispose();
    this.#link = null;
    this.#linkUp = false;
    for (const stream of this.#streams.values()) stream.playback.subscribed();
    this.#sound.linkLost();
    this.#ports.post({ kind: 'link-lost' });
    this.#reportSoon();
  }

  #batch(batch: Uint8Array): void {
    const nowMs = this.#ports.now();
    // The first batch carries the cached pictures, whose ages need the clock record that may follow them.
    if (!this.#clockKnown) readRecords(batch, (record) => record.type === RecordType.clock && this.#setClock(record, nowMs));
    readRecords(batch, (record) => {
      this.#record(record, nowMs);
    });
    if (batch.byteLength >= LARGE_BATCH_BYTES) this.#acknowledge();
  }

  #acknowledge(): void {
    if (this.#unacknowledgedBatch === null) return;
    this.#send({ kind: 'ack', batch: this.#unacknowledgedBatch });
    this.#unacknowledgedBatch = null;
  }

  #setClock(record: LinkRecord, nowMs: number): void {
    this.#clock.add(record.arrivalMs, nowMs);
    this.#clockKnown = true;
    this.#diagnosis.linkDelay(nowMs - this.#clock.toLocal(record.arrivalMs, nowMs));
  }

  #record(record: LinkRecord, nowMs: number): void {
    if (record.type === RecordType.clock) {
      this.#setClock(record, nowMs);
      this.#unacknowledgedBatch = record.sequence;
      return;
    }
    if (record.type === RecordType.sound || record.type === RecordType.soundState) {
      this.#sound.record(record);
      return;
    }
    // Records of a subscription that was just given up are still under way: nothing to do with them.
    const stream = this.#bySubscription.get(record.subscription);
    if (!stream) return;
    if (record.type === RecordType.replay) {
      this.#replays.told(record, stream);
      this.#reportSoon();
    } else playRecord(stream.playback, record, this.#clock.toLocal(record.arrivalMs, nowMs));
  }

  #openStream(id: number, ticket: string, masks: MasksInForce, replay: OpenStream['replay'] = null): void {
    const playback = new StreamPlayback({
      now: this.#ports.now,
      ledger: this.#ledger,
      memory: this.#memory,
      codecs: this.#ports.codecs,
      replay: replay !== null,
      want: () => {
        const stream = this.#streams.get(id);
        if (stream) this.#adjust(id, stream);
      },
      changed: () => {
        this.#reportSoon();
      },
    });
    const stream: OpenStream = { playback, masks, ticket, subscription: 0, asked: { width: 2, height: 2 }, resizeAtMs: null, replay };
    this.#streams.set(id, stream);
    // A replay nobody can see stands still instead: its decoder keeps its place.
    if (replay === null) playback.cover(this.#tiles.isCovered(id));
    // Its tiles were added before it, so the size it asks for is known.
    if (this.#linkUp) this.#subscribe(id, stream);
  }

  #renewStream(id: number, ticket: string): void {
    const stream = this.#streams.get(id);
    if (!stream) return;
    this.#unsubscribe(stream);
    stream.ticket = ticket;
    if (this.#linkUp) this.#subscribe(id, stream);
  }

  #retry(subscription: number): void {
    if (subscription !== 0) this.#send({ kind: 'retry', subscription });
  }

  #closeStream(id: number): void {
    const stream = this.#streams.get(id);
    if (!stream) return;
    this.#unsubscribe(stream);
    this.#streams.delete(id);
    stream.playback.dispose();
    this.#captures.forget(id);
    this.#handing.forget(id);
  }

  #subscribe(id: number, stream: OpenStream): void {
    this.#bySubscription.delete(stream.subscription);
    this.#lastSubscription += 1;
    stream.subscription = this.#lastSubscription;
    stream.asked = this.#pictureSize(id, stream);
    stream.resizeAtMs = null;
    this.#bySubscription.set(stream.subscription, stream);
    stream.playback.subscribed();
    const { subscription, ticket, asked, replay } = stream;
    const want = stream.playback.wanted;
    const request = { subscription, ticket, ...asked };
    if (replay === null) this.#send({ kind: 'subscribe', ...request, want });
    else this.#send({ kind: 'replay', ...request, want: want === 'pictures' ? want : 'units', agoMs: replay.agoMs });
  }

  #unsubscribe(stream: OpenStream): void {
    if (stream.subscription !== 0) this.#send({ kind: 'unsubscribe', subscription: stream.subscription });
    this.#bySubscription.delete(stream.subscription);
    stream.subscription = 0;
  }

  #adjust(id: number, stream: OpenStream): void {
    stream.resizeAtMs = null;
    stream.asked = this.#pictureSize(id, stream);
    if (stream.subscription === 0) return;
    this.#send({ kind: 'adjust', subscription: stream.subscription, want: stream.playback.wanted, ...stream.asked });
  }

  #send(command: LinkCommand): void {
    if (this.#linkUp) this.#link?.send(command);
  }

  #show(tile: number, stream: number): void {
    const sink = this.#tiles.get(tile);
    if (!sink) return;
    sink.next = sink.stream === stream ? null : stream;
    this.#sizeChanged(stream);
    this.#look(stream);
  }

  #cover(tile: number, covered: boolean): void {
    const sink = this.#tiles.get(tile);
    if (!sink) return;
    sink.cover(covered);
    this.#look(sink.stream);
    if (sink.next !== null) this.#look(sink.next);
  }

  #removeTile(tile: number): void {
    this.#replays.close(tile);
    const gone = this.#tiles.remove(tile);
    if (gone) this.#look(gone.stream);
  }

  /** A stream is worth carrying while one of its tiles can be seen. */
  #look(id: number): void {
    const stream = this.#streams.get(id);
    if (stream?.playback.cover(this.#tiles.isCovered(id)) === true) this.#adjust(id, stream);
  }

  #resize(tile: number, width: number, height: number): void {
    const sink = this.#tiles.get(tile);
    if (!sink) return;
    [sink.width, sink.height] = [width, height];
    this.#sizeChanged(sink.shows);
  }

  /** Only pictures are scaled for the tile; encoded units are what they are. */
  #sizeChanged(id: number): void {
    const stream = this.#streams.get(id);
    if (stream?.playback.wanted !== 'pictures') return;
    const { width, height } = this.#pictureSize(id, stream);
    const same = width === stream.asked.width && height === stream.asked.height;
    stream.resizeAtMs = same ? null : this.#ports.now() + SETTLE_MS;
  }

  /** Pictures are made for the largest tile, and in the stream's own size for a moment where one is to be kept. */
  #pictureSize(id: number, { playback, replay }: OpenStream): PixelSize {
    const whole = replay === null && this.#captures.awaits(id) ? playback.pictureSize : null;
    return whole ?? this.#tiles.pictureSize(id);
  }

  #hand(id: number, stream: OpenStream, queued: QueuedFrame, evenCovered: boolean): boolean {
    this.#captures.handed(id, queued, stream);
    const switched = (tile: number): void => this.#ports.post({ kind: 'shown', tile, stream: id });
    return this.#tiles.hand(id, queued, stream.playback.sourceHoldMs, { switched, evenCovered });
  }

  #reportSoon(): void {
    this.#statusDueMs = 0;
  }

  #report(nowMs: number): void {
    this.#statusDueMs = nowMs + STATUS_EVERY_MS;
    const held = { streams: this.#streams, tiles: this.#tiles, ledger: this.#ledger };
    this.#ports.post(sessionStatus(held, { nowMs, linkUp: this.#linkUp, lateMs: this.#schedule.readLateness() }, this.#ports.toSharedMs));
  }
}
