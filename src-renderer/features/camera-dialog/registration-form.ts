/** What a province is told of a new camera, as plain values of a form: to what main takes, and what is wrong with it. Pure. */
import type { Camera } from '../../../src-contract/model/camera.ts';
import type { CameraDevice } from '../../../src-contract/model/device.ts';
import type { CameraRegistration, RegistrationPlaces } from '../../../src-contract/model/registration.ts';
import { cameraCodeSchema, positionSchema } from '../../../src-contract/province/schemas.ts';
import type { FieldProblem } from './camera-form.ts';

export interface RegistrationForm {
  readonly code: string;
  /** `''`: none chosen yet. */
  readonly areaPath: string;
  readonly unitId: string;
  readonly legalBasis: string;
  readonly locationType: CameraRegistration['locationType'];
  readonly domains: CameraRegistration['domains'];
  /** `21.594, 105.842`, as maps give it to be copied. */
  readonly position: string;
  readonly noticeSign: boolean;
  readonly sensitive: boolean;
  readonly make: string;
  readonly model: string;
  readonly videoCodec: CameraRegistration['device']['videoCodec'];
}

export type RegistrationProblems = Partial<Record<keyof RegistrationForm, FieldProblem>>;

/** What is already clear is filled in: the only area, and the person's own unit. */
export function registrationFormOf({ areas, units, ownUnitId }: RegistrationPlaces): RegistrationForm {
  const [only] = areas.length === 1 ? areas : [];
  const empty: RegistrationForm = {
    ...{ code: '', areaPath: '', legalBasis: '', position: '', make: '', model: '' },
    unitId: ownUnitId ?? (units.length === 1 ? (units[0]?.id ?? '') : ''),
    ...{ locationType: 'PUBLIC_PLACE', domains: [], noticeSign: false, sensitive: false, videoCodec: 'H264' },
  };
  return only === undefined ? empty : withArea(empty, only.path);
}

/** A code nobody has written yet begins with its commune. */
export function withArea(form: RegistrationForm, areaPath: string): RegistrationForm {
  const commune = areaPath.split('/')[1];
  const unwritten = /^(19-([0-9]{5}-?)?)?$/u.test(form.code);
  return { ...form, areaPath, code: commune !== undefined && unwritten ? `19-${commune}-` : form.code };
}

/** Latitude and longitude in either order, since no place of the province can be mistaken; `null` where it is no such place. */
export function positionOf(text: string): CameraRegistration['position'] | null {
  const match = /^(?<one>\d{1,3}(?:[.,]\d{1,12})?)[\s,;]+(?<other>\d{1,3}(?:[.,]\d{1,12})?)$/u.exec(text.trim());
  if (match?.groups === undefined) return null;
  const [one, other] = [match.groups['one'], match.groups['other']].map((part = '') => Number(part.replace(',', '.')));
  const straight = positionSchema.safeParse({ latitude: one, longitude: other });
  if (straight.success) return straight.data;
  return positionSchema.safeParse({ latitude: other, longitude: one }).data ?? null;
}

/** Main judges everything again, and the province once more. */
export function registrationProblems(form: RegistrationForm, cameras: readonly Camera[]): RegistrationProblems {
  const checked: readonly (readonly [keyof RegistrationForm, FieldProblem | undefined])[] = [
    ['code', codeProblem(form, cameras)],
    ['areaPath', form.areaPath === '' ? { kind: 'required' } : undefined],
    ['unitId', form.unitId === '' ? { kind: 'required' } : undefined],
    ['legalBasis', textProblem(form.legalBasis, LONGEST_BASIS, true)],
    ['position', positionProblem(form.position)],
    ['make', textProblem(form.make, LONGEST_WORD, false)],
    ['model', textProblem(form.model, LONGEST_WORD, false)],
  ];
  return Object.fromEntries(checked.filter(([, problem]) => problem !== undefined));
}

const LONGEST_BASIS = 500;
const LONGEST_WORD = 200;

function codeProblem({ code: written, areaPath }: RegistrationForm, cameras: readonly Camera[]): FieldProblem | undefined {
  const code = codeOf(written);
  if (code === '') return { kind: 'required' };
  if (!cameraCodeSchema.safeParse(code).success) return { kind: 'bad-code' };
  const commune = areaPath.split('/')[1];
  if (commune !== undefined && code.split('-')[1] !== commune) return { kind: 'code-elsewhere', commune };
  const holder = cameras.find(({ province }) => province?.code === code);
  return holder === undefined ? undefined : { kind: 'code-taken', name: holder.name };
}

function textProblem(text: string, max: number, required: boolean): FieldProblem | undefined {
  if (text.trim() === '') return required ? { kind: 'required' } : undefined;
  return text.trim().length > max ? { kind: 'too-long', max } : undefined;
}

function positionProblem(text: string): FieldProblem | undefined {
  if (text.trim() === '') return { kind: 'required' };
  return positionOf(text) === null ? { kind: 'bad-position' } : undefined;
}

const codeOf = (code: string): string => code.trim().toUpperCase();

/** What of a device goes to the province. */
export type ReadDevice = Pick<CameraDevice, 'address' | 'firmware' | 'serial'>;

/** `null` while something is missing. `device`: as ONVIF read it, where the form was filled from one. */
export function registrationOf(form: RegistrationForm, device: ReadDevice | null): CameraRegistration | null {
  const { areaPath, unitId, locationType, domains, noticeSign, sensitive, videoCodec } = form;
  const position = positionOf(form.position);
  if (position === null) return null;
  return {
    ...{ areaPath, unitId, locationType, domains, noticeSign, sensitive, position },
    code: codeOf(form.code),
    legalBasis: form.legalBasis.trim(),
    device: {
      ...{ make: form.make.trim(), model: form.model.trim(), videoCodec },
      ...{ firmware: device?.firmware.slice(0, LONGEST_VERSION) ?? '', serial: device?.serial.slice(0, LONGEST_VERSION) ?? '' },
    },
    onvif: device === null || !ONVIF.test(device.address) ? null : device.address,
  };
}

const LONGEST_VERSION = 100;
/** What the province's contract takes for the address of a device. */
const ONVIF = /^https?:\/\/[A-Za-z0-9.[\]:-]+(\/[^\s@]*)?$/u;
