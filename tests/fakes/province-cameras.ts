/** A workstation of a small province without a network: the real services over an in-memory database. */
import { epochMs } from '../../src-contract/time.ts';
import type { Camera, CredentialAnswer } from '../../src-contract/province/schemas.ts';
import type { Answer } from '../../src-main/base/sync/province-answer.ts';
import { silentLog } from '../../src-main/base/log.ts';
import type { ConfigDatabase } from '../../src-main/cache/config/config-database.ts';
import type { SealedCredential } from '../../src-main/cache/config/credentials.ts';
import type { HeldItem } from '../../src-main/cache/config/contents.ts';
import { CameraCredentials } from '../../src-main/services/configuration/camera-credentials.ts';
import type { LoginFacts } from '../../src-main/services/configuration/camera-edits.ts';
import { CameraNumbers } from '../../src-main/services/configuration/camera-numbers.ts';
import { ConfigurationMemory } from '../../src-main/services/configuration/configuration-memory.ts';
import { ProvinceDirectory } from '../../src-main/services/configuration/province-directory.ts';
import { EditBook } from '../../src-main/services/sync/edit-book.ts';
import { createFakeStorage, type FakeStorage } from './fake-storage.ts';
import { feedCamera, upsertOf } from './feed-items.ts';

export const heldCamera = (id: string, change: Partial<Camera> = {}, generation = 1): HeldItem => {
  const document = { ...feedCamera(id, change) };
  return { type: 'camera', id, rev: upsertOf('camera', document, generation).rev, document };
};

export interface ProvinceStation {
  readonly storage: FakeStorage;
  readonly memory: ConfigurationMemory;
  readonly credentials: CameraCredentials;
  readonly numbers: CameraNumbers;
  readonly edits: EditBook;
  readonly cameras: ProvinceDirectory;
  /** Credentials at rest, by camera. */
  readonly atRest: Map<string, SealedCredential>;
  /** What the province answers when asked for credentials, and what it was asked. */
  readonly province: { answer: (ids: readonly string[]) => Answer<CredentialAnswer>; readonly asked: string[][] };
  /** Who sits here. */
  readonly seat: { editor: string | null; offerer: string | null; seal: LoginFacts['seal'] };
}

/** "Sealed" by these fakes: the credential in the clear, in the form the service expects inside. */
export const sealedFor = (cameraId: string, credentialRev: number, password = `mật khẩu ${credentialRev}`): SealedCredential => ({
  cameraId,
  credentialRev,
  sealed: JSON.stringify({ cameraId, credentialRev, username: 'giamsat', password }),
});

export async function provinceStation(items: readonly HeldItem[], storage = createFakeStorage()): Promise<ProvinceStation> {
  const memory = new ConfigurationMemory();
  memory.replaceAll(items);
  const atRest = new Map<string, SealedCredential>();
  const province: ProvinceStation['province'] = {
    answer: (ids) => ({ kind: 'answered', value: { credentials: ids.map((id) => sealedFor(id, wantedBy(memory, id) ?? 1)), refused: [] } }),
    asked: [],
  };
  const credentials = new CameraCredentials({
    database: fakeConfigDatabase(atRest),
    fetch: (ids) => {
      province.asked.push([...ids]);
      return Promise.resolve(province.answer(ids));
    },
    open: (sealed) => Buffer.from(sealed),
    wanted: (id) => wantedBy(memory, id),
    log: silentLog,
  });
  const seat: ProvinceStation['seat'] = {
    editor: 'user-1',
    offerer: 'user-1',
    seal: (credential) => `a..b.c.${Buffer.from(JSON.stringify(credential)).toString('base64url')}`,
  };
  let next = 0;
  const newId = (): string => `018f0000-0000-7000-8000-${String((next += 1)).padStart(12, '0')}`;
  const editNeeds = { storage, clock: { wall: () => epochMs(1000) }, newId, editor: () => seat.editor, offerer: () => seat.offerer };
  const [numbers, edits] = [await CameraNumbers.load(storage), await EditBook.load(editNeeds)];
  const cameras = new ProvinceDirectory({
    configuration: memory,
    numbers,
    credentials,
    edits,
    sealer: () => seat.seal,
    transport: () => 'tcp',
    newId,
  });
  return { storage, memory, credentials, numbers, edits, cameras, atRest, province, seat };
}

const wantedBy = (memory: ConfigurationMemory, id: string): number | null =>
  memory.cameras.get(id)?.document.connection.credentialRev ?? null;

function fakeConfigDatabase(atRest: Map<string, SealedCredential>): Pick<ConfigDatabase, 'ask'> {
  const ask = (call: string, args: unknown): Promise<unknown> => {
    if (call === 'credentials') return Promise.resolve([...atRest.values()]);
    if (call !== 'storeCredentials') return Promise.reject(new Error(`nobody answers ${call} here`));
    const { put, gone } = args as { put: readonly SealedCredential[]; gone: readonly string[] }; // of that call
    for (const id of gone) atRest.delete(id);
    for (const credential of put) atRest.set(credential.cameraId, credential);
    return Promise.resolve(undefined);
  };
  return { ask: ask as ConfigDatabase['ask'] }; // answers the two calls credentials make
}
