import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { VmsError } from '../../../../src-contract/errors.ts';
import { channelOf, invoke, replySchema, send, type Contract, type Handlers } from '../../../../src-contract/ipc/builder.ts';
import { contract } from '../../../../src-contract/ipc/schema.ts';
import { monotonicMs } from '../../../../src-contract/time.ts';
import { silentLog } from '../../../../src-main/base/log.ts';
import { createContractServer, type Refusal, type RecordedCall, type RunRecorded } from '../../../../src-main/ipc/contract-server.ts';

const mini = {
  group: {
    add: invoke({ permission: 'camera.manage', args: z.object({ name: z.string() }), result: z.object({ id: z.string() }) }),
    note: send({ permission: 'app.use', args: z.object({ text: z.string() }), maxSize: 40 }),
  },
} as const;

function serve(handlers: Partial<Handlers<typeof mini>['group']> = {}, deny: string[] = []) {
  const judged: unknown[] = [];
  const refusals: Refusal[] = [];
  const calls: unknown[] = [];
  let now = 0;
  const server = createContractServer({
    contract: mini,
    handlers: {
      group: {
        add: (args, caller) => {
          calls.push({ args, caller });
          return { id: 'c1' };
        },
        note: (args) => {
          calls.push(args);
        },
        ...handlers,
      },
    },
    authorise: (permission, args, caller) => {
      judged.push([permission, args, caller]);
      if (deny.includes(permission)) throw new VmsError('denied', 'denied');
    },
    recorded: async (_, effect) => await effect(),
    onRefused: (refusal) => refusals.push(refusal),
    clock: { now: () => monotonicMs(now) },
    log: silentLog,
  });
  return { server, refusals, calls, judged, tick: (ms: number) => (now += ms) };
}

describe('audited calls', () => {
  const audited = {
    group: {
      remove: invoke({
        permission: 'camera.manage',
        audited: 'camera.remove',
        args: z.object({ ids: z.array(z.string()) }),
        result: z.object({}),
      }),
    },
  };
  const serveAudited = (recorded: RunRecorded) => {
    const done: unknown[] = [];
    const server = createContractServer({
      contract: audited,
      handlers: {
        group: {
          remove: (args) => {
            done.push(args);
            return {};
          },
        },
      },
      authorise: () => undefined,
      recorded,
      onRefused: () => undefined,
      clock: { now: () => monotonicMs(0) },
      log: silentLog,
    });
    return { server, done };
  };

  test('are carried out between what is written about them', async () => {
    const deeds: RecordedCall[] = [];
    const { server, done } = serveAudited(async (deed, effect) => {
      deeds.push(deed);
      expect(done).toEqual([]);
      return await effect();
    });
    expect(await server.invoke('w1', 'group.remove', { ids: ['c1', 'c2'] })).toEqual({ ok: true, value: {} });
    expect(deeds).toEqual([{ action: 'camera.remove', channel: 'group.remove', objectId: 'c1 c2', objectName: null }]);
    expect(done).toHaveLength(1);
  });

  test('are not carried out where they cannot be written', async () => {
    const { server, done } = serveAudited(() => Promise.reject(new VmsError('unavailable', 'ledger-unwritable')));
    expect(await server.invoke('w1', 'group.remove', { ids: [] })).toMatchObject({ ok: false, error: { key: 'ledger-unwritable' } });
    expect(done).toEqual([]);
  });
});

