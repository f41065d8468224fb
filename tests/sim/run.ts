/** One run: three workstations and a province over a bad network, then peace, then what must hold. A seed is a run. */
import { feedCamera } from '../fakes/feed-items.ts';
import { user } from '../fakes/rights-world.ts';
import { readPosition } from '../../src-main/cache/config/position.ts';
import { rootHashNow } from '../../src-main/cache/config/queries.ts';
import { pendingProposals, rejectedProposals } from '../../src-main/cache/queries/proposals.ts';
import { chanceOf, type Chance } from './chance.ts';
import { LossyNetwork } from './lossy-network.ts';
import { ModelProvince } from './model-province.ts';
import { VirtualClock } from './virtual-clock.ts';
import { SECRET_MARK, Workstation } from './workstation.ts';

export interface RunReport {
  readonly seed: number;
  /** Empty: every invariant held. */
  readonly broken: readonly string[];
  readonly kills: number;
  readonly proposals: number;
  readonly accepted: number;
}

const ROUNDS = 25;

export async function runSimulation(seed: number): Promise<RunReport> {
  const chance = chanceOf(seed);
  const clock = new VirtualClock();
  const province = new ModelProvince();
  const network = new LossyNetwork(clock, chance, chance.next());
  const broken: string[] = [];
  const world = { chance, clock, province, network, broken: (what: string) => void broken.push(what) };
  const stations = ['A', 'B', 'C'].map((name) => new Workstation(name, world));
  for (let item = 0; item < 8; item++) changeProvince(province, chance);
  let kills = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const station = stations[chance.under(stations.length)]!; // there are three
    if (chance.happens(0.6)) changeProvince(province, chance);
    if (chance.happens(0.05)) province.feed.forget();
    if (chance.happens(0.4)) edit(station, chance);
    network.part(station.name, chance.happens(0.25));
    if (station.running && chance.happens(0.2)) {
      station.kill();
      kills += 1;
    }
    if (chance.happens(0.02)) station.loseConfig();
    for (const one of stations) if (!one.running && chance.happens(0.6)) one.start();
    await clock.pass(chance.under(60_000));
  }
  await quiesce(stations, network, clock);
  judge(stations, province, world.broken);
  for (const { local, config } of stations) for (const db of [local, config]) db.connection.close();
  const made = stations.flatMap((station) => [...station.made]);
  return { seed, broken, kills, proposals: made.length, accepted: made.filter((id) => province.taken.has(id)).length };
}

async function quiesce(stations: readonly Workstation[], network: LossyNetwork, clock: VirtualClock): Promise<void> {
  network.badness = 0;
  for (const station of stations) {
    network.part(station.name, false);
    station.kill();
    station.start();
  }
  await clock.pass(180_000);
  for (const station of stations) station.kill();
}

function judge(stations: readonly Workstation[], province: ModelProvince, broken: (what: string) => void): void {
  for (const station of stations) {
    station.check();
    if (readPosition(station.config).applied === null) broken(`${station.name} never got anything`);
    if (rootHashNow(station.config) !== province.feed.rootHash()) broken(`${station.name} differs from the province`);
    const pending = pendingProposals(station.local);
    if (pending.length > 0) broken(`${station.name} still has ${pending.length} edits`);
    const rejected = new Set(rejectedProposals(station.local).map(({ proposalId }) => proposalId));
    const order = province.decided.filter((id) => station.made.has(id));
    if (order.join() !== [...station.made].join()) broken(`${station.name}'s edits were decided out of order`);
    for (const id of station.made) {
      const times = province.taken.get(id) ?? 0;
      if (times > 1) broken(`edit ${id} was taken ${times} times`);
      if (times === 0 && !rejected.has(id)) broken(`edit ${id} is lost`);
      if (times === 1 && rejected.has(id)) broken(`edit ${id} was taken and is shown as rejected`);
      if (rejected.has(id) && !province.wasRefused(id)) broken(`edit ${id} is shown as rejected by nobody`);
    }
  }
}

function changeProvince({ feed }: ModelProvince, chance: Chance): void {
  const id = `c${chance.under(12)}`;
  const has = (type: string, wanted: string): boolean => feed.living().some((item) => item.type === type && item.id === wanted);
  switch (chance.under(8)) {
    case 0:
      feed.put('camera', { ...feedCamera(id, { name: SECRET_MARK, classification: 'MAT' }) });
      return;
    case 1:
      feed.put('camera', { ...feedCamera(id, { name: SECRET_MARK, ownershipClass: 'VOLUNTARY' }) });
      return;
    case 2:
      if (has('camera', id)) feed.delete('camera', id);
      return;
    case 3:
      feed.put('user', { ...user, id: `u${chance.under(4)}`, state: chance.happens(0.5) ? 'active' : 'revoked' });
      return;
    case 4:
      feed.put('drone', { id: `d${chance.under(3)}`, speed: chance.under(100) });
      return;
    case 5:
      feed.put('layout', layoutOf(`l${chance.under(4)}`, `Bố cục ${chance.under(1000)}`));
      return;
    case 6:
      feed.put('scenario', scenarioOf(`s${chance.under(4)}`, `Kịch bản ${chance.under(1000)}`));
      return;
    default:
      feed.put('camera', { ...feedCamera(id, { name: `Camera ${chance.under(1000)}`, headingDeg: chance.under(360) }) });
  }
}

function edit(station: Workstation, chance: Chance): void {
  const proposalId = chance.uuid();
  const type = chance.happens(0.5) ? 'camera' : chance.happens(0.6) ? 'layout' : 'scenario';
  const known = station.documents(type);
  const found = known[chance.under(Math.max(1, known.length))];
  if (type === 'camera') {
    if (found === undefined) return;
    const patch = chance.happens(0.5) ? { name: `Sửa ${chance.under(1000)}` } : { headingDeg: chance.under(360) };
    station.edit({ proposalId, content: { kind: 'camera-patch', id: found.document.id, baseRev: found.rev, patch } });
    return;
  }
  if (found !== undefined && chance.happens(0.2)) {
    station.edit({ proposalId, content: { kind: `${type}-delete`, id: found.document.id, baseRev: found.rev } });
    return;
  }
  const id = found === undefined || chance.happens(0.3) ? chance.uuid() : found.document.id;
  const baseRev = id === found?.document.id ? found.rev : null;
  const name = `Bản ${chance.under(1000)}`;
  const put =
    type === 'layout'
      ? ({ kind: 'layout-put', document: layoutOf(id, name) } as const)
      : ({ kind: 'scenario-put', document: scenarioOf(id, name) } as const);
  station.edit({ proposalId, content: { ...put, id, baseRev } });
}

const layoutOf = (id: string, name: string) =>
  ({ id, name, owner: { kind: 'user', userId: 'u1' }, columns: 2, rows: 2, tiles: {} }) as const;

const scenarioOf = (id: string, name: string) =>
  ({ id, name, owner: { kind: 'user', userId: 'u1' }, screens: [{ screen: 1, layoutId: 'l1' }] }) as const;
