/** The clip library: loads encoded clips on first use and packetises each once for everybody. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AudioCodec, Profile } from '../cameras.ts';
import { packetiseAac, parseAdts } from '../packetise/aac.ts';
import { encodeALaw, encodeMuLaw, tone } from '../packetise/g711.ts';
import { packetiseH264 } from '../packetise/h264.ts';
import { packetiseH265 } from '../packetise/h265.ts';
import { packetiseJpeg, parseJpeg, splitJpegs } from '../packetise/jpeg.ts';
import { buildTemplate, maxPayload, type RtpTemplate } from '../packetise/rtp-template.ts';
import { accessUnits, nalType, type NalAccessUnit } from './annex-b.ts';
import { manifestSchema, type ClipEntry, type ClipManifest } from './manifest.ts';

/** What a receiver must know of a track; becomes its part of the SDP. */
export interface TrackFormat {
  readonly media: 'video' | 'audio';
  readonly payloadType: number;
  /** `H264/90000` and the like. */
  readonly rtpmap: string;
  readonly fmtp: string | null;
  readonly clockRate: number;
}

/** A loop of access units, ready to send. */
export interface Clip {
  /** Unique; two streams with the same id play the same bytes. */
  readonly id: string;
  readonly codec: ClipEntry['codec'] | AudioCodec;
  readonly format: TrackFormat;
  /** Ticks of the RTP clock from one unit to the next. */
  readonly unitTicks: number;
  readonly units: readonly RtpTemplate[];
  readonly entry: ClipEntry | null;
}

/** A covered lens, made once by FFmpeg's `color=black:s=640x360:r=15,noise=alls=4:allf=t`, encoded as `generate/plans.ts` does sub streams. */
const blackEntry: ClipEntry = {
  ...{ file: 'black.h264', codec: 'h264', scene: 1, stream: 'sub', gop: 2, width: 640, height: 360, fps: 15 },
  ...{ frames: 60, bytes: 0 },
};

export const clipsFolder = join(import.meta.dirname, '..', 'clips');

export class ClipLibrary {
  readonly #folder: string;
  readonly #manifest: ClipManifest;
  readonly #loaded = new Map<string, Clip>();

  constructor(folder: string = clipsFolder) {
    this.#folder = folder;
    this.#manifest = manifestSchema.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')));
  }

  /** The clip of a scene's profile; where a scene has no such encoding, another scene's, chosen by scene number. */
  video(scene: number, profile: Profile, gop?: number): Clip {
    const offered = this.#manifest.clips.filter(
      (clip) => clip.stream === profile && (gop === undefined ? !clip.file.includes('-gop') : clip.gop === gop),
    );
    const entry = offered.find((clip) => clip.scene === scene) ?? offered[scene % Math.max(1, offered.length)];
    if (entry === undefined) throw new Error(`no ${profile} clips: run the generator (tools/camera-sim/README.md)`);
    return this.#load(entry.file, () => this.#videoClip(entry));
  }

  /** A JPEG file: the first picture of the scene's MJPEG clip, or of another's where it has none. */
  picture(scene: number): Buffer {
    const file = this.video(scene, 'mjpeg').entry?.file;
    const picture = file === undefined ? undefined : splitJpegs(this.#read(file))[0];
    if (picture === undefined) throw new Error('no picture in the MJPEG clip');
    return Buffer.from(picture);
  }

  /** What a covered lens shows. */
  black(): Clip {
    return this.#load('black', () => this.#videoClip(blackEntry));
  }

  /** Whether this very scene has that keyframe interval stored. */
  hasGop(scene: number, gop: number): boolean {
    return this.#manifest.clips.some((clip) => clip.stream === 'sub' && clip.scene === scene && clip.gop === gop);
  }

  /** A tone; `hz` is one of `toneHz`. */
  audio(codec: AudioCodec, hz: number): Clip {
    return this.#load(`audio-${codec}-${String(hz)}`, () =>
      codec === 'aac' ? aacClip(this.#read(`tone-${String(hz)}.aac`)) : g711Clip(codec, hz),
    );
  }

  #load(id: string, build: () => Omit<Clip, 'id'>): Clip {
    const known = this.#loaded.get(id);
    if (known !== undefined) return known;
    const clip = { id, ...build() };
    this.#loaded.set(id, clip);
    return clip;
  }

  #read(file: string): Buffer {
    return readFileSync(join(this.#folder, file));
  }

  #videoClip(entry: ClipEntry): Omit<Clip, 'id'> {
    const data = this.#read(entry.file);
    const unitTicks = 90_000 / entry.fps;
    if (entry.codec === 'jpeg') {
      const units = splitJpegs(data).map((picture) => buildTemplate(packetiseJpeg(parseJpeg(picture), maxPayload), 26, true, true));
      return {
        codec: 'jpeg',
        format: { media: 'video', payloadType: 26, rtpmap: 'JPEG/90000', fmtp: null, clockRate: 90_000 },
        unitTicks,
        units,
        entry,
      };
    }
    const { codec } = entry;
    const pictures = accessUnits(codec, data);
    const packetise = codec === 'h264' ? packetiseH264 : packetiseH265;
    const units = pictures.map((unit) => buildTemplate(packetise(unit.nals, maxPayload), 96, unit.key, true));
    return { codec, format: codec === 'h264' ? h264Format(pictures) : h265Format(pictures), unitTicks, units, entry };
  }
}

