import { describe, expect, it } from 'vitest';
import { regularShape } from '../../../../src-contract/model/layout.ts';
import { audibleAfter, createSoundStore } from '../../../../src-renderer/stores/sound-store.ts';
import { cameraId } from '../../../fakes/camera-rows.ts';

const [one, two] = [cameraId(1), cameraId(2)];
const cells = (...placed: (string | null)[]) => ({ shape: regularShape(4), cells: [...placed, null, null, null, null] });

describe('the audible tile', () => {
  it('is one at most, chosen and given up by the same wish', () => {
    const sound = createSoundStore();
    expect(sound.getState().audible).toBeNull();
    sound.getState().toggle(0, one);
    sound.getState().toggle(1, two);
    expect(sound.getState().audible).toEqual({ cell: 1, camera: two });
    sound.getState().toggle(1, two);
    expect(sound.getState().audible).toBeNull();
  });

  it('goes with its camera, and ends when the camera leaves the glass', () => {
    const audible = { cell: 0, camera: one };
    expect(audibleAfter(audible, cells(one, two))).toBe(audible);
    expect(audibleAfter(audible, cells(two, one))).toEqual({ cell: 1, camera: one });
    expect(audibleAfter(audible, cells(two))).toBeNull();
    expect(audibleAfter(audible, cells(null, null, null, null, one))).toBeNull();
    expect(audibleAfter(null, cells(one))).toBeNull();
  });
});
