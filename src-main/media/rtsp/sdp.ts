/** Session descriptions (RFC 4566) as cameras write them. Hostile input: bounded, never throws, unknown lines are left out. */
import { withoutTrail } from './message.ts';
import type { Codec } from '../source.ts';
import type { KeyframeRequest } from './keyframe-wish.ts';

export interface SdpTrack {
  readonly media: string;
  readonly codec: Codec;
  /** As the camera names it, upper case, e.g. `H264`. */
  readonly encoding: string;
  readonly payloadType: number;
  readonly clockRate: number;
  /** Names in lower case. */
  readonly parameters: ReadonlyMap<string, string>;
  /** `null` when there is none; to be joined with the base. */
  readonly control: string | null;
  /** Announced picture size, for JPEG beyond 2040 pixels, which RTP cannot say. */
  readonly size: { readonly width: number; readonly height: number } | null;
  /** How the camera can be asked for a keyframe; `null` when it announces no way. */
  readonly keyframeRequest: KeyframeRequest | null;
}

export interface SessionDescription {
  /** The session's own `control`. */
  readonly control: string | null;
  readonly tracks: readonly SdpTrack[];
}

const maxLines = 2000;
const maxLineChars = 32 * 1024;
const maxTracks = 32;

const codecs: Readonly<Record<string, Codec>> = { H264: 'h264', H265: 'hevc', HEVC: 'hevc', JPEG: 'mjpeg', 'MP4V-ES': 'mpeg4' };

/** `null` when the text has no media line at all. A track is listed once for each of its payload types. */
export function parseSdp(text: string): SessionDescription | null {
  const lines = text.split(/\r\n|\n|\r/u, maxLines).map((line) => withoutTrail(line.slice(0, maxLineChars)));
  const firstMedia = lines.findIndex((line) => line.startsWith('m='));
  if (firstMedia === -1) return null;
  const tracks: SdpTrack[] = [];
  let section: string[] = [];
  const close = (): void => {
    if (section.length > 0 && tracks.length < maxTracks) tracks.push(...parseMedia(section));
  };
  for (const line of lines.slice(firstMedia)) {
    if (line.startsWith('m=')) {
      close();
      section = [];
    }
    section.push(line);
  }
  close();
  return { control: attribute(lines.slice(0, firstMedia), 'control'), tracks };
}

function parseMedia(section: readonly string[]): readonly SdpTrack[] {
  const [media = '', , , ...types] = (section[0] ?? '').slice(2).split(/\s+/u);
  const shared = { media: media.toLowerCase(), control: attribute(section, 'control'), size: parseSize(section) };
  return types.slice(0, 8).flatMap((type) => {
    const payloadType = /^\d{1,3}$/u.test(type) ? Number(type) : 128;
    if (payloadType > 127) return [];
    const map = formatAttribute(section, 'rtpmap', payloadType);
    const [encoding, clock] = map === null ? staticFormat(payloadType) : parseMap(map);
    const parameters = parseParameters(formatAttribute(section, 'fmtp', payloadType) ?? '');
    const keyframeRequest = requestOf(section, payloadType);
    return [
      { ...shared, keyframeRequest, encoding, codec: codecs[encoding] ?? ('other' as const), payloadType, clockRate: clock, parameters },
    ];
  });
}

const videoClock = 90_000;
/** Payload types that need no `rtpmap` (RFC 3551 §6). */
const staticFormats: Readonly<Record<number, [string, number]>> = {
  0: ['PCMU', 8000],
  8: ['PCMA', 8000],
  26: ['JPEG', videoClock],
};
const staticFormat = (type: number): [string, number] => staticFormats[type] ?? ['', videoClock];

function parseMap(map: string): [string, number] {
  const [encoding = '', clock = ''] = map.split('/');
  const rate = Number.parseInt(clock, 10);
  return [encoding.trim().toUpperCase(), rate > 0 && rate <= 10_000_000 ? rate : videoClock];
}

/** `name=value` pairs; a value may itself hold `=` (base64 does). */
function parseParameters(text: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  for (const pair of text.split(';', 64)) {
    const equals = pair.indexOf('=');
    if (equals > 0) parameters.set(pair.slice(0, equals).trim().toLowerCase(), pair.slice(equals + 1).trim());
  }
  return parameters;
}

function attribute(lines: readonly string[], name: string): string | null {
  const line = lines.find((candidate) => candidate.toLowerCase().startsWith(`a=${name}:`));
  return line === undefined ? null : line.slice(name.length + 3).trim();
}

/** `a=rtpmap:96 …`; some cameras put more than one blank, or none after the colon. */
function formatAttribute(lines: readonly string[], name: string, payloadType: number): string | null {
  for (const line of lines) {
    if (!line.toLowerCase().startsWith(`a=${name}:`)) continue;
    const [, type, rest] = /^\s*(\d{1,3})\s+(.*)$/u.exec(line.slice(name.length + 3)) ?? [];
    if (type !== undefined && Number(type) === payloadType) return rest ?? '';
  }
  return null;
}

/** `a=rtcp-fb:96 nack pli`, or for all types with `*`. */
function requestOf(section: readonly string[], payloadType: number): KeyframeRequest | null {
  const said = section.flatMap((line) => {
    const [, type, feedback = ''] = /^a=rtcp-fb:\s*(\*|\d{1,3})\s+(.*)$/iu.exec(line) ?? [];
    return type === '*' || Number(type) === payloadType ? [feedback.toLowerCase().split(/\s+/u).join(' ').trim()] : [];
  });
  if (said.includes('nack pli')) return 'pli';
  return said.includes('ccm fir') ? 'fir' : null;
}

function parseSize(section: readonly string[]): SdpTrack['size'] {
  const text = attribute(section, 'x-dimensions') ?? attribute(section, 'framesize')?.replace(/^\d+\s+/u, '') ?? '';
  const [, width, height] = /^(\d{1,5})[,\-x]\s*(\d{1,5})$/u.exec(text) ?? [];
  return width === undefined || height === undefined ? null : { width: Number(width), height: Number(height) };
}
