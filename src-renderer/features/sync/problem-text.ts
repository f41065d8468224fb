import type { i18n } from 'i18next';
import { VmsError } from '../../../src-contract/errors.ts';
import type { ProblemKind } from '../../../src-contract/province/schemas.ts';
import { errorText } from '../../lib/message-text.ts';

/** What the province's refusal of an edit means, as for any other of its refusals. */
export function problemTextOf(texts: i18n, problem: ProblemKind): string {
  return errorText(texts, new VmsError('conflict', `province-${problem}`));
}
