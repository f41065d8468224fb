/** Says once, and never again after it was hidden, that passwords here are kept by a key file and not by a keystore. */
import { z } from 'zod';
import type { Camera } from '../../src-contract/model/camera.ts';
import { DisposableStore, type Disposable } from '../base/disposable.ts';
import type { NoticeBoard } from './notices.ts';
import type { Remembered } from './remembered.ts';

export interface KeystoreNoticeNeeds {
  readonly strong: boolean;
  readonly notices: NoticeBoard;
  readonly remembered: Pick<Remembered, 'get' | 'set'>;
  readonly cameras: { list(): readonly Camera[]; readonly changed: { on(listener: () => void): Disposable } };
}

const ID = 'keystore-file';
const MEMORY = `notice.${ID}`;

/** Only from the first stored password on: before, there is nothing to protect. */
export function watchKeystore({ strong, notices, remembered, cameras }: KeystoreNoticeNeeds): Disposable {
  const held = new DisposableStore();
  const hidden = (): boolean => remembered.get(MEMORY, z.literal('hidden')) !== null;
  if (strong || hidden()) return held;
  const look = (): void => {
    const standing = notices.list().some((notice) => notice.id === ID);
    if (standing || hidden() || !cameras.list().some((camera) => camera.hasPassword)) return;
    notices.post({ id: ID, severity: 'info', key: ID, details: {} });
  };
  held.add(cameras.changed.on(look));
  held.add(
    notices.dismissed.on((id) => {
      if (id === ID) remembered.set(MEMORY, 'hidden');
    }),
  );
  look();
  return held;
}
