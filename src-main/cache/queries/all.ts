/** Every query by name: the one interface between the program and the database worker. */
import { inTransaction, type WritableDb } from '../database.ts';
import { removeArrangement, storeArrangement, takeArrangements } from './arrangements.ts';
import { listCameraDevices, pruneCameraDevices, storeCameraDevices } from './camera-devices.ts';
import { listCameras, removeCameras, storeCameras } from './cameras.ts';
import { listDecoderMemory, storeDecoderMemory } from './decoder-memory.ts';
import { listFinding, storeLook, storeMarks, storeRecent } from './finding.ts';
import { closeLeftOutages, listOutages, pruneOutages, storeOutage, touchOutages } from './outages.ts';
import {
  addProposals,
  endProposal,
  forgetProposals,
  oldestPending,
  pendingProposals,
  rejectedProposals,
  settleRejected,
} from './proposals.ts';
import { forgetProvinceCameraNumbers, listProvinceCameraNumbers, storeProvinceCameraNumbers } from './province-camera-numbers.ts';
import { listRemembered, storeRemembered } from './remembered.ts';
import { readSettings, readWalls, storeSettings, storeWall } from './wall-and-settings.ts';

const readQueries = {
  listCameras,
  listCameraDevices,
  readWalls,
  readSettings,
  listDecoderMemory,
  listRemembered,
  listOutages,
  oldestPending,
  pendingProposals,
  rejectedProposals,
  listProvinceCameraNumbers,
  listFinding,
};
/** Each runs in its own write transaction; what it was given is on disk when it returns. */
const writeQueries = {
  takeArrangements,
  storeArrangement,
  removeArrangement,
  storeCameras,
  removeCameras,
  storeCameraDevices,
  pruneCameraDevices,
  storeWall,
  storeSettings,
  storeDecoderMemory,
  storeRemembered,
  storeOutage,
  touchOutages,
  closeLeftOutages,
  pruneOutages,
  addProposals,
  endProposal,
  settleRejected,
  forgetProposals,
  storeProvinceCameraNumbers,
  forgetProvinceCameraNumbers,
  storeMarks,
  storeRecent,
  storeLook,
};

export type Queries = typeof readQueries & typeof writeQueries;
export type QueryName = keyof Queries;
/** What follows the handle in the query's parameter list: nothing, or one argument. */
export type QueryArgs<N extends QueryName> = Queries[N] extends (db: never, ...args: infer A) => unknown ? A : never;
export type QueryResult<N extends QueryName> = ReturnType<Queries[N]>;

/** Runs one query by name; a name that is none is a bug in the caller. */
export function runQuery(db: WritableDb, name: string, args: readonly unknown[]): unknown {
  const read = lookUp(readQueries, name);
  if (read !== null) return read(db, ...args);
  const write = lookUp(writeQueries, name);
  if (write !== null) return inTransaction(db, () => write(db, ...args));
  throw new TypeError(`no query is named ${name}`);
}

type AnyQuery = (db: WritableDb, ...args: readonly unknown[]) => unknown;

function lookUp(queries: Readonly<Record<string, unknown>>, name: string): AnyQuery | null {
  return Object.hasOwn(queries, name) ? (queries[name] as AnyQuery) : null; // the typed client made name and arguments fit
}
