/** What must follow when somebody may do less or more than before: streams first, then what windows show. */
import { channelOf, type Notifier } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import { DisposableStore, type Disposable } from '../base/disposable.ts';
import { shownWall } from '../services/access/known-wall.ts';
import type { OpenScreen } from '../services/screens/open-screens.ts';
import type { Seat } from '../services/session/seat.ts';
import type { Services } from './services.ts';

type Followers = Pick<
  Services,
  | 'session'
  | 'access'
  | 'live'
  | 'ptz'
  | 'media'
  | 'seat'
  | 'knownCameras'
  | 'knownTerritory'
  | 'finding'
  | 'configuration'
  | 'cameras'
  | 'wall'
  | 'screens'
>;

export function followRights(
  { session, access, live, ptz, media, seat, knownCameras, knownTerritory, finding, configuration, cameras, wall, screens }: Followers,
  tell: Pick<Notifier<VmsContract>, 'cameras' | 'finding' | 'rights'>,
  tellWindow: (windowId: string, channel: string, payload: unknown) => void,
): Disposable {
  const owned = new DisposableStore();
  const tellWall = ({ screen, windowId }: OpenScreen): void => {
    tellWindow(
      windowId,
      channelOf('wall', 'onChanged'),
      shownWall(wall.current(screen), (id) => access.knows(id)),
    );
  };
  owned.add(
    wall.changed.on((changed) => {
      for (const open of screens.list()) if (open.screen === changed.screen) tellWall(open);
    }),
  );
  owned.add(
    session.timeChanged.on(() => {
      access.recheck();
    }),
  );
  owned.add(
    knownCameras.changed.on(({ upserted, removed }) => {
      tell.cameras.onChanged({ upserted: [...upserted], removed: [...removed] });
    }),
  );
  owned.add(finding.changed.on(tell.finding.onChanged));
  owned.add(followTerritory({ configuration, knownCameras, knownTerritory }, tell));
  owned.add(
    cameras.changed.on((change) => {
      knownCameras.directoryChanged(change);
    }),
  );
  let holder = holderOf(seat.seat);
  owned.add(
    seat.changed.on(() => {
      const next = holderOf(seat.seat);
      // Nobody looks back at what was on the glass of somebody else.
      if (next !== holder) media.wipeReplay(null);
      holder = next;
    }),
  );
  owned.add(
    access.changed.on((rights) => {
      live.rightsChanged();
      ptz.rightsChanged();
      knownCameras.rightsChanged();
      finding.recheck();
      for (const open of screens.list()) tellWall(open);
      tell.rights.onChanged(rights);
    }),
  );
  return owned;
}

/** Areas and units a person may know of are those of the cameras they may know of. */
function followTerritory(
  { configuration, knownCameras, knownTerritory }: Pick<Followers, 'configuration' | 'knownCameras' | 'knownTerritory'>,
  tell: Pick<Notifier<VmsContract>, 'cameras'>,
): Disposable {
  const owned = new DisposableStore();
  owned.add(knownTerritory.changed.on(tell.cameras.onTerritory));
  owned.add(
    knownCameras.changed.on(() => {
      knownTerritory.recheck();
    }),
  );
  owned.add(
    configuration.changed.on((changes) => {
      if (changes.some(({ type }) => type === 'area' || type === 'unit')) knownTerritory.recheck();
    }),
  );
  return owned;
}

const holderOf = (seat: Seat): string => (seat.kind === 'taken' ? seat.by.user.id : seat.kind);
