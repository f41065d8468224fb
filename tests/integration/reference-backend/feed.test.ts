import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import {
  cameraSchema,
  changesPageSchema,
  credentialAnswerSchema,
  documentSchemas,
  feedCheckpointPayloadSchema,
  problemSchema,
  proposalOutcomeSchema,
  snapshotPageSchema,
} from '../../../src-contract/province/schemas.ts';
import type { Camera, FeedItem, FeedUpsert, Layout, SignedStatement } from '../../../src-contract/province/schemas.ts';
import { IV_BYTES, openJwe, sealJwe } from '../../../src-main/base/jwe.ts';
import { commit } from '../../../tools/reference-backend/feed/feed.ts';
import { revisionOf, rootHashOf } from '../../../tools/reference-backend/feed/revision.ts';
import { openStatement } from '../../../tools/reference-backend/keys/dsse.ts';
import type { DeviceClient, Reply } from '../../../tools/reference-backend/load/device-client.ts';
import { buildBadRows } from '../../../tools/reference-backend/seed/bad-rows.ts';
import { onEachDatabase } from '../../fakes/province/each-database.ts';
import { signInOf } from '../../fakes/province/running-backend.ts';

const kindOf = (reply: Reply) => problemSchema.parse(JSON.parse(reply.text)).kind;
const key = ({ type, id }: { readonly type: string; readonly id: string }) => `${type} ${id}`;

