/**
 * The closed set of things that can go wrong across a process boundary.
 *
 * A kind is what the program acts on; the message key is what the person reads, in their own
 * language; details are plain values that are safe to show and to log (never a credential).
 */
import { z } from 'zod';

export const errorKindSchema = z.enum([
  'invalid-argument',
  'not-found',
  'denied',
  'untrusted-sender',
  'unknown-channel',
  'conflict',
  'unavailable',
  'unsupported',
  'timeout',
  'cancelled',
  'storage-full',
  'storage-corrupt',
  'too-large',
  'internal',
]);
export type ErrorKind = z.infer<typeof errorKindSchema>;

const detailValueSchema = z.union([z.string(), z.number(), z.boolean()]);

/** An error as it crosses a boundary: no stack, no cause, nothing that could carry a secret. */
export const wireErrorSchema = z
  .object({
    kind: errorKindSchema,
    /** Key in the `errors` section of `resources/locales`; details are its interpolation values. */
    key: z.string().max(120),
    details: z.record(z.string(), detailValueSchema).readonly(),
  })
  .readonly();
export type WireError = z.infer<typeof wireErrorSchema>;
export type ErrorDetails = WireError['details'];

/** An expected failure inside a process. Anything else that is thrown is a bug and crosses as `internal`. */
export class VmsError extends Error {
  readonly kind: ErrorKind;
  readonly key: string;
  readonly details: ErrorDetails;

  constructor(kind: ErrorKind, key: string, details: ErrorDetails = {}, cause?: unknown) {
    super(`${kind}: ${key}`, { cause });
    this.name = 'VmsError';
    this.kind = kind;
    this.key = key;
    this.details = details;
  }
}

/** What may be told to the other side about anything that was thrown. */
export function toWireError(thrown: unknown): WireError {
  if (thrown instanceof VmsError) {
    return { kind: thrown.kind, key: thrown.key, details: thrown.details };
  }
  return { kind: 'internal', key: 'internal', details: {} };
}

/** Rebuilds the error on the receiving side so that callers can catch one class everywhere. */
export function fromWireError(wire: WireError): VmsError {
  return new VmsError(wire.kind, wire.key, wire.details);
}

/** Makes a forgotten union member a compile error. */
export function assertNever(value: never): never {
  throw new VmsError('internal', 'internal', { unexpected: String(value) });
}