function parameterSet(codec: 'h264' | 'h265', units: readonly NalAccessUnit[], type: number): Buffer {
  const found = units[0]?.nals.find((nal) => nalType(codec, nal) === type);
  if (found === undefined) throw new Error(`the clip's first picture lacks parameter set ${String(type)}`);
  return found;
}

function h264Format(units: readonly NalAccessUnit[]): TrackFormat {
  const sps = parameterSet('h264', units, 7);
  const pps = parameterSet('h264', units, 8);
  const level = sps.subarray(1, 4).toString('hex').toUpperCase();
  const sprop = [sps, pps].map((set) => set.toString('base64')).join(',');
  const fmtp = `packetization-mode=1;profile-level-id=${level};sprop-parameter-sets=${sprop}`;
  return { media: 'video', payloadType: 96, rtpmap: 'H264/90000', fmtp, clockRate: 90_000 };
}

function h265Format(units: readonly NalAccessUnit[]): TrackFormat {
  const [vps, sps, pps] = [32, 33, 34].map((type) => parameterSet('h265', units, type).toString('base64'));
  const fmtp = `sprop-vps=${vps ?? ''};sprop-sps=${sps ?? ''};sprop-pps=${pps ?? ''}`;
  return { media: 'video', payloadType: 96, rtpmap: 'H265/90000', fmtp, clockRate: 90_000 };
}

const g711Samples = 320;

function g711Clip(codec: 'pcma' | 'pcmu', hz: number): Omit<Clip, 'id'> {
  const encode = codec === 'pcma' ? encodeALaw : encodeMuLaw;
  const bytes = Buffer.from(Array.from(tone(hz, 2), encode));
  const payloadType = codec === 'pcma' ? 8 : 0;
  const units = Array.from({ length: bytes.length / g711Samples }, (_, index) =>
    buildTemplate([bytes.subarray(index * g711Samples, (index + 1) * g711Samples)], payloadType, true, false),
  );
  const format: TrackFormat = { media: 'audio', payloadType, rtpmap: `${codec.toUpperCase()}/8000/1`, fmtp: null, clockRate: 8000 };
  return { codec, format, unitTicks: g711Samples, units, entry: null };
}

function aacClip(file: Buffer): Omit<Clip, 'id'> {
  const aac = parseAdts(file);
  const units = aac.frames.map((frame) => buildTemplate([packetiseAac(frame)], 97, true, true));
  const fmtp = `streamtype=5;profile-level-id=1;mode=AAC-hbr;sizelength=13;indexlength=3;indexdeltalength=3;config=${aac.config}`;
  const rtpmap = `MPEG4-GENERIC/${String(aac.sampleRate)}/${String(aac.channels)}`;
  return {
    codec: 'aac',
    format: { media: 'audio', payloadType: 97, rtpmap, fmtp, clockRate: aac.sampleRate },
    unitTicks: 1024,
    units,
    entry: null,
  };
}
