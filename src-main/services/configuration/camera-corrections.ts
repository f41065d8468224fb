/** Edits of cameras the province did not take, back in the form they were made in and offered anew in their own place. */
import { VmsError } from '../../../src-contract/errors.ts';
import type { Camera, CameraDraft } from '../../../src-contract/model/camera.ts';
import type { LoginChoice, ProposedAddition, ProposedEdit } from '../../../src-contract/model/correction.ts';
import type { CameraRegistration } from '../../../src-contract/model/registration.ts';
import type { Camera as ProvinceCamera, CameraAddition, CameraProposal } from '../../../src-contract/province/schemas.ts';
import { correctionForm, sentLogin, type SentLogin } from '../../base/sync/correction.ts';
import type { RejectedProposal } from '../../cache/queries/proposals.ts';
import { sameHost } from '../stream-address.ts';
import type { EditBook } from '../sync/edit-book.ts';
import { UNKNOWN_MAKE } from './camera-addition.ts';
import type { CameraRegistrations } from './camera-registrations.ts';
import type { Configuration, Held } from './configuration.ts';
import type { ProvinceDirectory } from './province-directory.ts';

export interface CorrectionNeeds {
  /** `null`: this workstation belongs to no province. */
  readonly province: () => {
    readonly cameras: Pick<ProvinceDirectory, 'correct'>;
    readonly edits: Pick<EditBook, 'refused' | 'replace'>;
  } | null;
  readonly configuration: Pick<Configuration, 'cameras'>;
  readonly registrations: Pick<CameraRegistrations, 'addition'>;
  /** Who edits now; `null`: nobody who could. */
  readonly editor: () => string | null;
  /** Whether the person at the seat may manage a camera that would stand there. */
  readonly mayManageAt: (areaPath: string, unitId: string) => boolean;
  /** UUIDv7. */
  readonly newId: () => string;
}

/** Of a login that was sealed: what it was typed for, and what is left of it. */
interface Sent {
  readonly credential: string | null;
  readonly login: SentLogin;
  readonly addresses: readonly string[];
}

type RefusedAs<T> = RejectedProposal & { readonly content: T };

export class CameraCorrections {
  readonly #needs: CorrectionNeeds;

  constructor(needs: CorrectionNeeds) {
    this.#needs = needs;
  }

  /** Throws `not-found` for what is settled or no addition, `denied` for another person's where this one may not add cameras. */
  addition(proposalId: string): ProposedAddition {
    const edit = this.#addition(proposalId);
    const { managingUnitId, connection, device, ...said } = edit.content.document;
    const { code, areaPath, legalBasis, locationType, domains, noticeSign, sensitive, position } = said;
    const { make, model, firmware, serial, videoCodec } = device;
    return {
      ...{ name: said.name, mainUrl: connection.mainStream, subUrl: connection.subStream },
      registration: {
        ...{ code, areaPath, unitId: managingUnitId, legalBasis, locationType, domains, noticeSign, sensitive, position },
        device: { ...{ firmware, serial, videoCodec }, make: knownWord(make), model: knownWord(model) },
        onvif: connection.onvif,
      },
      login: sentWith(edit).login,
      refusal: refusalOf(edit) ?? { problem: 'document-refused', at: null },
    };
  }

  /** Rejects as `addition` and `additionOf` do, and as storage does. */
  async offerAddition(proposalId: string, draft: CameraDraft, registration: CameraRegistration, login: LoginChoice): Promise<void> {
    const edit = this.#addition(proposalId);
    const { rejection, content } = edit;
    // What that id is over there is another camera.
    const id = rejection.kind === 'refused' && rejection.at === 'id' ? this.#needs.newId() : content.id;
    const addition = this.#needs.registrations.addition(draft, registration, { id, kept: keptFor(draft, login, sentWith(edit)) });
    await this.#province().edits.replace(proposalId, addition);
  }

  /** Throws `not-found` for what is settled, or no edit of this camera that a form could show. */
  edit(cameraId: string, proposalId: string): ProposedEdit {
    const { edit, held } = this.#edit(cameraId, proposalId);
    const { name, mainStream, subStream } = typedIn(edit.content);
    const { rejection } = edit;
    return {
      ...{ name, mainUrl: mainStream, subUrl: subStream },
      login: sentOver(edit, held).login,
      refusal: refusalOf(edit),
      collided: rejection.kind === 'fields' ? [...rejection.fields] : [],
    };
  }

