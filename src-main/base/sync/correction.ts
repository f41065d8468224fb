/** Whether an edit the province did not take can be opened again in the form it was made in, and what of it goes along. */
import type { CameraProposal } from '../../../src-contract/province/schemas.ts';
import type { Rejection } from './proposal.ts';
import type { RejectedEdit } from './resolution.ts';

export type CorrectionForm = 'registration' | 'camera';

/** `null`: it was made in no form, or there is nothing in it to correct. */
export function correctionForm({ content, rejection }: RejectedEdit): CorrectionForm | null {
  switch (content.kind) {
    case 'camera-add':
      return rejection.kind === 'refused' ? 'registration' : null;
    case 'camera-patch':
      return rejection.kind !== 'stale' && isOfForm(content.patch) ? 'camera' : null;
    case 'layout-put':
    case 'layout-delete':
    case 'scenario-put':
    case 'scenario-delete':
    case 'other':
      return null;
  }
}

/** What a person can type of a camera the province has. */
const FIELDS: ReadonlySet<string> = new Set(['name', 'connection']);
const ADDRESSES: ReadonlySet<string> = new Set(['mainStream', 'subStream']);

/** A form that showed half of an edit would lose the other half. */
function isOfForm(patch: CameraProposal['patch']): boolean {
  const { connection = {} } = patch;
  return (
    Object.keys(patch).every((name) => FIELDS.has(name)) &&
    typeof connection === 'object' &&
    connection !== null &&
    Object.keys(connection).every((name) => ADDRESSES.has(name))
  );
}

/** `kept`: sealed, and still good for what it was typed for; `lost`: to be typed again. */
export type SentLogin = 'none' | 'kept' | 'lost';

/** @param asItWas whether what the login was typed for stands as it stood then */
export function sentLogin(credential: string | null, rejection: Rejection, asItWas: boolean): SentLogin {
  if (credential === null) return 'none';
  return !asItWas || (rejection.kind === 'refused' && SEALED.has(rejection.at ?? '')) ? 'lost' : 'kept';
}

/** It cannot be opened over there, or is sealed for an id that is another camera's. */
const SEALED: ReadonlySet<string> = new Set(['credential', 'id']);
