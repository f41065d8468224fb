/** The profiles of a device, by Media2 (ver20) or Media (ver10). Pure. */
import type { MediaProfile, VideoCoding } from '../../src-contract/model/device.ts';
import { child, childrenOf, numberAt, plainLine, textAt } from './xml-reading.ts';
import type { XmlElement } from './xml.ts';

export type BareProfile = Omit<MediaProfile, 'streamUri'>;

const maxProfiles = 256;

/** `GetProfilesResponse` of ver20. Profiles without a video encoder are left out. */
export function readMedia2Profiles(response: XmlElement | null): readonly BareProfile[] {
  return profilesIn(response).flatMap((profile) => {
    const parts = child(profile, 'Configurations');
    return profileOf(profile, {
      encoder: child(parts, 'VideoEncoder'),
      source: textAt(parts, 'VideoSource', 'SourceToken'),
      sound: child(parts, 'AudioEncoder'),
      ptz: child(parts, 'PTZ'),
    });
  });
}

/** `GetProfilesResponse` of ver10. */
export function readMedia1Profiles(response: XmlElement | null): readonly BareProfile[] {
  return profilesIn(response).flatMap((profile) =>
    profileOf(profile, {
      encoder: child(profile, 'VideoEncoderConfiguration'),
      source: textAt(profile, 'VideoSourceConfiguration', 'SourceToken'),
      sound: child(profile, 'AudioEncoderConfiguration'),
      ptz: child(profile, 'PTZConfiguration'),
    }),
  );
}

const profilesIn = (response: XmlElement | null): readonly XmlElement[] => childrenOf(response, 'Profiles').slice(0, maxProfiles);

interface ProfileParts {
  readonly encoder: XmlElement | null;
  readonly source: string | null;
  readonly sound: XmlElement | null;
  readonly ptz: XmlElement | null;
}

function profileOf(profile: XmlElement, { encoder, source, sound, ptz }: ProfileParts): BareProfile[] {
  const token = profile.attributes.get('token') ?? '';
  // A token goes back to the device as it came: what cannot go back unharmed is of no use.
  if (encoder === null || token === '' || token.length > 200 || /\p{Cc}/u.test(token)) return [];
  return [
    {
      token,
      name: plainLine(textAt(profile, 'Name')),
      source: plainLine(source),
      coding: codingOf(textAt(encoder, 'Encoding')),
      width: side(encoder, 'Width'),
      height: side(encoder, 'Height'),
      fps: positive(numberAt(encoder, 'RateControl', 'FrameRateLimit')),
      bitrateKbps: positive(numberAt(encoder, 'RateControl', 'BitrateLimit')),
      hasSound: sound !== null,
      hasPtz: ptz !== null,
    },
  ];
}

function codingOf(word: string | null): VideoCoding {
  const plain = (word ?? '').toUpperCase().replaceAll(/[^A-Z0-9]/gu, '');
  if (plain.startsWith('H265') || plain === 'HEVC') return 'h265';
  if (plain.startsWith('H264')) return 'h264';
  if (plain === 'JPEG' || plain === 'MJPEG') return 'jpeg';
  return plain.startsWith('MP') ? 'mpeg4' : 'other';
}

function side(encoder: XmlElement, name: 'Width' | 'Height'): number {
  const pixels = numberAt(encoder, 'Resolution', name) ?? 0;
  return Number.isInteger(pixels) && pixels > 0 && pixels <= 32_768 ? pixels : 0;
}

const positive = (value: number | null): number | null => (value !== null && value > 0 && value < 1e9 ? value : null);
