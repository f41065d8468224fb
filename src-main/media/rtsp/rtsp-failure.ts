/** Why a conversation with a camera failed, in the words the rest of the program knows. */
import type { StreamFailure } from '../../../src-contract/model/stream-state.ts';
import { certificateFailure } from '../../base/camera-certificate.ts';

export class RtspFailure extends Error {
  readonly reason: StreamFailure;

  /** `detail` goes to the log: never an address or a credential. */
  constructor(reason: StreamFailure, detail: string) {
    super(detail);
    this.name = 'RtspFailure';
    this.reason = reason;
  }
}

/** For a final answer of 300 and more (RFC 2326 §11). A redirection counts as something we do not speak. */
export function failureOfStatus(status: number): StreamFailure {
  switch (status) {
    case 401:
    case 403:
    case 407:
      return 'unauthorised';
    case 404:
    case 410:
    case 454:
      return 'not-found';
    case 453:
    case 503:
      return 'session-limit';
    case 408:
    case 504:
      return 'timeout';
    default:
      return 'protocol-error';
  }
}

const bySystemCode: Readonly<Record<string, StreamFailure>> = {
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ENETDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  EAI_FAIL: 'unreachable',
  ETIMEDOUT: 'timeout',
  ECONNRESET: 'ended',
  EPIPE: 'ended',
  ECONNABORTED: 'ended',
  EPROTO: 'protocol-error',
};

export function failureOfSocket(failure: unknown): RtspFailure {
  const code = failure instanceof Error && 'code' in failure && typeof failure.code === 'string' ? failure.code : '';
  const certificate = certificateFailure(code);
  if (certificate !== null) return new RtspFailure(certificate, `certificate not trusted: ${code}`);
  if (code.startsWith('ERR_SSL')) return new RtspFailure('protocol-error', code);
  return new RtspFailure(bySystemCode[code] ?? 'internal', code === '' ? 'socket failed' : code);
}