  /** Rejects as `edit`, as an update of the camera does, and `conflict` where nothing differs from what the province has. */
  offerEdit(cameraId: string, proposalId: string, draft: CameraDraft, login: LoginChoice): Promise<Camera> {
    const { edit, held } = this.#edit(cameraId, proposalId);
    const kept = keptFor(draft, login, sentOver(edit, held));
    return this.#province().cameras.correct(cameraId, draft, { proposalId, kept });
  }

  #addition(proposalId: string): RefusedAs<CameraAddition> {
    const edit = this.#province().edits.refused(proposalId);
    const { content, madeBy } = edit;
    if (content.kind !== 'camera-add' || correctionForm(edit) === null) throw new VmsError('not-found', 'sync-edit-gone');
    const { editor, mayManageAt } = this.#needs;
    const own = madeBy !== null && madeBy === editor();
    if (!own && !mayManageAt(content.document.areaPath, content.document.managingUnitId))
      throw new VmsError('denied', 'denied-out-of-scope');
    return { ...edit, content };
  }

  #edit(cameraId: string, proposalId: string): { readonly edit: RefusedAs<CameraProposal>; readonly held: Held<ProvinceCamera> } {
    const edit = this.#province().edits.refused(proposalId);
    const { content } = edit;
    const held = this.#needs.configuration.cameras.get(cameraId);
    if (content.kind !== 'camera-patch' || content.id !== cameraId || held === undefined || correctionForm(edit) === null)
      throw new VmsError('not-found', 'sync-edit-gone');
    return { edit: { ...edit, content }, held };
  }

  #province(): NonNullable<ReturnType<CorrectionNeeds['province']>> {
    const province = this.#needs.province();
    if (province === null) throw new VmsError('unavailable', 'sync-off');
    return province;
  }
}

const knownWord = (word: string): string => (word === UNKNOWN_MAKE ? '' : word);

function refusalOf({ rejection }: RejectedProposal): ProposedEdit['refusal'] {
  return rejection.kind === 'refused' ? { problem: rejection.problem, at: rejection.at ?? null } : null;
}

function sentWith({ content, rejection }: RefusedAs<CameraAddition>): Sent {
  const { credential, document } = content;
  const { mainStream, subStream } = document.connection;
  return {
    credential,
    login: sentLogin(credential, rejection, true),
    addresses: subStream === null ? [mainStream] : [mainStream, subStream],
  };
}

/** A camera that changed since may be another behind the same name: what was typed for the one before is not given to it. */
function sentOver({ content, rejection }: RefusedAs<CameraProposal>, { rev, document }: Held<ProvinceCamera>): Sent {
  const credential = content.credential ?? null;
  const { mainStream, subStream } = { ...document.connection, ...withoutNull(typedIn(content)) };
  const addresses = [mainStream, subStream].filter((address) => address !== null);
  return { credential, login: sentLogin(credential, rejection, rev === content.baseRev), addresses };
}

interface Typed {
  readonly name: string | null;
  readonly mainStream: string | null;
  readonly subStream: string | null;
}

function typedIn({ patch }: CameraProposal): Typed {
  const connection = new Map<string, unknown>(Object.entries(patch['connection'] ?? {}));
  return { name: textOr(patch['name']), mainStream: textOr(connection.get('mainStream')), subStream: textOr(connection.get('subStream')) };
}

const textOr = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const withoutNull = ({ mainStream, subStream }: Typed): Partial<Pick<ProvinceCamera['connection'], 'mainStream' | 'subStream'>> => ({
  ...(mainStream === null ? {} : { mainStream }),
  ...(subStream === null ? {} : { subStream }),
});

/** A password goes to the machines it was typed for and to no other: for another address it must be typed again. */
function keptFor({ mainUrl, subUrl }: CameraDraft, choice: LoginChoice, { credential, login, addresses }: Sent): string | null {
  if (choice === 'drafted') return null;
  const wanted = [mainUrl, subUrl ?? ''].map((url) => url.trim()).filter((url) => url !== '');
  const sameMachines = wanted.every((url) => addresses.some((address) => sameHost(url, address)));
  if (login === 'kept' && sameMachines) return credential;
  throw new VmsError('invalid-argument', 'camera-password-retype', { field: 'password' });
}
