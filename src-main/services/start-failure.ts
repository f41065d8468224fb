/** Why the program could not start, in words for the person at the terminal. */
import { VmsError, type ErrorDetails } from '../../src-contract/errors.ts';
import { redact } from '../base/redact.ts';

/** The sections of a locale file used here. */
export interface StartTexts {
  readonly app: { readonly startFailed: string; readonly logsIn: string };
  readonly errors: Readonly<Record<string, unknown>>;
  readonly errorKinds: Readonly<Record<string, string>>;
}

/** What happened and what to do, the kind for whoever is asked for help, and where the log is, if there is one yet. */
export function startFailureText(failure: unknown, texts: StartTexts, logs: string | null): string {
  const { kind, key, details } = named(failure);
  const own = texts.errors[key];
  const text = fill(typeof own === 'string' ? own : (texts.errorKinds[kind] ?? kind), details);
  const unexpected = key !== 'internal' ? [] : [`  ${redact(String(failure))}`];
  const place = logs === null ? [] : [`  ${fill(texts.app.logsIn, { path: logs })}`];
  return [`✗ ${texts.app.startFailed}: ${text} [${kind}: ${key}]`, ...unexpected, ...place].join('\n');
}

/** A file or folder that the system refuses is the person's to put right, wherever it was met. */
function named(failure: unknown): VmsError {
  if (failure instanceof VmsError) return failure;
  if (failure instanceof Error && 'path' in failure && 'code' in failure && typeof failure.path === 'string')
    return new VmsError('unavailable', 'start-file-refused', { path: failure.path, code: String(failure.code) }, failure);
  return new VmsError('internal', 'internal', {}, failure);
}

function fill(text: string, details: ErrorDetails): string {
  return text.replace(/\{\{(\w+)\}\}/gu, (whole, name: string) => String(details[name] ?? whole));
}