onEachDatabase('the configuration feed', (province) => {
  let client: DeviceClient;
  let token = '';
  beforeAll(async () => {
    client = await province().workstation();
    token = (await client.signIn({ kind: 'device' })).accessToken;
  });
  const opened = (checkpoint: SignedStatement) => {
    const { keys } = province().backend;
    return feedCheckpointPayloadSchema.parse(openStatement(checkpoint, 'feed-checkpoint', keys.statement.keyid, keys.statement.publicKey));
  };
  const wholeSnapshot = async (limit = '500') => {
    const items: FeedUpsert[] = [];
    for (let page: string | null = ''; ;) {
      const reply = await client.call('snapshot', { token, query: { limit, ...(page === '' ? {} : { page }) } });
      expect(reply.status).toBe(200);
      const answer = snapshotPageSchema.parse(JSON.parse(reply.text));
      items.push(...answer.items);
      page = answer.nextPage;
      if (page === null) return { items, cursor: answer.cursor!, checkpoint: opened(answer.checkpoint) };
    }
  };
  const allChanges = async (since: string, limit = '500') => {
    const items: FeedItem[] = [];
    for (let cursor = since; ;) {
      const answer = changesPageSchema.parse(JSON.parse((await client.call('changes', { token, query: { since: cursor, limit } })).text));
      items.push(...answer.items);
      cursor = answer.cursor;
      expect(answer.checkpoint === null).toBe(answer.more);
      if (answer.checkpoint !== null) return { items, cursor, checkpoint: opened(answer.checkpoint) };
    }
  };
  const put = (changes: Parameters<typeof commit>[2]) =>
    province().backend.database.transaction((transaction) => commit(transaction, province().clock.nowMs, changes));

  it('holds the demo province: 92 communes, no district, 1,200 cameras, whose hashes all fit', async () => {
    const { items, checkpoint } = await wholeSnapshot('333');
    const of = (type: string) => items.filter((item) => item.type === type && !item.id.startsWith('bad-'));
    const kinds = of('area').map(({ document }) => document['kind']);
    expect(kinds.filter((kind) => kind === 'XA')).toHaveLength(77);
    expect(kinds.filter((kind) => kind === 'PHUONG')).toHaveLength(15);
    expect(new Set(kinds)).toEqual(new Set(['PROVINCE', 'XA', 'PHUONG', 'SUB_AREA']));
    expect(of('camera')).toHaveLength(1200);
    expect(new Set(of('camera').map(({ document }) => document['code'])).size).toBe(1200);
    expect(items.map(key)).toHaveLength(new Set(items.map(key)).size);
    expect(checkpoint.items).toBe(items.length);
    expect(rootHashOf(items)).toBe(checkpoint.rootHash);
    for (const { rev, document } of items) expect(revisionOf(Number(rev.split('-')[0]), document)).toBe(rev);
  });

  it('holds good documents that fit, and 26 bad rows that are what they say', async () => {
    const { items } = await wholeSnapshot();
    const fits = ({ type, document }: FeedUpsert) =>
      type in documentSchemas && documentSchemas[type as keyof typeof documentSchemas].safeParse(document).success;
    const bad = items.filter(({ id }) => id.startsWith('bad-'));
    expect(items.filter((item) => !bad.includes(item) && !fits(item)).map(key)).toEqual([]);
    const rows = buildBadRows(cameraSchema.parse(items.find(({ id }) => id === 'cam-0001')?.document));
    expect(rows).toHaveLength(26);
    expect(
      bad
        .filter((item) => !fits(item))
        .map(({ id }) => id)
        .sort(),
    ).toEqual(
      rows
        .filter(({ verdict }) => verdict === 'refused')
        .map(({ id }) => id)
        .sort(),
    );
  });

  it('gives changes in commit order, tombstones included, and ends in the state of a snapshot', async () => {
    const { items, cursor } = await wholeSnapshot();
    const camera = items.find(({ id }) => id === 'cam-0007')!;
    await put([{ type: 'camera', id: 'cam-0007', document: { ...camera.document, name: 'Tên mới' } }]);
    await put([{ type: 'camera', id: 'cam-0008', document: null }]);
    const changed = await allChanges(cursor, '1');
    expect(changed.items.map(({ op, id }) => `${op} ${id}`)).toEqual(['upsert cam-0007', 'delete cam-0008']);
    const state = new Map(items.map((item) => [key(item), item]));
    for (const item of changed.items) {
      if (item.op === 'delete') state.delete(key(item));
      else state.set(key(item), item);
    }
    expect(rootHashOf([...state.values()])).toBe(changed.checkpoint.rootHash);
    expect((await wholeSnapshot()).checkpoint.rootHash).toBe(changed.checkpoint.rootHash);
    expect(changed.items[1]?.rev).toBe(`2-${'0'.repeat(32)}`);
  });

  it('keeps a snapshot and a run of changes at their point while others write', async () => {
    const start = (await wholeSnapshot()).cursor;
    await put([{ type: 'layout', id: 'layout-ioc-9', document: null }]);
    await put([{ type: 'policy', id: 'policy-session', document: { id: 'policy-session', kind: 'later' } }]);
    const page = snapshotPageSchema.parse(JSON.parse((await client.call('snapshot', { token, query: { limit: '400' } })).text));
    const first = changesPageSchema.parse(JSON.parse((await client.call('changes', { token, query: { since: start, limit: '1' } })).text));
    await put([{ type: 'layout', id: 'layout-late', document: { id: 'layout-late' } }]);
    const rest = await allChanges(first.cursor);
    expect(rest.items.map(({ id }) => id)).toEqual(['policy-session']);
    expect(rest.checkpoint.rootHash).toBe(opened(page.checkpoint).rootHash);
    expect((await allChanges(rest.cursor)).items.map(({ id }) => id)).toEqual(['layout-late']);
  });

  it('says 304 while nothing is new', async () => {
    const { cursor } = await wholeSnapshot();
    const reply = await client.call('changes', { token, query: { since: cursor } });
    const again = () => client.call('changes', { token, query: { since: cursor }, headers: { 'If-None-Match': reply.headers.etag ?? '' } });
    expect((await again()).status).toBe(304);
    await put([{ type: 'layout', id: 'layout-late', document: null }]);
    expect((await again()).status).toBe(200);
  });

  it('refuses made-up and mixed-up cursors, bad limits, and unknown queries', async () => {
    const { cursor } = await wholeSnapshot();
    const changes = (query: Record<string, string>) => client.call('changes', { token, query });
    expect(kindOf(await changes({ since: 'c1.0.0.AAAAAAAAAAAAAAAAAAAAAA' }))).toBe('malformed-cursor');
    expect(kindOf(await client.call('snapshot', { token, query: { page: cursor } }))).toBe('malformed-cursor');
    expect(kindOf(await changes({ since: cursor, limit: '501' }))).toBe('invalid-request');
    expect(kindOf(await changes({ since: cursor, order: 'back' }))).toBe('invalid-request');
    expect(kindOf(await changes({}))).toBe('invalid-request');
  });

  it('merges a camera’s edit field by field, and refuses what both sides changed', async () => {
    province().clock.nowMs += 30_000;
    const session = await client.signIn(signInOf('thietbi', province().clock.nowMs));
    const propose = (proposalId: string, body: unknown) =>
      client.call('propose', { token: session.accessToken, path: { proposalId }, body });
    const { items } = await wholeSnapshot();
    const base = items.find(({ id }) => id === 'cam-0012')!;
    const patch = (fields: object, baseRev = base.rev) => ({ kind: 'camera-patch', id: 'cam-0012', baseRev, patch: fields });
    await put([{ type: 'camera', id: 'cam-0012', document: { ...base.document, name: 'Đổi ở tỉnh' } }]);
    const id = randomUUID();
    const accepted = await propose(id, patch({ headingDeg: 45, fieldOfViewDeg: null }));
    const outcome = proposalOutcomeSchema.parse(JSON.parse(accepted.text));
    expect(outcome.mergedFields).toEqual(['name']);
    expect((await propose(id, patch({ headingDeg: 45, fieldOfViewDeg: null }))).text).toBe(accepted.text);
    expect(kindOf(await propose(id, patch({ headingDeg: 46 })))).toBe('proposal-reused');
    const refused = await propose(randomUUID(), patch({ name: 'Đổi ở máy trạm' }));
    const problem = problemSchema.parse(JSON.parse(refused.text));
    expect(problem).toMatchObject({ kind: 'conflict', status: 409, fields: ['name'], server: { rev: outcome.rev } });
    const now = cameraSchema.parse(problem.server?.document) satisfies Camera;
    expect(now).toMatchObject({ name: 'Đổi ở tỉnh', headingDeg: 45, fieldOfViewDeg: null });
    expect(kindOf(await propose(randomUUID(), patch({ code: '19-05443-GT-9999' })))).toBe('document-refused');
    expect(kindOf(await propose(randomUUID(), patch({ headingDeg: 999 }, outcome.rev)))).toBe('document-refused');
    expect(kindOf(await propose(randomUUID(), patch({ colour: 'red' }, outcome.rev)))).toBe('document-refused');
    expect(kindOf(await propose(randomUUID(), { ...patch({ headingDeg: 1 }), id: 'bad-cam-01' }))).toBe('not-found');
    expect(kindOf(await propose(randomUUID(), { kind: 'other', type: 'role', id: 'ioc-operator' }))).toBe('not-editable');
    const operator = await client.signIn(signInOf('trucban.ioc', province().clock.nowMs));
    const denied = await client.call('propose', {
      token: operator.accessToken,
      path: { proposalId: randomUUID() },
      body: patch({ headingDeg: 1 }),
    });
    expect(kindOf(denied)).toBe('denied');
  });

  it('takes a new camera with its password sealed to the province, once, where the person may set cameras up', async () => {
    const { items } = await wholeSnapshot();
    province().clock.nowMs += 30_000; // each code of the second factor works once
    const session = await client.signIn(signInOf('thietbi', province().clock.nowMs));
    const propose = (body: unknown, by = session) =>
      client.call('propose', { token: by.accessToken, path: { proposalId: randomUUID() }, body });
    const like = cameraSchema.parse(items.find(({ id }) => id === 'cam-0013')?.document);
    const id = `0193c1a0-8000-7000-8000-${randomUUID().slice(24)}`;
    const { transfer } = province().backend.keys;
    const chance = () => ({ ephemeral: generateKeyPairSync('x25519').privateKey, iv: randomBytes(IV_BYTES) });
    const seal = (cameraId: string, kid = transfer.keyid) => {
      const credential = { cameraId, credentialRev: 1, username: 'viewer', password: 'mật khẩu mới' };
      return sealJwe(
        Buffer.from(JSON.stringify(credential)),
        { publicKey: transfer.publicKey, kid, cty: 'vms-camera-credential+json' },
        chance(),
      );
    };
    const addition = (changes: Partial<Camera> = {}, credential: string | null = seal(id)) => ({
      kind: 'camera-add',
      id,
      document: { ...like, id, code: '19-05443-GT-9001', name: 'Camera mới của xã', ...changes },
      credential,
    });
    const operator = await client.signIn(signInOf('trucban.ioc', province().clock.nowMs));
    expect(kindOf(await propose(addition(), operator))).toBe('denied');
    for (const odd of [
      addition({ id: 'cam-other' }),
      addition({ classification: 'MAT' }),
      addition({ ownershipClass: 'VOLUNTARY', consent: null }),
      addition({ areaPath: '19/99999' }),
      addition({ managingUnitId: 'unit-nobody' }),
      addition({}, seal('cam-0001')),
      addition({}, seal(id, 'another-key')),
    ])
      expect(kindOf(await propose(odd))).toBe('document-refused');
    const { rev } = proposalOutcomeSchema.parse(JSON.parse((await propose(addition())).text));
    expect(rev.startsWith('1-')).toBe(true);
    expect(kindOf(await propose(addition({ code: '19-05443-GT-9002' })))).toBe('already-exists');
    const second = `0193c1a0-8000-7000-8000-${randomUUID().slice(24)}`;
    expect(kindOf(await propose({ ...addition({ id: second }, null), id: second }))).toBe('already-exists');
    const added = (await wholeSnapshot()).items.find((item) => item.id === id);
    expect(cameraSchema.parse(added?.document)).toMatchObject({ name: 'Camera mới của xã', connection: { credentialRev: 1 } });
    const own = await client.call('fetchCredentials', {
      token: session.accessToken,
      path: { deviceId: client.device.deviceId },
      body: { cameraIds: [id] },
    });
    const sealed = credentialAnswerSchema.parse(JSON.parse(own.text)).credentials[0]?.sealed ?? '';
    const opened = openJwe(sealed, client.keys.encryption);
    expect(JSON.parse(Buffer.from(opened ?? []).toString('utf8'))).toMatchObject({
      cameraId: id,
      username: 'viewer',
      password: 'mật khẩu mới',
    });
    const edit = (patch: object, credential?: string) => ({
      kind: 'camera-patch',
      id,
      baseRev: rev,
      patch,
      ...(credential === undefined ? {} : { credential }),
    });
    for (const odd of [
      edit({ name: 'x' }, seal(id)),
      edit({ connection: {} }, seal('cam-0001')),
      edit({ connection: { credentialRev: 9 } }),
    ])
      expect(kindOf(await propose(odd))).toBe('document-refused');
    const changed = proposalOutcomeSchema.parse(JSON.parse((await propose(edit({ connection: {} }, seal(id)))).text));
    expect(changed.rev.startsWith('2-')).toBe(true);
    const anew = (await wholeSnapshot()).items.find((item) => item.id === id);
    expect(cameraSchema.parse(anew?.document).connection.credentialRev).toBe(2);
    // Both typed another password on top of the same revision.
    expect(JSON.parse((await propose(edit({ connection: {} }, seal(id)))).text)).toMatchObject({
      kind: 'conflict',
      fields: ['connection'],
    });
  });

  it('takes a layout whole against the newest revision, or shows the newer one', async () => {
    const session = await client.signIn(signInOf('trucban.ioc', province().clock.nowMs));
    const propose = (body: unknown) => client.call('propose', { token: session.accessToken, path: { proposalId: randomUUID() }, body });
    const document: Layout = {
      id: 'layout-new',
      name: 'Ca đêm',
      owner: { kind: 'unit', unitId: 'unit-ioc' },
      columns: 1,
      rows: 1,
      tiles: {},
    };
    const layout = (baseRev: string | null, name = 'Ca đêm') => ({
      kind: 'layout-put',
      id: 'layout-new',
      baseRev,
      document: { ...document, name },
    });
    const first = proposalOutcomeSchema.parse(JSON.parse((await propose(layout(null))).text));
    const second = proposalOutcomeSchema.parse(JSON.parse((await propose(layout(first.rev, 'Ca ngày'))).text));
    const stale = problemSchema.parse(JSON.parse((await propose(layout(first.rev, 'Ca khác'))).text));
    expect(stale).toMatchObject({ kind: 'revision-stale', status: 412, server: { rev: second.rev, document: { name: 'Ca ngày' } } });
    expect(kindOf(await propose(layout(null)))).toBe('revision-stale');
    const other = { ...document, owner: { kind: 'unit', unitId: 'unit-05443' } };
    expect(kindOf(await propose({ kind: 'layout-put', id: 'layout-new', baseRev: second.rev, document: other }))).toBe('denied');
    expect(kindOf(await propose({ kind: 'layout-put', id: 'layout-other', baseRev: null, document }))).toBe('document-refused');
    const gone = { kind: 'layout-delete', id: 'layout-new', baseRev: second.rev };
    expect((await propose(gone)).status).toBe(200);
    expect(kindOf(await propose(gone))).toBe('revision-stale');
    expect(kindOf(await propose({ ...gone, id: 'layout-never' }))).toBe('not-found');
  });

  it('forgets old tombstones, and sends those who come from before to the snapshot', async () => {
    const { cursor } = await wholeSnapshot();
    province().clock.nowMs += 100 * 86_400_000;
    await put([{ type: 'policy', id: 'policy-retention', document: null }]);
    const { feed, database } = province().backend;
    await database.transaction((transaction) => feed.compact(transaction, province().clock.nowMs + 1));
    token = (await client.signIn({ kind: 'device' })).accessToken;
    expect(kindOf(await client.call('changes', { token, query: { since: cursor } }))).toBe('cursor-expired');
    const { items, checkpoint } = await wholeSnapshot();
    expect(rootHashOf(items)).toBe(checkpoint.rootHash);
    expect(items.some(({ id }) => id === 'policy-retention')).toBe(false);
    expect(items.filter(({ type, id }) => type === 'camera' && id.startsWith('cam-'))).toHaveLength(1199);
  });

  it('broke none of its promises, in the eyes of an independent validator too', () => {
    expect(province().faults).toEqual([]);
    expect(province().proxy.violations).toEqual([]);
  });
});
