/** What a session description says about AAC (RFC 3640 §4.1, RFC 6416 §7.3). Hostile input: bounded, never throws. */
import type { SoundFormat } from '../../../src-contract/link/sound.ts';
import { BitReader } from '../codec/bit-reader.ts';

/** Bits of each field in an AU header. */
export interface AacRules {
  readonly sizeLength: number;
  readonly indexLength: number;
  readonly indexDeltaLength: number;
}

const rates = [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8000, 7350] as const;
const escapedRate = 15;
/** AAC main, LC, SSR, LTP; 5 and 29 announce HE-AAC before naming its core. */
const coreTypes: ReadonlySet<number> = new Set([1, 2, 3, 4]);
const extensionTypes: ReadonlySet<number> = new Set([5, 29]);
const maxConfigBytes = 64;
/** Fields of other modes would stand between those we read. */
const foreignFields = [
  'constantsize',
  'ctsdeltalength',
  'dtsdeltalength',
  'randomaccessindication',
  'streamstateindication',
  'auxiliarydatasizelength',
];

/** `null` where the track is packed in a way not read here. */
export function aacRules(parameters: ReadonlyMap<string, string>): AacRules | null {
  const number = (name: string): number => Number(parameters.get(name) ?? '0');
  if (foreignFields.some((name) => number(name) !== 0)) return null;
  const rules = {
    sizeLength: number('sizelength'),
    indexLength: number('indexlength'),
    indexDeltaLength: number('indexdeltalength'),
  };
  const sane = Object.values(rules).every((bits) => Number.isInteger(bits) && bits >= 0 && bits <= 16);
  return sane && rules.sizeLength > 0 ? rules : null;
}

/** From an AudioSpecificConfig in hex; `null` for anything but AAC with a known number of channels. */
export function aacFormat(hex: string): SoundFormat | null {
  const bytes = fromHex(hex);
  if (bytes === null || bytes.length < 2) return null;
  const bits = new BitReader(bytes);
  const objectType = bits.bits(5);
  const sampleRate = readRate(bits);
  const channels = bits.bits(4);
  if (extensionTypes.has(objectType)) {
    readRate(bits);
    if (!coreTypes.has(bits.bits(5))) return null;
  } else if (!coreTypes.has(objectType)) return null;
  const known = sampleRate >= 4000 && sampleRate <= 192_000 && channels >= 1 && channels <= 7 && !bits.exhausted;
  if (!known) return null;
  const config = Buffer.from(bytes).toString('hex');
  return { codec: 'aac', sampleRate, channels: channels === 7 ? 8 : channels, codecString: `mp4a.40.${objectType}`, config };
}

/** The AudioSpecificConfig inside a StreamMuxConfig (ISO/IEC 14496-3 §1.7.3), as hex; `null` but for the one plain layout cameras use. */
export function latmConfig(parameters: ReadonlyMap<string, string>): string | null {
  const bytes = fromHex(parameters.get('config') ?? '');
  if (bytes === null || parameters.get('cpresent') !== '0') return null;
  const bits = new BitReader(bytes);
  // audioMuxVersion 0, one time frame, one sub-frame, one program, one layer.
  const plain = bits.bit() === 0 && bits.bit() === 1 && bits.bits(6) === 0 && bits.bits(4) === 0 && bits.bits(3) === 0;
  if (!plain) return null;
  const length = configBits(bytes, bits.position);
  const config = new Uint8Array(Math.ceil(length / 8));
  for (let at = 0; at < length; at += 1) config[at >> 3] = (config[at >> 3] ?? 0) | (bits.bit() << (7 - (at & 7)));
  return bits.exhausted ? null : Buffer.from(config).toString('hex');
}

/** How many bits the AudioSpecificConfig that begins at `from` has. */
function configBits(bytes: Uint8Array, from: number): number {
  const bits = new BitReader(bytes);
  bits.skip(from);
  const objectType = bits.bits(5);
  readRate(bits);
  bits.skip(4);
  if (extensionTypes.has(objectType)) {
    readRate(bits);
    bits.skip(5);
  }
  // GASpecificConfig: frame length, core coder, extension.
  bits.skip(3);
  return bits.position - from;
}

function readRate(bits: BitReader): number {
  const index = bits.bits(4);
  return index === escapedRate ? bits.bits(24) : (rates[index] ?? 0);
}

function fromHex(hex: string): Uint8Array | null {
  if (!/^(?:[\da-f]{2})+$/iu.test(hex) || hex.length > 2 * maxConfigBytes) return null;
  return new Uint8Array(Buffer.from(hex, 'hex'));
}
