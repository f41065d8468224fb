/** What a person is told when the province did not do what they asked. */
import { VmsError, type ErrorKind } from '../../../src-contract/errors.ts';
import type { Problem } from '../../../src-contract/province/schemas.ts';
import type { ProvinceFailure } from '../../base/sync/province-answer.ts';

export function provinceError(failure: ProvinceFailure): VmsError {
  switch (failure.kind) {
    case 'network':
      if (failure.tls !== undefined) return new VmsError('unavailable', failure.tls.key, failure.tls.details);
      return new VmsError('unavailable', 'province-unreachable', { code: failure.code });
    case 'timeout':
      return new VmsError('timeout', 'province-no-answer');
    case 'busy':
      if (failure.problem !== undefined) return problemError(failure.problem);
      return new VmsError('unavailable', 'province-busy', { seconds: Math.ceil((failure.afterMs ?? 30_000) / 1000) });
    case 'not-our-contract':
      return new VmsError('unavailable', 'province-foreign-answer', { status: failure.status });
    case 'gone':
      return new VmsError('unavailable', 'province-foreign-answer', { status: 410 });
    case 'refused':
      return problemError(failure.problem);
  }
}

function problemError({ status, key, details }: Problem): VmsError {
  return new VmsError(kindOf(status), key, details);
}

function kindOf(status: number): ErrorKind {
  if (status === 401 || status === 403 || status === 410 || status === 429) return 'denied';
  if (status === 409) return 'conflict';
  return status >= 500 ? 'unavailable' : 'invalid-argument';
}
