/** What a device announces of itself in its scopes (`onvif://www.onvif.org/name/Cong%20chinh`). Pure. */
import { plainLine } from './xml-reading.ts';

export interface ScopeFacts {
  readonly name: string;
  readonly hardware: string;
  readonly location: string;
  /** `S`, `T`, `G`, `M`, … each once. */
  readonly profiles: readonly string[];
}

/** `Streaming` is what Profile S was called in scopes. */
const profileWords: Readonly<Record<string, string>> = { streaming: 'S', recording: 'G' };

export function readScopes(scopes: readonly string[]): ScopeFacts {
  const values = new Map<string, string[]>();
  for (const scope of scopes.slice(0, 200)) {
    const [, kind, value] = /^onvif:\/\/www\.onvif\.org\/([A-Za-z]+)\/(.+)$/u.exec(scope.trim()) ?? [];
    if (kind !== undefined && value !== undefined)
      values.set(kind.toLowerCase(), [...(values.get(kind.toLowerCase()) ?? []), decoded(value)]);
  }
  const first = (kind: string): string => plainLine(values.get(kind)?.[0] ?? '');
  const profiles = (values.get('profile') ?? []).flatMap((word) => profileWords[word.toLowerCase()] ?? (/^[A-Z]$/u.test(word) ? word : []));
  return {
    name: first('name'),
    hardware: first('hardware'),
    location: plainLine((values.get('location') ?? []).join(', ')),
    profiles: [...new Set(profiles)].slice(0, 16),
  };
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
