import { expect, it } from 'vitest';
import { cameraSchema, type Camera } from '../../../src-contract/province/schemas.ts';
import { commit, newest } from '../../../tools/reference-backend/feed/feed.ts';
import { readdressCameras } from '../../../tools/reference-backend/storage/readdress.ts';
import { onEachDatabase } from '../../fakes/province/each-database.ts';

onEachDatabase('a simulator that serves elsewhere than last time', (province) => {
  const camera = (id: string): Promise<Camera> =>
    province().backend.database.transaction(async (transaction) => cameraSchema.parse((await newest(transaction, 'camera', id))?.document));
  const readdress = (simulatorUrl: string, liveCount: number) =>
    readdressCameras(province().backend.database, { simulatorUrl, liveCount }, province().clock.nowMs);

  it('moves the cameras it plays, and those that joined them', async () => {
    expect(await readdress('rtsp://127.0.0.1:8554', 16)).toBe(0);
    expect(await readdress('rtsp://127.0.0.1:9000', 18)).toBe(18);
    expect((await camera('cam-0001')).connection).toMatchObject({
      mainStream: 'rtsp://127.0.0.1:9000/cam/1/main?audio=pcma',
      subStream: 'rtsp://127.0.0.1:9000/cam/1/sub',
      credentialRev: 1,
    });
    expect((await camera('cam-0018')).connection.mainStream).toBe('rtsp://127.0.0.1:9000/cam/18/main?audio=pcmu');
    expect((await camera('cam-0019')).connection.mainStream).toContain('198.51.100.');
  });

  it('leaves an address a person gave', async () => {
    const before = await camera('cam-0002');
    const mainStream = 'rtsp://10.1.2.3/own';
    const document = { ...before, connection: { ...before.connection, mainStream } };
    await province().backend.database.transaction((transaction) =>
      commit(transaction, province().clock.nowMs, [{ type: 'camera', id: before.id, document }]),
    );
    expect(await readdress('rtsp://127.0.0.1:9001', 2)).toBe(1);
    expect((await camera('cam-0002')).connection.mainStream).toBe(mainStream);
  });

  it('gives them the address of their web services where the simulator has them, and leaves one a person gave', async () => {
    const wish = { simulatorUrl: 'rtsp://127.0.0.1:8554', liveCount: 2 };
    const { database } = province().backend;
    const own = await camera('cam-0002');
    const document = { ...own, connection: { ...own.connection, onvif: 'http://10.1.2.3/onvif/device_service' } };
    await database.transaction((transaction) => commit(transaction, province().clock.nowMs, [{ type: 'camera', id: own.id, document }]));
    expect(await readdressCameras(database, { ...wish, simulatorOnvifUrl: 'http://127.0.0.1:8080' }, province().clock.nowMs)).toBe(1);
    expect((await camera('cam-0001')).connection.onvif).toBe('http://127.0.0.1:8080/cam/1/onvif/device_service');
    expect((await camera('cam-0002')).connection.onvif).toBe('http://10.1.2.3/onvif/device_service');
    expect(await readdressCameras(database, wish, province().clock.nowMs)).toBe(1);
    expect((await camera('cam-0001')).connection.onvif).toBeNull();
  });
});
