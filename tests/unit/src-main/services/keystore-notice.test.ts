import { expect, it } from 'vitest';
import type { Camera } from '../../../../src-contract/model/camera.ts';
import { Emitter } from '../../../../src-main/base/disposable.ts';
import { watchKeystore } from '../../../../src-main/services/keystore-notice.ts';
import { NoticeBoard } from '../../../../src-main/services/notices.ts';
import { Remembered } from '../../../../src-main/services/remembered.ts';
import { cameraRow } from '../../../fakes/camera-rows.ts';
import { createFakeStorage } from '../../../fakes/fake-storage.ts';

const camera = (hasPassword: boolean): Camera => ({ ...cameraRow(1), hasPassword });

async function start(storage = createFakeStorage(), first: readonly Camera[] = [camera(true)], strong = false) {
  const notices = new NoticeBoard();
  const changed = new Emitter<undefined>();
  let list = first;
  const remembered = await Remembered.load(storage);
  const watching = watchKeystore({ strong, notices, remembered, cameras: { list: () => list, changed } });
  const keys = (): string[] => notices.list().map(({ key }) => key);
  const become = (cameras: readonly Camera[]): void => {
    list = cameras;
    changed.emit(undefined);
  };
  return { storage, notices, keys, become, watching };
}

it('is told from the first stored password on', async () => {
  const { keys, become } = await start(createFakeStorage(), []);
  expect(keys()).toEqual([]);
  become([camera(false)]);
  expect(keys()).toEqual([]);
  become([camera(true)]);
  expect(keys()).toEqual(['keystore-file']);
});

it('once hidden stays hidden, now and after a restart', async () => {
  const { storage, notices, keys, become } = await start();
  expect(keys()).toEqual(['keystore-file']);
  notices.dismiss('keystore-file');
  become([camera(true)]);
  expect(keys()).toEqual([]);
  expect((await start(storage)).keys()).toEqual([]);
});

it('is no matter where a keystore keeps the key', async () => {
  expect((await start(createFakeStorage(), [camera(true)], true)).keys()).toEqual([]);
});

it('another hidden notice does not hide it for good', async () => {
  const { storage, notices } = await start();
  notices.post({ id: 'other', severity: 'info', key: 'other', details: {} });
  notices.dismiss('other');
  expect((await start(storage)).keys()).toEqual(['keystore-file']);
});
