/** What follows from masks, watermarks and what two persons opened: windows are told, streams begin anew, nothing stays open too long. */
import type { Notifier } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { OpenedAct } from '../../src-contract/model/privacy.ts';
import type { Permission } from '../../src-contract/model/rights.ts';
import { DisposableStore, type Disposable } from '../base/disposable.ts';
import type { Services } from './services.ts';

type Followers = Pick<Services, 'access' | 'audit' | 'cameras' | 'live' | 'openings' | 'privacy' | 'seat'>;

/** What one must still be allowed for it to stay open. */
const needed: Readonly<Record<OpenedAct, Permission>> = { unmask: 'mask.lift', 'sensitive-playback': 'live.replay' };

export function followPrivacy(
  { access, audit, cameras, live, openings, privacy, seat }: Followers,
  tell: Pick<Notifier<VmsContract>, 'privacy'>,
): Disposable {
  const owned = new DisposableStore();
  owned.add(privacy.changed.on(tell.privacy.onState));
  owned.add(privacy.lifted.on(tell.privacy.onMasks));
  owned.add(
    privacy.masksChanged.on((ids) => {
      live.camerasChanged(ids);
    }),
  );
  owned.add(
    openings.changed.on(({ act }) => {
      if (act === 'sensitive-playback') access.recheck();
    }),
  );
  owned.add(
    openings.shut.on(({ thing: { act, cameraId, byName, second }, cause }) => {
      const label = cameras.has(cameraId) ? `${cameras.get(cameraId).number} ${cameras.get(cameraId).name}`.slice(0, 300) : null;
      const what = act === 'unmask' ? 'mask-returned' : 'replay-closed';
      const params = { what, cause, by: byName, second: second.id, secondName: second.name };
      void audit.happened({ action: 'mask.change', object: { kind: 'camera', id: cameraId, label }, params });
    }),
  );
  owned.add(
    seat.changed.on(() => {
      const sessionId = seat.acting()?.sessionId ?? null;
      openings.shutThese((thing) => thing.sessionId !== sessionId, 'session-ended');
    }),
  );
  owned.add(
    access.changed.on(() => {
      openings.shutThese(({ act, cameraId }) => !access.judge(needed[act], { cameraId }).allow, 'right-ended');
    }),
  );
  return owned;
}
