/** An edit of a camera the province did not take, as the form it was made in, and what the province said of which field. Pure. */
import type { Camera, CameraDraftInput, RtspTransport } from '../../../src-contract/model/camera.ts';
import type { LoginChoice, ProposedAddition, ProposedEdit, SentLogin } from '../../../src-contract/model/correction.ts';
import type { CameraRegistration, RegistrationPlaces } from '../../../src-contract/model/registration.ts';
import { draftOf, formOf, type CameraForm, type FormProblems } from './camera-form.ts';
import type { RegistrationForm, RegistrationProblems } from './registration-form.ts';

export function cameraFormOf({ name, mainUrl, subUrl }: ProposedAddition, transport: RtspTransport): CameraForm {
  return { ...formOf(null, transport, () => ''), name, mainUrl, subUrl: subUrl ?? '' };
}

/** @param now the camera as the province has it */
export function editedFormOf({ name, mainUrl, subUrl }: ProposedEdit, now: CameraForm): CameraForm {
  return { ...now, name: name ?? now.name, mainUrl: mainUrl ?? now.mainUrl, subUrl: subUrl ?? now.subUrl };
}

/** A place that cannot be chosen any more is left to be chosen. */
export function factsFormOf(registration: CameraRegistration, { areas, units }: RegistrationPlaces): RegistrationForm {
  const { code, areaPath, unitId, legalBasis, locationType, domains, position, noticeSign, sensitive, device } = registration;
  return {
    ...{ code, legalBasis, locationType, domains, noticeSign, sensitive },
    areaPath: areas.some(({ path }) => path === areaPath) ? areaPath : '',
    unitId: units.some(({ id }) => id === unitId) ? unitId : '',
    position: `${String(position.latitude)}, ${String(position.longitude)}`,
    ...{ make: device.make, model: device.model, videoCodec: device.videoCodec },
  };
}

/** A field of either half of the form. */
export type RefusedField =
  | { readonly part: 'camera'; readonly field: 'name' | 'mainUrl' | 'subUrl' | 'password' }
  | { readonly part: 'facts'; readonly field: 'code' | 'areaPath' | 'unitId' | 'position' | 'legalBasis' | 'make' | 'model' };

const FIELDS: Readonly<Record<string, RefusedField>> = {
  name: { part: 'camera', field: 'name' },
  connection: { part: 'camera', field: 'mainUrl' },
  'connection.mainStream': { part: 'camera', field: 'mainUrl' },
  'connection.subStream': { part: 'camera', field: 'subUrl' },
  credential: { part: 'camera', field: 'password' },
  code: { part: 'facts', field: 'code' },
  areaPath: { part: 'facts', field: 'areaPath' },
  managingUnitId: { part: 'facts', field: 'unitId' },
  operatingUnitId: { part: 'facts', field: 'unitId' },
  position: { part: 'facts', field: 'position' },
  legalBasis: { part: 'facts', field: 'legalBasis' },
  'device.make': { part: 'facts', field: 'make' },
  'device.model': { part: 'facts', field: 'model' },
};

/** The field a refusal is about; `null`: of all of it, or of what no field shows. */
export function fieldAt(at: string | null): RefusedField | null {
  if (at === null) return null;
  if (Object.hasOwn(FIELDS, at)) return FIELDS[at] ?? null;
  const end = at.lastIndexOf('.');
  return end < 0 ? null : fieldAt(at.slice(0, end));
}

/** What was said of a field, for as long as it stands as it was refused. */
export function saidOfCamera(at: RefusedField | null, text: string, form: CameraForm, refused: CameraForm): FormProblems {
  if (at?.part !== 'camera' || form[at.field] !== refused[at.field] || form.removePassword) return {};
  return { [at.field]: { kind: 'said', text } };
}

export function saidOfFacts(
  at: RefusedField | null,
  text: string,
  form: RegistrationForm,
  refused: RegistrationForm,
): RegistrationProblems {
  if (at?.part !== 'facts' || form[at.field] !== refused[at.field]) return {};
  return { [at.field]: { kind: 'said', text } };
}

/** What the province has now in the fields both sides changed, where the form still has the other value. */
export function collidedIn({ collided }: ProposedEdit, form: CameraForm, { name, mainUrl, subUrl }: Camera): FormProblems {
  const now: readonly (readonly ['name' | 'mainUrl' | 'subUrl', string, string])[] = [
    ['name', 'name', name],
    ['mainUrl', 'connection', mainUrl],
    ['subUrl', 'connection', subUrl ?? ''],
  ];
  const differ = now.filter(([field, of, value]) => collided.includes(of) && form[field].trim() !== value);
  return Object.fromEntries(differ.map(([field, , value]) => [field, { kind: 'province-has', value }]));
}

const hasLogin = (address: string): boolean => (URL.parse(address.trim())?.username ?? '') !== '';
const isTyped = ({ username, password, mainUrl, subUrl }: CameraForm): boolean =>
  username.trim() !== '' || password !== '' || hasLogin(mainUrl) || hasLogin(subUrl);

/** Main decides: a sealed password goes to the machines it was typed for and to no other. */
function isElsewhere(form: CameraForm, refused: CameraForm): boolean {
  const hosts = [refused.mainUrl, refused.subUrl].map(hostOf);
  return [form.mainUrl, form.subUrl].some((address) => address.trim() !== '' && !hosts.includes(hostOf(address)));
}

function hostOf(address: string): string | null {
  const url = URL.parse(address.trim());
  return url === null ? null : `${url.protocol}//${url.host}`;
}

/** A login that was sent and cannot go again must be typed, or said to be left out. */
export function loginProblems(form: CameraForm, refused: CameraForm, login: SentLogin): FormProblems {
  if (login === 'none' || form.removePassword) return {};
  if (isTyped(form)) return form.username.trim() !== '' && form.password === '' ? { password: { kind: 'required' } } : {};
  return login === 'lost' || isElsewhere(form, refused) ? { password: { kind: 'retype' } } : {};
}

/** What main is given: the draft, and whether the login that was sealed goes again. */
export function correctedDraft(form: CameraForm, login: SentLogin): { readonly draft: CameraDraftInput; readonly login: LoginChoice } {
  const draft = draftOf({ ...form, removePassword: false });
  if (form.removePassword) return { draft: { ...draft, username: null, password: null }, login: 'drafted' };
  return { draft, login: login === 'kept' && !isTyped(form) ? 'sealed' : 'drafted' };
}
