/** Texts whose key is data: errors, notices and import problems come from the main side as key + details. */
import type { i18n } from 'i18next';
import { toWireError, VmsError } from '../../src-contract/errors.ts';
import type { Notice } from '../../src-contract/ipc/app.ts';
import type { ImportProblem } from '../../src-contract/model/camera-import.ts';
import type { ProblemKind } from '../../src-contract/province/schemas.ts';
import { streamFailureSchema, type StreamFailure } from '../../src-contract/model/stream-state.ts';
import { epochMs } from '../../src-contract/time.ts';
import { clockText } from './time-text.ts';

type Details = Readonly<Record<string, string | number | boolean>>;

/** 2001 as epoch milliseconds: a detail `…Ms` beyond it is a moment, one below it a duration. */
const MOMENTS_FROM_MS = 1_000_000_000_000;

function shownDetails(details: Details): Details {
  return Object.fromEntries(
    Object.entries(details).map(([name, value]) => {
      if (name.endsWith('Ms') && typeof value === 'number' && value > MOMENTS_FROM_MS) return [name, clockText(epochMs(value))];
      return [name, typeof value === 'number' && name === 'count' ? value : String(value)];
    }),
  );
}

function lookUp(texts: i18n, key: string, details: Details): string | null {
  const translate = texts.t as unknown as (key: string, details: Details) => string; // i18next types know literal keys only
  return texts.exists(key) ? translate(key, shownDetails(details)) : null;
}

/** What happened to a stream and what to do about it, in two sentences. */
export function failureText(texts: i18n, reason: StreamFailure): string {
  return `${texts.t(`failure.${reason}.title`)}. ${texts.t(`failure.${reason}.action`)}`;
}

function connectionText(texts: i18n, key: string): string | null {
  const reason = streamFailureSchema.safeParse(key.replace(/^connection-/u, ''));
  return key.startsWith('connection-') && reason.success ? failureText(texts, reason.data) : null;
}

/** What went wrong and what to do next. An unknown key falls back to the text of its kind; anything thrown has a text. */
export function errorText(texts: i18n, thrown: unknown): string {
  const wire = toWireError(thrown);
  return lookUp(texts, `errors.${wire.key}`, wire.details) ?? connectionText(texts, wire.key) ?? texts.t(`errorKinds.${wire.kind}`);
}

/** Why an FFmpeg cannot be used; the reason is one of the probe's words. */
export function ffmpegReasonText(texts: i18n, reason: string): string {
  return lookUp(texts, `ffmpeg.unusable.${reason}`, {}) ?? texts.t('ffmpeg.unusable.unknown');
}

export function noticeText(texts: i18n, notice: Notice): string {
  const details =
    notice.key === 'ffmpeg-unusable'
      ? { ...notice.details, reason: ffmpegReasonText(texts, String(notice.details['reason'] ?? '')) }
      : notice.details;
  return (
    lookUp(texts, `notice.${notice.key}`, details) ??
    lookUp(texts, `errors.${notice.key}`, details) ??
    texts.t('notice.unknown', { key: notice.key })
  );
}

export function importProblemText(texts: i18n, problem: ImportProblem): string {
  return (
    lookUp(texts, `import.problems.${problem.key}`, problem.details) ??
    lookUp(texts, `errors.${problem.key}`, problem.details) ??
    texts.t('import.problems.unknown')
  );
}

/** The name of a field of a document of the province, as a path: `connection.subStream`. An unknown one stands as it is. */
export function provinceFieldText(texts: i18n, path: string): string {
  return knownFieldText(texts, path) ?? path;
}

const knownFieldText = (texts: i18n, path: string): string | null => lookUp(texts, `sync.fields.${path.replaceAll('.', '-')}`, {});

/** By the name of what it lies in where it has none of its own. */
function placeText(texts: i18n, path: string): string {
  const parts = path.split('.');
  const above = parts.map((_, at) => parts.slice(0, parts.length - at).join('.'));
  return above.map((one) => knownFieldText(texts, one)).find((name) => name !== null) ?? path;
}

/** What the province's refusal of an edit means, as for any other of its refusals. `at`: the member it is about, as a path. */
export function problemTextOf(texts: i18n, problem: ProblemKind, at: string | null = null): string {
  const named = at === null ? texts.t('sync.someField') : placeText(texts, at);
  return errorText(texts, new VmsError('conflict', `province-${problem}`, { at: named }));
}
