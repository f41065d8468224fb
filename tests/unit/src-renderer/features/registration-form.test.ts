import { expect, it } from 'vitest';
import type { CameraDevice } from '../../../../src-contract/model/device.ts';
import { cameraRegistrationSchema } from '../../../../src-contract/model/registration.ts';
import {
  positionOf,
  registrationFormOf,
  registrationOf,
  registrationProblems,
  withArea,
} from '../../../../src-renderer/features/camera-dialog/registration-form.ts';
import { demoPlaces } from '../../../fakes/fake-registration.ts';
import { provinceCameras } from '../../../fakes/demo-province.ts';

const device: CameraDevice = {
  ...{ address: 'http://10.0.0.9/onvif/device_service', media: 'media2', source: '', mainProfile: 'p1', subProfile: null },
  ...{ hasPtz: false, clockOffsetMs: null, manufacturer: 'Hãng A', model: 'A-200', firmware: 'f'.repeat(150), serial: 'S1' },
};
const blank = registrationFormOf(demoPlaces);
const good = {
  ...withArea(blank, '19/05443'),
  ...{ code: ' 19-05443-gt-9001 ', legalBasis: 'Quyết định 15', position: '21.594, 105.842' },
};

it('fills in what is clear already, and begins the code with the commune until somebody writes one', () => {
  expect(blank).toMatchObject({ areaPath: '', unitId: 'unit-ioc', code: '' });
  const one = registrationFormOf({ ...demoPlaces, areas: demoPlaces.areas.slice(2), units: demoPlaces.units.slice(1), ownUnitId: null });
  expect(one).toMatchObject({ areaPath: '19/05710', unitId: 'unit-05443', code: '19-05710-' });
  expect(withArea(one, '19/05443/khu-a').code).toBe('19-05443-');
  expect(withArea({ ...one, code: '19-05710-GT-0001' }, '19/05443').code).toBe('19-05710-GT-0001');
});

it.each(['21.594, 105.842', '105.842 21.594', '21,594; 105,842', '21.594 105.842'])('reads the position %s', (text) => {
  expect(positionOf(text)).toEqual({ latitude: 21.594, longitude: 105.842 });
});

it.each(['', '21.594', '10.1, 106.2', '21.594, 105.842, 3', 'x'])('takes %j for no place of the province', (text) => {
  expect(positionOf(text)).toBeNull();
});

it('names what is missing or wrong, and gives main what it takes', () => {
  expect(registrationProblems(blank, [])).toEqual({
    ...{ code: { kind: 'required' }, areaPath: { kind: 'required' }, legalBasis: { kind: 'required' }, position: { kind: 'required' } },
  });
  const [taken] = provinceCameras(1);
  const code = taken?.province?.code ?? '';
  expect(
    registrationProblems(
      { ...good, areaPath: `19/${code.slice(3, 8)}`, code },
      [taken].flatMap((one) => one ?? []),
    ),
  ).toEqual({
    code: { kind: 'code-taken', name: taken?.name },
  });
  expect(registrationProblems({ ...good, areaPath: '19/05710' }, [])).toEqual({ code: { kind: 'code-elsewhere', commune: '05710' } });
  expect(registrationProblems({ ...good, code: '19-05443-XX-0001', position: '1, 2', make: 'x'.repeat(201), unitId: '' }, [])).toEqual({
    ...{
      code: { kind: 'bad-code' },
      position: { kind: 'bad-position' },
      make: { kind: 'too-long', max: 200 },
      unitId: { kind: 'required' },
    },
  });
  expect(registrationProblems(good, [])).toEqual({});
  const told = registrationOf(good, null);
  expect(cameraRegistrationSchema.parse(told)).toMatchObject({ code: '19-05443-GT-9001', legalBasis: 'Quyết định 15', onvif: null });
  expect(registrationOf(blank, null)).toBeNull();
});

it('takes from ONVIF what the device says of itself, and its address where the contract has a form for it', () => {
  expect(registrationOf(good, device)).toMatchObject({
    device: { firmware: 'f'.repeat(100), serial: 'S1' },
    onvif: 'http://10.0.0.9/onvif/device_service',
  });
  expect(registrationOf(good, { ...device, address: 'http://máy/onvif' })?.onvif).toBeNull();
});
