/** A camera as a person registers it with the province. */
import type { CameraRegistration } from '../../src-contract/model/registration.ts';

export const cameraRegistration = (change: Partial<CameraRegistration> = {}): CameraRegistration => ({
  code: '19-05443-GT-9001',
  areaPath: '19/05443',
  unitId: 'unit-ioc',
  legalBasis: 'Quyết định 15/QĐ-UBND',
  locationType: 'JUNCTION',
  domains: ['ATGT'],
  noticeSign: true,
  sensitive: false,
  position: { latitude: 21.594, longitude: 105.842 },
  device: { make: 'Hãng A', model: 'A-200', firmware: '', serial: '', videoCodec: 'H264' },
  onvif: null,
  ...change,
});
