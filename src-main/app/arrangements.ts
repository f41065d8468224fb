/** Joins what people keep to show again with the seat, the rights and the province. */
import { randomUUID } from 'node:crypto';
import type { Notifier } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { Clock } from '../base/clock.ts';
import { DisposableStore, type Disposable } from '../base/disposable.ts';
import type { QueryRunner } from '../cache/local-database.ts';
import { toldArrangements } from '../ipc/layouts.ts';
import { Arrangements } from '../services/arrangements/arrangements.ts';
import { SharedLayouts } from '../services/arrangements/province-layouts.ts';
import { SharedScenarios } from '../services/arrangements/province-scenarios.ts';
import type { SharingNeeds } from '../services/arrangements/province-documents.ts';
import type { Services } from './services.ts';

type Parts = Pick<Services, 'access' | 'configuration' | 'seat' | 'sync' | 'notices'>;

export async function buildArrangements(
  storage: QueryRunner,
  { access, configuration, seat, sync, notices }: Parts,
  clock: Clock,
): Promise<Pick<Services, 'arrangements' | 'sharedLayouts' | 'sharedScenarios'>> {
  const knows = (id: string): boolean => access.knows(id);
  const sharing: SharingNeeds = {
    person: () => seat.watching()?.user ?? null,
    mayShare: () => access.judge('wall.share', {}).allow,
    pending: () => sync.pendingEdits(),
    offer: (edits) => sync.offer(edits),
    newId: randomUUID,
  };
  const sharedLayouts = new SharedLayouts({ ...sharing, configuration, knows });
  const sharedScenarios = new SharedScenarios({ ...sharing, configuration });
  const arrangements = await Arrangements.load({
    ...{ storage, clock, knows },
    // A window is told of so many and no more: the few go first.
    shared: [sharedScenarios, sharedLayouts],
    newId: randomUUID,
    owner: () => seat.watching()?.user.id ?? '',
    onTrouble: ({ setAside, newer }) => {
      if (setAside > 0)
        notices.post({ id: 'layouts-set-aside', severity: 'warning', key: 'layouts-set-aside', details: { count: setAside } });
      if (newer > 0) notices.post({ id: 'layouts-newer', severity: 'info', key: 'layouts-newer', details: { count: newer } });
    },
  });
  return { arrangements, sharedLayouts, sharedScenarios };
}

/** Windows hear of every change, by whatever cause: an edit here, a checkpoint, a right, another person at the seat. */
export function followArrangements(
  { access, arrangements, configuration, seat, sync }: Pick<Services, 'access' | 'arrangements' | 'configuration' | 'seat' | 'sync'>,
  tell: Pick<Notifier<VmsContract>, 'layouts'>,
): Disposable {
  const owned = new DisposableStore();
  let told = '';
  const tellAll = (): void => {
    const news = toldArrangements(arrangements.list());
    const text = JSON.stringify(news);
    if (text === told) return;
    told = text;
    tell.layouts.onChanged(news);
  };
  owned.add(arrangements.changed.on(tellAll));
  owned.add(access.changed.on(tellAll));
  owned.add(seat.changed.on(tellAll));
  owned.add(sync.changed.on(tellAll));
  owned.add(
    configuration.changed.on((changes) => {
      if (changes.some(({ type }) => type === 'layout' || type === 'scenario')) tellAll();
    }),
  );
  return owned;
}
