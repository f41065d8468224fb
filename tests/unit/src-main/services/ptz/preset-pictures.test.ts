import { expect, it } from 'vitest';
import { ConfigurationMemory } from '../../../../../src-main/services/configuration/configuration-memory.ts';
import { forgetPicturesOfGone, PresetPictures } from '../../../../../src-main/services/ptz/preset-pictures.ts';
import { Remembered } from '../../../../../src-main/services/remembered.ts';
import { heldCamera } from '../../../../fakes/province-cameras.ts';

const picture = 'data:image/jpeg;base64,AAAA';

function kept() {
  const privacy = { hidden: 'one mask' as string | null, lifted: false };
  const storage = { query: () => Promise.resolve(undefined) } as never; // every answer is good for what is only written
  const remembered = new Remembered(storage, { 'ptz.pictures.old': [{ token: '1', picture }] });
  const pictures = new PresetPictures(remembered, { hiddenBy: () => privacy.hidden, isLifted: () => privacy.lifted });
  return { privacy, pictures };
}

it('shows a picture only while the camera hides what it hid when the picture was taken', () => {
  const { privacy, pictures } = kept();
  pictures.keep('c', '1', picture);
  expect(pictures.of('c', '1')).toBe(picture);
  privacy.hidden = 'another mask';
  expect(pictures.of('c', '1')).toBeNull();
  privacy.hidden = null;
  expect(pictures.of('c', '1')).toBeNull();
  privacy.hidden = 'one mask';
  expect(pictures.of('c', '1')).toBe(picture);
});

it('keeps none while masks are lifted or not known, nor one from before it was noted what was hidden', () => {
  const { privacy, pictures } = kept();
  privacy.lifted = true;
  pictures.keep('c', '1', picture);
  privacy.lifted = false;
  expect(pictures.of('c', '1')).toBeNull();
  privacy.hidden = null;
  pictures.keep('c', '1', picture);
  privacy.hidden = 'one mask';
  expect(pictures.of('c', '1')).toBeNull();
  expect(pictures.of('old', '1')).toBeNull();
});

it('forgets every picture of a camera, and no other’s', () => {
  const { pictures } = kept();
  for (const [cameraId, token] of [
    ['c', '1'],
    ['c', '2'],
    ['d', '1'],
  ] as const)
    pictures.keep(cameraId, token, picture);
  pictures.forgetAll('c');
  pictures.forgetAll('never-had-any');
  expect([pictures.of('c', '1'), pictures.of('c', '2'), pictures.of('d', '1')]).toEqual([null, null, picture]);
});

it('forgets them with the camera, as when the consent it was here by is withdrawn', () => {
  const { pictures } = kept();
  const configuration = new ConfigurationMemory();
  configuration.replaceAll([heldCamera('c'), heldCamera('d')]);
  const following = forgetPicturesOfGone(pictures, configuration);
  for (const cameraId of ['c', 'd']) pictures.keep(cameraId, '1', picture);
  configuration.apply([{ ...heldCamera('d', { name: 'Tên khác' }, 2), effect: 'neutral' }]);
  configuration.apply([{ type: 'camera', id: 'c', rev: '2-0', document: null, effect: 'tightens' }]);
  expect([pictures.of('c', '1'), pictures.of('d', '1')]).toEqual([null, picture]);
  following.dispose();
});
