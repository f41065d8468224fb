/** Decides what a draft means: addresses without credentials, one set of credentials, or what is wrong with it. */
import { VmsError } from '../../src-contract/errors.ts';
import type { CameraDraft, RtspTransport } from '../../src-contract/model/camera.ts';
import { judgeAddress, usableCredential, type StreamAddress } from './stream-address.ts';

/** A draft that may be stored. */
export interface JudgedCamera {
  readonly number: number | null;
  readonly name: string;
  readonly area: string;
  readonly mainUrl: string;
  readonly subUrl: string | null;
  readonly transport: RtspTransport;
  readonly username: string | null;
  /** `null` keeps what is stored; `''` removes it. */
  readonly password: string | null;
  /** Left out keeps what is stored; `null` removes it. */
  readonly trustedCertificate?: string | null;
}

/** `field` is the draft's; `key` a message under `errors`. */
export interface DraftProblem {
  readonly field: 'name' | 'mainUrl' | 'subUrl' | 'username' | 'password';
  readonly key: string;
}

export type Judgement =
  { readonly ok: true; readonly camera: JudgedCamera } | { readonly ok: false; readonly problems: readonly DraftProblem[] };

export function judgeDraft(draft: CameraDraft): Judgement {
  const problems: DraftProblem[] = [];
  const main = readAddress(draft.mainUrl, 'mainUrl', problems);
  const sub = draft.subUrl === null || draft.subUrl.trim() === '' ? null : readAddress(draft.subUrl, 'subUrl', problems);
  if (/\p{Cc}/u.test(draft.name)) problems.push({ field: 'name', key: 'name-characters' });
  if (!usableCredential(draft.username ?? '')) problems.push({ field: 'username', key: 'credentials-unusable' });
  if (!usableCredential(draft.password ?? '')) problems.push({ field: 'password', key: 'credentials-unusable' });
  if (main !== null && sub !== null && differ(main, sub)) problems.push({ field: 'subUrl', key: 'credentials-differ' });
  if (main === null || problems.length > 0) return { ok: false, problems };
  const named = draft.username === null || draft.username === '' ? null : draft.username;
  return {
    ok: true,
    camera: {
      number: draft.number,
      name: draft.name,
      area: draft.area,
      mainUrl: main.url,
      subUrl: sub?.url ?? null,
      transport: draft.transport,
      username: named ?? main.username ?? sub?.username ?? null,
      password: draft.password ?? main.password ?? sub?.password ?? null,
      ...(draft.trustedCertificate === undefined ? {} : { trustedCertificate: draft.trustedCertificate }),
    },
  };
}

/** Throws `invalid-argument` with the first problem and its field. */
export function judgedOrThrow(draft: CameraDraft): JudgedCamera {
  const judged = judgeDraft(draft);
  if (judged.ok) return judged.camera;
  const [first] = judged.problems;
  throw new VmsError('invalid-argument', first?.key ?? 'invalid-argument', { field: first?.field ?? '' });
}

function readAddress(text: string, field: 'mainUrl' | 'subUrl', problems: DraftProblem[]): StreamAddress | null {
  const judged = judgeAddress(text);
  if (judged.ok) return judged.address;
  problems.push({ field, key: judged.problem });
  return null;
}

/** One camera has one set of credentials; two addresses that name different ones cannot both be right. */
function differ(main: StreamAddress, sub: StreamAddress): boolean {
  const namesDiffer = main.username !== null && sub.username !== null && main.username !== sub.username;
  const bothNamed = main.username !== null && sub.username !== null;
  const passwordsDiffer = main.password !== sub.password && (bothNamed || (main.password !== null && sub.password !== null));
  return namesDiffer || passwordsDiffer;
}
