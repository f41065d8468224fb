/** The real media service with a real FFmpeg, in this process, with main and windows played by the test. */
import { readFileSync, readdirSync } from 'node:fs';
import { mediaEventSchema, type MediaEvent } from '../../../src-main/media/control.ts';
import type { SourceKind } from '../../../src-contract/link/messages.ts';
import type { StreamState } from '../../../src-contract/model/stream-state.ts';
import { RecordType } from '../../../src-contract/link/records.ts';
import { systemClock } from '../../../src-main/base/clock.ts';
import { createLog } from '../../../src-main/base/log.ts';
import { askBinary, probeFfmpeg } from '../../../src-main/ffmpeg/probe.ts';
import { resolveFfmpeg } from '../../../src-main/ffmpeg/resolve.ts';
import { existsSync } from 'node:fs';
import { MediaService } from '../../../src-main/media/media-service.ts';
import type { StreamSource } from '../../../src-main/media/source.ts';
import { FakeLink, FakeServiceSide } from '../../fakes/fake-service-side.ts';

export async function findTestFfmpeg(): Promise<{ path: string; major: number; rtspTimeoutOption: string }> {
  const ask = askBinary(systemClock, process.env);
  const places = { setting: null, bundled: null, searchPath: process.env['PATH'] ?? '', platform: process.platform };
  const { ffmpeg } = await resolveFfmpeg(places, existsSync, (path) => probeFfmpeg(path, ask));
  if (ffmpeg === null) throw new Error('these tests need an FFmpeg on PATH');
  return { ...ffmpeg };
}

/** Polls until `condition` holds; fails with what was waited for. */
export async function until(what: string, condition: () => boolean, limitMs = 15_000): Promise<number> {
  const startedAt = performance.now();
  while (!condition()) {
    if (performance.now() - startedAt > limitMs) throw new Error(`not within ${limitMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return performance.now() - startedAt;
}

export class MediaRig {
  readonly side = new FakeServiceSide();
  readonly link = new FakeLink();
  readonly log: string[] = [];
  readonly #service: MediaService;
  readonly #stopped = Promise.withResolvers<undefined>();
  #next = 0;

  /** `source` fixes the source of all streams; without it the client chooses. */
  constructor(ffmpeg: Awaited<ReturnType<typeof findTestFfmpeg>> | null, source?: SourceKind) {
    this.#service = new MediaService({
      side: this.side,
      clock: systemClock,
      random: Math.random,
      log: createLog(
        (line) => this.log.push(line),
        () => new Date(),
      ),
      environment: { ...process.env, VMS_SOURCE: source },
      onStopped: () => {
        this.#stopped.resolve(undefined);
      },
    });
    this.side.toService.emit({ kind: 'configure', ffmpeg });
    this.side.links.emit(this.link);
  }

  events(): readonly MediaEvent[] {
    return this.side.sent.map((event) => mediaEventSchema.parse(event));
  }

  /** Permits and subscribes; answers the subscription number. Streams with the same address share a key. */
  watch(source: Partial<StreamSource> & { url: string }, want: 'units' | 'pictures' = 'units', width = 480, height = 270): number {
    const subscription = (this.#next += 1);
    const ticket = `ticket-${subscription}`;
    const whole = { username: null, password: null, transport: 'tcp', ...source };
    this.side.toService.emit({
      kind: 'permit',
      ticket,
      streamKey: [whole.url, whole.username, whole.transport].join(' '),
      label: whole.url,
      source: whole,
      replay: true,
    });
    this.link.command({ kind: 'subscribe', subscription, ticket, want, width, height });
    return subscription;
  }

  /** Has a stream pulled that nobody watches; answers the ticket that ends it. */
  prepare(url: string): string {
    const ticket = `warm-${(this.#next += 1)}`;
    const source = { url, username: null, password: null, transport: 'tcp' as const };
    this.side.toService.emit({ kind: 'prepare', ticket, streamKey: [url, null, 'tcp'].join(' '), label: url, source });
    return ticket;
  }

  /** Permits and listens; answers the subscription number. */
  listen(source: Partial<StreamSource> & { url: string }, want: 'units' | 'samples' = 'units'): number {
    const subscription = (this.#next += 1);
    const ticket = `ticket-${subscription}`;
    const whole = { username: null, password: null, transport: 'tcp' as const, ...source };
    const streamKey = [whole.url, 'sound', whole.transport].join(' ');
    this.side.toService.emit({ kind: 'permit-sound', ticket, streamKey, label: whole.url, source: whole });
    this.link.command({ kind: 'listen', subscription, ticket, want });
    return subscription;
  }

  states(subscription: number): readonly StreamState[] {
    return this.link.json(subscription, RecordType.state) as StreamState[]; // written by our own service
  }

  state(subscription: number): StreamState['kind'] | undefined {
    return this.states(subscription).at(-1)?.kind;
  }

  units(subscription: number): number {
    return this.link.of(subscription, RecordType.unit).length;
  }

  children(): readonly number[] {
    return (
      this.events()
        .flatMap((event) => (event.kind === 'children' ? [event.pids] : []))
        .at(-1) ?? []
    );
  }

  async test(
    source: Partial<StreamSource> & { url: string },
    timeoutMs = 10_000,
  ): Promise<Extract<MediaEvent, { kind: 'tested' }>['result']> {
    const testId = `test-${(this.#next += 1)}`;
    this.side.toService.emit({ kind: 'test', testId, source: { username: null, password: null, transport: 'tcp', ...source }, timeoutMs });
    const find = () => this.events().find((event) => event.kind === 'tested' && event.testId === testId);
    await until('a test result', () => find() !== undefined, timeoutMs + 10_000);
    const found = find();
    if (found?.kind !== 'tested') throw new Error('no result');
    return found.result;
  }

  async stop(): Promise<void> {
    void this.#service.stop();
    await this.#stopped.promise;
  }
}

export function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, 'latin1').includes(') Z ');
  } catch {
    return false;
  }
}

/** Every command line and environment on this machine that holds `text`, apart from this process's own. */
export function processesTelling(text: string): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name) && Number(name) !== process.pid)
    .flatMap((pid) =>
      ['cmdline', 'environ'].filter((file) => {
        try {
          return readFileSync(`/proc/${pid}/${file}`, 'latin1').includes(text);
        } catch {
          return false;
        }
      }),
    );
}
