/** Our URLs: `/cam/{n}/{profile}[/track{k}][?audio=codec]`. */
import { audioCodecs, profiles, type AudioCodec, type Profile } from '../cameras.ts';

export interface StreamPath {
  readonly camera: number;
  readonly profile: Profile;
  readonly audio: AudioCodec | null;
  /** 0 video, 1 audio; `null` for the whole presentation. */
  readonly track: number | null;
  /** Scheme and authority as the client wrote them. */
  readonly origin: string;
}

/** `null` for anything that is not one of our streams. */
export function parseStreamPath(uri: string): StreamPath | null {
  const match = /^(rtsps?:\/\/[^/\s]+)\/cam\/(\d{1,6})\/([a-z]+)(?:\/track([01]))?\/?(?:\?([^/]*)\/?)?$/iu.exec(uri);
  if (match === null) return null;
  const [, origin = '', camera = '', name = '', track, query = ''] = match;
  const profile = profiles.find((candidate) => candidate === name);
  const wanted = new URLSearchParams(query).get('audio');
  const audio = audioCodecs.find((codec) => codec === wanted) ?? null;
  if (profile === undefined || (wanted !== null && audio === null)) return null;
  return { camera: Number(camera), profile, audio, track: track === undefined ? null : Number(track), origin };
}

export function formatStreamPath(path: StreamPath): string {
  const track = path.track === null ? '' : `/track${String(path.track)}`;
  return `${path.origin}/cam/${String(path.camera)}/${path.profile}${track}${path.audio === null ? '' : `?audio=${path.audio}`}`;
}
