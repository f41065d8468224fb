import type { i18n } from 'i18next';
import { VmsError } from '../../../src-contract/errors.ts';
import type { ProblemKind } from '../../../src-contract/province/schemas.ts';
import { errorText } from '../../lib/message-text.ts';

/** What the province's refusal of an edit means, as for any other of its refusals. */
export function problemTextOf(texts: i18n, problem: ProblemKind): string {
  return errorText(texts, new VmsError('conflict', `province-${problem}`));
}

/** What a person can do about an edit that was refused so; `null`: nothing but what its text says. */
export function nextStepOf(problem: ProblemKind): 'already-exists' | 'denied' | 'document-refused' | null {
  return problem === 'already-exists' || problem === 'denied' || problem === 'document-refused' ? problem : null;
}
