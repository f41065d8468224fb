import { expect, it } from 'vitest';
import { heldCamera, provinceStation, sealedFor } from '../../../../fakes/province-cameras.ts';

const connection = { mainStream: 'rtsp://10.0.0.1/main', subStream: null, onvif: null, credentialRev: 3 };
const camera = (id: string, credentialRev: number | null = 3) => heldCamera(id, { connection: { ...connection, credentialRev } });

it('plays offline with what lies sealed at rest, if it is as new as the configuration asks', async () => {
  const { credentials, atRest, province } = await provinceStation([camera('new'), camera('old'), camera('none', null)]);
  province.answer = () => ({ kind: 'network', code: 'ENETUNREACH' });
  atRest.set('new', sealedFor('new', 4));
  atRest.set('old', sealedFor('old', 2));
  await credentials.load();
  expect(credentials.open('new')).toEqual({ username: 'giamsat', password: 'mật khẩu 4' });
  expect(credentials.open('none')).toBeNull();
  // An old password tried again and again locks the camera's account.
  await expect(credentials.ready('old')).rejects.toMatchObject({ kind: 'unavailable', key: 'camera-credential-missing' });
  expect(() => credentials.open('old')).toThrow('camera-credential-missing');
});

it('fetches in pieces the province takes, remembers refusals, and asks again for somebody else', async () => {
  const ids = Array.from({ length: 1100 }, (_, at) => `cam-${at}`);
  const { credentials, province, atRest } = await provinceStation(ids.map((id) => camera(id)));
  const given = province.answer;
  province.answer = (asked) => {
    const answer = given(asked.filter((id) => id !== 'cam-7'));
    return answer.kind === 'answered' ? { kind: 'answered', value: { ...answer.value, refused: ['cam-7'] } } : answer;
  };
  await credentials.fetch(ids);
  expect(province.asked.map(({ length }) => length)).toEqual([500, 500, 100]);
  expect(atRest.size).toBe(1099);
  await credentials.fetch(ids);
  expect(province.asked).toHaveLength(3);
  await expect(credentials.ready('cam-7')).rejects.toMatchObject({ kind: 'denied', key: 'camera-credential-refused' });
  province.answer = given;
  credentials.askAgain();
  await credentials.fetch(ids);
  expect(credentials.open('cam-7')?.username).toBe('giamsat');
});

it('does not open what was sealed for another camera or another revision', async () => {
  const { credentials, atRest } = await provinceStation([camera('a'), camera('b')]);
  atRest.set('a', { ...sealedFor('b', 3), cameraId: 'a' });
  atRest.set('b', { ...sealedFor('b', 3), credentialRev: 9 });
  await credentials.load();
  expect(() => credentials.open('a')).toThrow('camera-credential-closed');
  expect(() => credentials.open('b')).toThrow('camera-credential-closed');
});

it('tells who must be dialled anew when a newer one comes, and forgets cameras that are gone', async () => {
  const { credentials, atRest, memory } = await provinceStation([camera('a')]);
  const told: string[] = [];
  credentials.changed.on((ids) => told.push(...ids));
  await credentials.fetch(['a']);
  memory.apply([{ ...heldCamera('a', { connection: { ...connection, credentialRev: 5 } }, 2), effect: 'neutral' }]);
  await credentials.ready('a');
  expect([told, credentials.open('a')?.password]).toEqual([['a'], 'mật khẩu 5']);
  await credentials.drop(['a']);
  expect(atRest.size).toBe(0);
  expect(() => credentials.open('a')).toThrow('camera-credential-missing');
});
