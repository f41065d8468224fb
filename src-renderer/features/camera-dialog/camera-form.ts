/** The camera form as plain values: from a camera, to a draft, and what is wrong with it. Pure. */
import type { Camera, CameraDraftInput, RtspTransport } from '../../../src-contract/model/camera.ts';

export interface CameraForm {
  readonly number: number | null;
  readonly name: string;
  readonly area: string;
  readonly mainUrl: string;
  readonly subUrl: string;
  readonly transport: RtspTransport;
  readonly username: string;
  readonly password: string;
  readonly removePassword: boolean;
  /** The only certificate the camera may show, where a person trusted one. */
  readonly trustedCertificate: string | null;
}

const LONGEST_AREA = 200;

/** @param areaOf what its area is called */
export function formOf(camera: Camera | null, defaultTransport: RtspTransport, areaOf: (camera: Camera) => string): CameraForm {
  return {
    number: camera?.number ?? null,
    name: camera?.name ?? '',
    area: camera === null ? '' : areaOf(camera).slice(0, LONGEST_AREA),
    mainUrl: camera?.mainUrl ?? '',
    subUrl: camera?.subUrl ?? '',
    transport: camera?.transport ?? defaultTransport,
    username: camera?.username ?? '',
    password: '',
    removePassword: false,
    trustedCertificate: camera?.trustedCertificate ?? null,
  };
}

/** An area nobody changed is sent as main told of it, not in the words it was shown in: those would be a change. */
export const areaAsWas = (form: CameraForm, initial: CameraForm, { area }: Camera): CameraForm =>
  form.area === initial.area ? { ...form, area } : form;

/** The password: typed, or `null` to keep the stored one, or empty to remove it. */
function passwordOf(form: CameraForm): string | null {
  if (form.removePassword) return '';
  return form.password === '' ? null : form.password;
}

export function draftOf(form: CameraForm): CameraDraftInput {
  return {
    number: form.number,
    name: form.name.trim(),
    area: form.area.trim(),
    mainUrl: form.mainUrl.trim(),
    subUrl: form.subUrl.trim() === '' ? null : form.subUrl.trim(),
    transport: form.transport,
    username: form.username.trim() === '' ? null : form.username.trim(),
    password: passwordOf(form),
    trustedCertificate: form.trustedCertificate,
  };
}

/** Whether a text can be an RTSP address; user name and password may stand in it, main splits them off. */
export function isStreamUrl(text: string): boolean {
  return /^rtsps?:\/\/\S+$/iu.test(text) && URL.canParse(text) && new URL(text).hostname !== '';
}

export type FieldProblem =
  | { readonly kind: 'required' }
  | { readonly kind: 'too-long'; readonly max: number }
  | { readonly kind: 'bad-url' }
  | { readonly kind: 'bad-number' }
  | { readonly kind: 'number-taken'; readonly number: number; readonly name: string }
  | { readonly kind: 'bad-code' }
  /** The code names another commune than the camera stands in. */
  | { readonly kind: 'code-elsewhere'; readonly commune: string }
  | { readonly kind: 'code-taken'; readonly name: string }
  | { readonly kind: 'bad-position' }
  /** A login that was sent before and cannot go again. */
  | { readonly kind: 'retype' }
  /** Both sides changed it. */
  | { readonly kind: 'province-has'; readonly value: string }
  /** What the province said of it. */
  | { readonly kind: 'said'; readonly text: string };
export type FormProblems = Partial<Record<keyof CameraForm, FieldProblem>>;

function urlProblem(text: string, required: boolean): FieldProblem | undefined {
  const url = text.trim();
  if (url === '') return required ? { kind: 'required' } : undefined;
  if (url.length > 2048) return { kind: 'too-long', max: 2048 };
  return isStreamUrl(url) ? undefined : { kind: 'bad-url' };
}

function numberProblem(number: number | null, own: string | null, cameras: readonly Camera[]): FieldProblem | undefined {
  if (number === null) return undefined;
  if (!Number.isInteger(number) || number < 1 || number > 999_999) return { kind: 'bad-number' };
  const holder = cameras.find((camera) => camera.number === number && camera.id !== own);
  return holder === undefined ? undefined : { kind: 'number-taken', number, name: holder.name };
}

function nameProblem(name: string): FieldProblem | undefined {
  if (name.trim() === '') return { kind: 'required' };
  return name.trim().length > 200 ? { kind: 'too-long', max: 200 } : undefined;
}

/** What must be corrected before main is asked; main checks everything again. `own` is the camera being edited. */
export function formProblems(form: CameraForm, own: string | null, cameras: readonly Camera[]): FormProblems {
  const checked: readonly (readonly [keyof CameraForm, FieldProblem | undefined])[] = [
    ['name', nameProblem(form.name)],
    ['number', numberProblem(form.number, own, cameras)],
    ['area', form.area.trim().length > LONGEST_AREA ? { kind: 'too-long', max: LONGEST_AREA } : undefined],
    ['mainUrl', urlProblem(form.mainUrl, true)],
    ['subUrl', urlProblem(form.subUrl, false)],
    ['username', form.username.length > 200 ? { kind: 'too-long', max: 200 } : undefined],
    ['password', form.password.length > 200 ? { kind: 'too-long', max: 200 } : undefined],
  ];
  return Object.fromEntries(checked.filter(([, problem]) => problem !== undefined));
}

/** Whether these problems stop a test of one stream's address. */
export function canTest(problems: FormProblems, form: CameraForm, profile: 'main' | 'sub'): boolean {
  const field = profile === 'main' ? 'mainUrl' : 'subUrl';
  return problems[field] === undefined && form[field].trim() !== '';
}
