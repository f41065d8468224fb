/** Cameras that move, as main tells a window of them: what is asked is noted by the fake main, nothing turns. */
import type { Handlers } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { PtzAbilities, PtzAnswer, PtzPreset, PtzState } from '../../src-contract/model/ptz.ts';

export interface FakeMount {
  readonly abilities: PtzAbilities;
  state: PtzState;
  presets: { readonly preset: PtzPreset; readonly picture: string | null }[];
  /** What a wish to move is answered. */
  answer: PtzAnswer;
}

export const allAbilities: PtzAbilities = { relative: true, presets: true, home: true, focus: true, iris: true };

export function fakeMount(cameraId: string, abilities: PtzAbilities = allAbilities): FakeMount {
  return { abilities, state: { cameraId, motion: 'still', holder: null, touring: false }, presets: [], answer: { kind: 'taken' } };
}

/** `mounts` by camera; one that is not there does not move. */
export function fakePtzHandlers(mounts: ReadonlyMap<string, FakeMount>): Handlers<VmsContract>['ptz'] {
  const done = () => ({});
  return {
    describe: ({ cameraId }) => {
      const mount = mounts.get(cameraId);
      return { abilities: mount?.abilities ?? null, state: mount?.state ?? null };
    },
    move: ({ cameraId }) => mounts.get(cameraId)?.answer ?? { kind: 'taken' },
    stop: done,
    shift: done,
    autoFocus: done,
    iris: done,
    lock: done,
    presets: ({ cameraId }) => ({ presets: mounts.get(cameraId)?.presets ?? [] }),
    goTo: done,
    goHome: done,
    savePreset: ({ cameraId, token, name }) => {
      const mount = mounts.get(cameraId);
      const made = token ?? String((mount?.presets.length ?? 0) + 1);
      mount?.presets.push({ preset: { token: made, name }, picture: null });
      return { token: made };
    },
    removePreset: ({ cameraId, token }) => {
      const mount = mounts.get(cameraId);
      if (mount !== undefined) mount.presets = mount.presets.filter(({ preset }) => preset.token !== token);
      return {};
    },
    keepPicture: ({ cameraId, token, picture }) => {
      const mount = mounts.get(cameraId);
      if (mount !== undefined) mount.presets = mount.presets.map((one) => (one.preset.token === token ? { ...one, picture } : one));
      return {};
    },
    startTour: done,
  };
}
