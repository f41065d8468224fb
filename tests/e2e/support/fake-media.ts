/** A media process made of values: speaks the link's records over a port and sends moving I420 pictures. */
import { linkCommandSchema, type LinkCommand, type StreamConfig } from '../../../src-contract/link/messages.ts';
import {
  PICTURE_HEADER_BYTES,
  RECORD_HEADER_BYTES,
  RecordType,
  writeRecordHeader,
  type LinkRecord,
} from '../../../src-contract/link/records.ts';
import type { MediaDiagnostics } from '../../../src-contract/model/diagnostics.ts';
import type { StreamState } from '../../../src-contract/model/stream-state.ts';
import { cameraOfTicket } from '../../fakes/fake-main.ts';

const FRAME_MS = 200;

/** What every camera sends; its pictures come scaled to the tile, as from the media process. */
const cameraStream = { width: 640, height: 360 } as const;

interface Subscription {
  readonly camera: string;
  width: number;
  height: number;
  sequence: number;
}

export interface FakeMedia {
  /** Changes what one camera's stream says; `null` plays. */
  setStream(camera: string, state: StreamState | null): void;
  /** Sends no more pictures, as a camera that hangs with the socket open. */
  freeze(camera: string): void;
}

export function serveFakeMedia(port: MessagePort, streams: ReadonlyMap<string, StreamState>): FakeMedia {
  const states = new Map(streams);
  const frozen = new Set<string>();
  const subscriptions = new Map<number, Subscription>();
  let batchNumber = 0;
  let diagnosed: ReadonlySet<number> = new Set();

  const post = (record: Omit<LinkRecord, 'payload'>, payload: Uint8Array): void => {
    const batch = new Uint8Array(RECORD_HEADER_BYTES * 2 + payload.length);
    const view = new DataView(batch.buffer);
    writeRecordHeader(view, 0, record, payload.length);
    batch.set(payload, RECORD_HEADER_BYTES);
    batchNumber += 1;
    const clock = { type: RecordType.clock, flags: 0, subscription: 0, sequence: batchNumber, ptsUs: 0, arrivalMs: performance.now() };
    writeRecordHeader(view, RECORD_HEADER_BYTES + payload.length, clock, 0);
    port.postMessage(batch.buffer, [batch.buffer]);
  };
  const postJson = (type: LinkRecord['type'], subscription: number, value: unknown): void => {
    const header = { type, flags: 0, subscription, sequence: 0, ptsUs: 0, arrivalMs: performance.now() };
    post(header, new TextEncoder().encode(JSON.stringify(value)));
  };
  const announce = (id: number, { camera }: Subscription): void => {
    const state = states.get(camera);
    if (state === undefined) {
      const config: StreamConfig = {
        codec: 'mjpeg',
        codecString: null,
        ...cameraStream,
        colour: { matrix: 'bt601', fullRange: true },
        sourceHoldMs: 0,
        carries: 'pictures',
      };
      postJson(RecordType.config, id, config);
    }
    postJson(RecordType.state, id, state ?? { kind: 'playing' });
  };
  const obey = (command: LinkCommand): void => {
    switch (command.kind) {
      case 'subscribe': {
        const { ticket, width, height } = command;
        const subscription = { camera: cameraOfTicket(ticket), width: width & ~1, height: height & ~1, sequence: 0 };
        subscriptions.set(command.subscription, subscription);
        announce(command.subscription, subscription);
        return;
      }
      case 'adjust': {
        const subscription = subscriptions.get(command.subscription);
        if (subscription === undefined) return;
        subscription.width = command.width & ~1;
        subscription.height = command.height & ~1;
        return;
      }
      case 'unsubscribe':
        subscriptions.delete(command.subscription);
        return;
      case 'diagnose':
        diagnosed = new Set(command.subscriptions);
        return;
      case 'ack':
      case 'retry':
      case 'listen':
      case 'replay':
      case 'replay-act':
        return;
    }
  };
  setInterval(() => {
    for (const id of diagnosed) {
      const subscription = subscriptions.get(id);
      if (subscription !== undefined)
        postJson(RecordType.diagnostics, id, diagnosticsOf(subscription.sequence, states.get(subscription.camera)));
    }
  }, 1000);
  port.onmessage = (message: MessageEvent<unknown>) => {
    obey(linkCommandSchema.parse(JSON.parse(String(message.data))));
  };
  setInterval(() => {
    for (const [id, subscription] of subscriptions) {
      if (states.has(subscription.camera) || frozen.has(subscription.camera)) continue;
      subscription.sequence += 1;
      const { sequence } = subscription;
      const header = {
        type: RecordType.picture,
        flags: 0,
        subscription: id,
        sequence,
        ptsUs: sequence * FRAME_MS * 1000,
        arrivalMs: performance.now(),
      };
      post(header, drawPicture(subscription));
    }
  }, FRAME_MS);
  return {
    setStream(camera, state) {
      if (state === null) states.delete(camera);
      else states.set(camera, state);
      for (const [id, subscription] of subscriptions) if (subscription.camera === camera) announce(id, subscription);
    },
    freeze(camera) {
      frozen.add(camera);
    },
  };
}

/** What a healthy MJPEG camera at five pictures a second would make its hops count. */
function diagnosticsOf(pictures: number, state: StreamState = { kind: 'playing' }): MediaDiagnostics {
  const stream = {
    state,
    units: pictures,
    keyframes: pictures,
    keyframeIntervalMs: FRAME_MS,
    frameIntervalMs: FRAME_MS,
    holdMs: 0,
    viewers: 1,
  };
  const reader = { kind: 'ffmpeg', reason: 'preferred', transport: 'tcp', connects: 1, challenges: 1, roundTripMs: 3 } as const;
  const packets = { packets: 0, lost: 0, reordered: 0, duplicates: 0, jitterMs: 0, reportedLoss: 0 };
  return {
    atMs: performance.now(),
    source: { ...reader, ...packets, bytes: pictures * 20_000 },
    stream: { ...stream, torn: 0, unusable: 0, lagMs: 6, cachedUnits: 1, cachedBytes: 20_000 },
    process: { loopDelayMs: 3 },
    link: { batches: pictures, bytes: pictures * 20_000, unacknowledgedBytes: 0, dropped: 0 },
  };
}

/** A dusk-like gradient with a bar that moves from frame to frame, so that motion can be seen. */
function drawPicture({ camera, width, height, sequence }: Subscription): Uint8Array {
  const luma = width * height;
  const chroma = (width >> 1) * (height >> 1);
  const picture = new Uint8Array(PICTURE_HEADER_BYTES + luma + chroma * 2);
  const view = new DataView(picture.buffer);
  view.setUint16(0, width, true);
  view.setUint16(2, height, true);
  const seed = Number(camera.slice(-4));
  const bar = (sequence * 6 + seed * 37) % width;
  for (let y = 0; y < height; y += 1) {
    picture.fill(
      40 + Math.round((y / height) * 70) + (seed % 5) * 6,
      PICTURE_HEADER_BYTES + y * width,
      PICTURE_HEADER_BYTES + (y + 1) * width,
    );
    if (y > height * 0.55 && y < height * 0.7) {
      picture.fill(190, PICTURE_HEADER_BYTES + y * width + bar, PICTURE_HEADER_BYTES + y * width + Math.min(width, bar + 24));
    }
  }
  picture.fill(118 + ((seed * 7) % 24), PICTURE_HEADER_BYTES + luma, PICTURE_HEADER_BYTES + luma + chroma);
  picture.fill(116 + ((seed * 11) % 18), PICTURE_HEADER_BYTES + luma + chroma);
  return picture;
}
