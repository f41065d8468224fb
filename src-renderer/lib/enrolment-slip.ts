/** What an enrolment slip says, to be shown before it is used. Main reads it anew and is the one that believes it. */
import { z } from 'zod';

export const SLIP_MAX_CHARACTERS = 20_000;

const slipSchema = z.object({
  version: z.literal(1),
  url: z.url({ protocol: /^https$/u }).max(300),
  ca: z.string().regex(/-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/u),
  /** SHA-256 of the key's SubjectPublicKeyInfo, hex. */
  signingKey: z.string().regex(/^[0-9a-f]{64}$/u),
  code: z.string().regex(/^[A-Z2-7]{4}(-[A-Z2-7]{4}){3}$/u),
  /** Last moment the code is good; only the province decides. */
  expiresAt: z.iso.datetime().optional(),
});
export type EnrolmentSlip = z.infer<typeof slipSchema>;

export type SlipProblem =
  | { readonly key: 'empty' | 'too-large' | 'not-json' }
  | { readonly key: 'newer'; readonly version: string }
  | { readonly key: 'wrong-field'; readonly field: string };
export type SlipReading =
  { readonly kind: 'slip'; readonly slip: EnrolmentSlip } | { readonly kind: 'problem'; readonly problem: SlipProblem };

const problem = (what: SlipProblem): SlipReading => ({ kind: 'problem', problem: what });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const anyVersion = z.object({ version: z.number() });

export function readSlip(text: string): SlipReading {
  if (text.trim() === '') return problem({ key: 'empty' });
  if (text.length > SLIP_MAX_CHARACTERS) return problem({ key: 'too-large' });
  const value = parsed(text.replace(/^\uFEFF/u, ''));
  if (typeof value !== 'object' || value === null) return problem({ key: 'not-json' });
  const version = anyVersion.safeParse(value);
  if (version.success && version.data.version > 1) return problem({ key: 'newer', version: String(version.data.version) });
  const slip = slipSchema.safeParse(value);
  if (slip.success) return { kind: 'slip', slip: slip.data };
  return problem({ key: 'wrong-field', field: String(slip.error.issues[0]?.path[0] ?? '') });
}

/** SHA-256 of the first certificate's bytes, in pairs as on paper: `A1:B2:…`. */
export async function fingerprintOf(pem: string): Promise<string> {
  const base64 = /-----BEGIN CERTIFICATE-----([^-]+)-----END/u.exec(pem)?.[1]?.replace(/\s/gu, '') ?? '';
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return pairsOf(Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join(''));
}

/** Hex digits as they are printed to be compared: `A1:B2:…`. */
export function pairsOf(hex: string): string {
  return hex.toUpperCase().replace(/..(?!$)/gu, '$&:');
}
