import { expect, it } from 'vitest';
import { cameraDraftSchema, type Camera } from '../../../../src-contract/model/camera.ts';
import { areaAsWas, canTest, draftOf, formOf, formProblems } from '../../../../src-renderer/features/camera-dialog/camera-form.ts';
import { demoCameras } from '../../../fakes/demo-cameras.ts';

const cameras = demoCameras(3);
const [first] = cameras;
if (first === undefined) throw new Error('there are demo cameras');
const asWritten = ({ area }: Camera): string => area;
const good = { ...formOf(null, 'udp', asWritten), name: 'Cổng', mainUrl: 'rtsp://10.0.0.1/live' };

it('makes a draft main accepts', () => {
  const draft = draftOf({ ...good, name: '  Cổng  ', subUrl: ' ', username: '' });
  expect(draft).toMatchObject({ name: 'Cổng', subUrl: null, username: null, password: null, transport: 'udp', number: null });
  expect(cameraDraftSchema.safeParse(draft).success).toBe(true);
});

it('keeps, replaces or removes the stored password, and never shows it', () => {
  const form = formOf(first, 'tcp', asWritten);
  expect(form.password).toBe('');
  expect(draftOf(form).password).toBeNull();
  expect(draftOf({ ...form, password: 'mới' }).password).toBe('mới');
  expect(draftOf({ ...form, password: 'mới', removePassword: true }).password).toBe('');
});

it('names what is missing or wrong', () => {
  expect(formProblems(formOf(null, 'tcp', asWritten), null, cameras)).toEqual({
    name: { kind: 'required' },
    mainUrl: { kind: 'required' },
  });
  expect(formProblems({ ...good, mainUrl: 'http://10.0.0.1' }, null, cameras)).toEqual({ mainUrl: { kind: 'bad-url' } });
  expect(formProblems({ ...good, subUrl: 'rtsp://a b' }, null, cameras)).toEqual({ subUrl: { kind: 'bad-url' } });
  expect(formProblems({ ...good, number: 0 }, null, cameras)).toEqual({ number: { kind: 'bad-number' } });
  expect(formProblems({ ...good, name: 'x'.repeat(201) }, null, cameras)).toEqual({ name: { kind: 'too-long', max: 200 } });
  expect(formProblems(good, null, cameras)).toEqual({});
});

it('knows whose number a taken number is, and lets a camera keep its own', () => {
  expect(formProblems({ ...good, number: 1 }, null, cameras).number).toEqual({ kind: 'number-taken', number: 1, name: first.name });
  expect(formProblems({ ...good, number: 1 }, first.id, cameras)).toEqual({});
});

it('accepts an address with user name and password in it', () => {
  expect(formProblems({ ...good, mainUrl: 'rtsps://admin:m%C3%A1t@10.0.0.1:322/x' }, null, cameras)).toEqual({});
});

it('lets only streams with a usable address be tested', () => {
  expect(canTest({}, good, 'main')).toBe(true);
  expect(canTest({}, good, 'sub')).toBe(false);
  expect(canTest({ mainUrl: { kind: 'bad-url' } }, good, 'main')).toBe(false);
});

it('keeps the trusted certificate unless a person takes it back', () => {
  const trustedCertificate = 'AB'.repeat(32);
  const form = formOf({ ...first, trustedCertificate }, 'tcp', asWritten);
  expect(draftOf(form).trustedCertificate).toBe(trustedCertificate);
  expect(cameraDraftSchema.parse(draftOf({ ...form, trustedCertificate: null })).trustedCertificate).toBeNull();
  expect(cameraDraftSchema.safeParse({ ...draftOf(form), trustedCertificate: 'ab:cd' }).success).toBe(false);
});

it('sends an area nobody changed as main told of it, whatever words it was shown in', () => {
  const camera = { ...first, area: '19/99999' };
  const form = formOf(camera, 'tcp', ({ area }) => `Khu vực chưa rõ (${area})`);
  expect(form.area).toBe('Khu vực chưa rõ (19/99999)');
  expect(draftOf(areaAsWas({ ...form, name: 'Tên khác' }, form, camera))).toMatchObject({ name: 'Tên khác', area: '19/99999' });
  expect(areaAsWas({ ...form, area: 'Chợ Thái' }, form, camera).area).toBe('Chợ Thái');
  expect(formOf(camera, 'tcp', () => 'x'.repeat(500)).area).toHaveLength(200);
});