describe('contract server', () => {
  test('passes parsed arguments and the caller to the handler and answers with the declared result only', async () => {
    const leaky = { id: 'c1', password: 'hunter2' };
    const { server } = serve({ add: () => leaky });
    expect(await server.invoke('w1', 'group.add', { name: 'Cổng' })).toEqual({ ok: true, value: { id: 'c1' } });
    const seen = serve();
    await seen.server.invoke('w2', 'group.add', { name: 'x', extra: 1 });
    expect(seen.calls).toEqual([{ args: { name: 'x' }, caller: { windowId: 'w2' } }]);
  });

  test.each([
    ['an unknown channel', 'group.none', {}, 'unknown-channel'],
    ['a send channel invoked', 'group.note', { text: '' }, 'unknown-channel'],
    ['a name off the prototype', 'group.constructor', {}, 'unknown-channel'],
    ['a wrong shape', 'group.add', { name: 1 }, 'invalid-argument'],
    ['nothing', 'group.add', undefined, 'invalid-argument'],
    ['too much', 'group.add', { name: 'x'.repeat(1_000_001) }, 'too-large'],
  ])('refuses %s before the handler, and reports it', async (_what, channel, payload, kind) => {
    const { server, calls, refusals } = serve();
    expect(await server.invoke('w1', channel, payload)).toMatchObject({ ok: false, error: { kind } });
    expect(calls).toEqual([]);
    expect(refusals).toMatchObject([{ windowId: 'w1', channel, error: { kind } }]);
  });

  test('asks for the right after the shape and before the handler', async () => {
    const { server, calls, refusals, judged } = serve({}, ['camera.manage']);
    expect(await server.invoke('w1', 'group.add', { name: 'x', forged: true })).toMatchObject({ ok: false, error: { kind: 'denied' } });
    expect(calls).toEqual([]);
    expect(judged).toEqual([['camera.manage', { name: 'x' }, { windowId: 'w1' }]]);
    expect(refusals).toHaveLength(1);
  });

  test('an entry may set its own size limit; a refused send is silent to the window', () => {
    const { server, calls, refusals } = serve();
    server.send('w1', 'group.note', { text: 'short' });
    server.send('w1', 'group.note', { text: 'x'.repeat(60) });
    expect(calls).toEqual([{ text: 'short' }]);
    expect(refusals).toMatchObject([{ error: { kind: 'too-large' } }]);
  });

  test('a bug in a handler crosses as internal, an expected failure as itself', async () => {
    const bug = serve({
      add: () => {
        throw new Error('rtsp://admin:secret@10.0.0.1');
      },
    });
    expect(await bug.server.invoke('w1', 'group.add', { name: 'x' })).toEqual({
      ok: false,
      error: { kind: 'internal', key: 'internal', details: {} },
    });
    const known = serve({ add: () => Promise.reject(new VmsError('conflict', 'camera-exists', { name: 'x' })) });
    expect(await known.server.invoke('w1', 'group.add', { name: 'x' })).toEqual({
      ok: false,
      error: { kind: 'conflict', key: 'camera-exists', details: { name: 'x' } },
    });
  });

  test('holds back a window gone wild, channel by channel, and lets it on later', async () => {
    const { server, tick } = serve();
    const call = () => server.invoke('w1', 'group.add', { name: 'x' });
    for (let count = 0; count < 600; count += 1) expect((await call()).ok).toBe(true);
    expect(await call()).toMatchObject({ ok: false, error: { key: 'rate-limited' } });
    expect((await server.invoke('w2', 'group.add', { name: 'x' })).ok).toBe(true);
    tick(10);
    expect((await call()).ok).toBe(true);
  });

  test('refuses to start with a handler missing', () => {
    expect(() =>
      createContractServer({
        contract: mini,
        handlers: { group: { add: () => ({ id: '' }) } } as unknown as Handlers<typeof mini>, // what the compiler forbids
        authorise: () => undefined,
        recorded: async (_, effect) => await effect(),
        onRefused: () => undefined,
        clock: { now: () => monotonicMs(0) },
        log: silentLog,
      }),
    ).toThrow('internal');
  });
});

describe('the real contract under random payloads', () => {
  const hostile = fc.oneof(
    fc.anything({ withNullPrototype: true, withDate: true, withMap: true, withSet: true, withTypedArray: true, withBigInt: true }),
    fc
      .jsonValue()
      .map((value) => JSON.parse(`{"__proto__":${JSON.stringify(value)},"constructor":{"prototype":{"polluted":1}}}`) as unknown),
    fc.dictionary(
      fc.constantFrom('__proto__', 'constructor', 'prototype', 'id', 'draft', 'ids', 'ticket', 'text', 'patch', 'wall', 'toString'),
      fc.jsonValue(),
    ),
  );
  const channels = Object.entries<Contract[string]>(contract).flatMap(([group, calls]) =>
    Object.entries(calls).flatMap(([call, entry]) => (entry.kind === 'notify' ? [] : [{ channel: channelOf(group, call), entry }])),
  );
  const reached: { channel: string; args: unknown }[] = [];
  const handlers = Object.fromEntries(
    Object.entries<Contract[string]>(contract).map(([group, calls]) => [
      group,
      Object.fromEntries(
        Object.keys(calls).map((call) => [call, (args: unknown) => (reached.push({ channel: `${group}.${call}`, args }), {})]),
      ),
    ]),
  ) as unknown as Handlers<typeof contract>; // one recorder per call, whatever its type
  const server = createContractServer({
    contract,
    handlers,
    authorise: () => undefined,
    recorded: async (_, effect) => await effect(),
    onRefused: () => undefined,
    clock: {
      now: (() => {
        let now = 0;
        return () => monotonicMs((now += 1000));
      })(),
    },
    log: silentLog,
  });

  test.each(channels.map(({ channel, entry }) => [channel, entry] as const))('%s', async (channel, entry) => {
    const before = Object.getOwnPropertyNames(Object.prototype).sort();
    await fc.assert(
      fc.asyncProperty(hostile, async (payload) => {
        reached.length = 0;
        const reply = await server.invoke('w1', channel, payload);
        expect(replySchema.safeParse(reply).success).toBe(true);
        server.send('w1', channel, payload);
        for (const { args } of reached) expect(entry.args.safeParse(args).success).toBe(true);
      }),
      { numRuns: 250 },
    );
    expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(before);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  test('random channel names', async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything(), hostile, async (channel, payload) => {
        const reply = await server.invoke('w1', channel as string, payload); // a hostile window sends no types
        expect(reply).toMatchObject({ ok: false, error: { kind: 'unknown-channel' } });
      }),
      { numRuns: 300 },
    );
  });
});
