/** How a request to the province can end: a closed set, so that every caller decides about every end. */
import type { Problem } from '../../../src-contract/province/schemas.ts';

/** Why a server was not trusted: a message key, each with a text that says what to do. */
export interface TlsRefusal {
  readonly key: `tls-${string}`;
  readonly details: Readonly<Record<string, string>>;
}

export type ProvinceFailure =
  /** Nobody there: no route, refused, reset; or, with `tls`, somebody who is not trusted. `code` is Node's, for the log. */
  | { readonly kind: 'network'; readonly code: string; readonly tls?: TlsRefusal }
  | { readonly kind: 'timeout' }
  /** 408, 425, 429, 5xx. `afterMs`: what it asked us to wait; null: it did not say. */
  | { readonly kind: 'busy'; readonly status: number; readonly afterMs: number | null; readonly problem?: Problem }
  /** 410: what was asked from is no longer kept. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'refused'; readonly status: number; readonly problem: Problem }
  /** An answer of somebody else, such as a captive portal's page with status 200; or ours, cut off. */
  | { readonly kind: 'not-our-contract'; readonly status: number };

export type Answer<T> = { readonly kind: 'answered'; readonly value: T } | ProvinceFailure;

/** Whether asking again later, unchanged, can help. The rest needs a decision. */
export function isPassing({ kind }: ProvinceFailure): boolean {
  return kind === 'network' || kind === 'timeout' || kind === 'busy' || kind === 'not-our-contract';
}
