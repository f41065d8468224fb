/** The decode worker's part of sound: subscribes, decodes to mono samples, sends them straight to the worklet. */
import type { WorkerCommand } from '../worker-messages.ts';
import type { LinkCommand } from '../../../src-contract/link/messages.ts';
import { RecordType, type LinkRecord } from '../../../src-contract/link/records.ts';
import { soundStateSchema, type SoundFormat, type SoundState } from '../../../src-contract/link/sound.ts';
import { expandG711 } from '../../lib/g711.ts';
import type { SoundSamples } from '../sound/sound-messages.ts';
import { AacDecoding, type AacFactory } from './aac-decoding.ts';

/** Where samples go; a `MessagePort`. */
export interface SamplePort {
  postMessage(message: SoundSamples, transfer: Transferable[]): void;
  close(): void;
}

export interface SoundHearingPorts {
  send(command: LinkCommand): void;
  newSubscription(): number;
  readonly aac: AacFactory;
  readonly now: () => number;
  told(ticket: string, state: SoundState): void;
}

interface Hearing {
  readonly ticket: string;
  readonly port: SamplePort;
  subscription: number;
  want: 'units' | 'samples';
}

export class SoundHearing {
  readonly #ports: SoundHearingPorts;
  #hearing: Hearing | null = null;
  #format: SoundFormat | null = null;
  #aac: AacDecoding | null = null;
  #up = false;

  constructor(ports: SoundHearingPorts) {
    this.#ports = ports;
  }

  handle(command: Extract<WorkerCommand, { kind: 'hear' | 'unhear' }>): void {
    if (command.kind === 'hear') this.hear(command.ticket, command.port);
    else this.unhear();
  }

  hear(ticket: string, port: SamplePort): void {
    this.unhear();
    this.#hearing = { ticket, port, subscription: 0, want: 'units' };
    if (this.#up) this.#subscribe();
  }

  unhear(): void {
    const hearing = this.#hearing;
    if (hearing === null) return;
    if (this.#up && hearing.subscription !== 0) this.#ports.send({ kind: 'unsubscribe', subscription: hearing.subscription });
    this.#forget();
    hearing.port.close();
    this.#hearing = null;
  }

  linkUp(): void {
    this.#up = true;
    this.#subscribe();
  }

  linkLost(): void {
    this.#up = false;
    this.#forget();
    if (this.#hearing !== null) this.#ports.told(this.#hearing.ticket, { kind: 'connecting' });
  }

  /** A record of a subscription of ours; any other is passed over. */
  record(record: LinkRecord): void {
    const hearing = this.#hearing;
    if (hearing?.subscription !== record.subscription) return;
    if (record.type === RecordType.sound) this.#sound(hearing, record.payload);
    else this.#state(hearing, record.payload);
  }

  #subscribe(): void {
    const hearing = this.#hearing;
    if (hearing === null) return;
    this.#forget();
    hearing.subscription = this.#ports.newSubscription();
    this.#ports.send({ kind: 'listen', subscription: hearing.subscription, ticket: hearing.ticket, want: hearing.want });
  }

  #state(hearing: Hearing, payload: Uint8Array): void {
    const state = parseState(payload);
    if (state === null) return;
    this.#forget();
    if (state.kind === 'playing') this.#format = state.format;
    if (state.kind === 'playing' && state.format.codec === 'aac') this.#decode(hearing, state.format);
    this.#ports.told(hearing.ticket, state);
  }

  #decode(hearing: Hearing, format: Extract<SoundFormat, { codec: 'aac' }>): void {
    this.#aac = new AacDecoding(this.#ports.aac, format, this.#ports.now, {
      samples: (samples, rate) => {
        hearing.port.postMessage({ rate, samples }, [samples.buffer]);
      },
      failed: () => {
        if (hearing.want === 'units') this.#askForSamples(hearing);
      },
    });
  }

  /** This browser cannot decode it: FFmpeg can. */
  #askForSamples(hearing: Hearing): void {
    if (this.#hearing !== hearing) return;
    this.#ports.send({ kind: 'unsubscribe', subscription: hearing.subscription });
    hearing.want = 'samples';
    this.#subscribe();
  }

  #sound({ port }: Hearing, payload: Uint8Array): void {
    const format = this.#format;
    switch (format?.codec) {
      case undefined:
        return;
      case 'aac':
        this.#aac?.frame(payload);
        return;
      case 'pcma':
      case 'pcmu': {
        const samples = expandG711(format.codec, payload);
        port.postMessage({ rate: format.sampleRate, samples }, [samples.buffer]);
        return;
      }
      case 's16le': {
        const samples = fromSixteenBits(payload);
        port.postMessage({ rate: format.sampleRate, samples }, [samples.buffer]);
        return;
      }
    }
  }

  #forget(): void {
    this.#format = null;
    this.#aac?.dispose();
    this.#aac = null;
  }
}

function fromSixteenBits(bytes: Uint8Array): Float32Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const samples = new Float32Array(bytes.byteLength >> 1);
  for (let at = 0; at < samples.length; at += 1) samples[at] = view.getInt16(2 * at, true) / 32_768;
  return samples;
}

function parseState(payload: Uint8Array): SoundState | null {
  try {
    const parsed = soundStateSchema.safeParse(JSON.parse(new TextDecoder().decode(payload)));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
