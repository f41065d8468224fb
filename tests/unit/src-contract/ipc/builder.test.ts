import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createClient, createNotifier, invoke, notify, send } from '../../../../src-contract/ipc/builder.ts';
import { VmsError } from '../../../../src-contract/errors.ts';
import { createFakeTransport } from '../../../fakes/fake-window-transport.ts';

const mini = {
  cameras: {
    add: invoke({ permission: 'camera.manage', args: z.object({ name: z.string().max(5) }), result: z.object({ id: z.string() }) }),
    touch: send({ permission: 'app.use', args: z.object({ id: z.string() }) }),
    onChanged: notify(z.object({ ids: z.array(z.string()) })),
  },
} as const;

describe('contract builder', () => {
  test('a client calls, sends, listens and stops listening', async () => {
    const transport = createFakeTransport(mini, { cameras: { add: ({ name }) => ({ id: `id-${name}` }), touch: () => undefined } });
    const client = createClient(mini, transport);
    expect(await client.cameras.add({ name: 'Cổng' })).toEqual({ id: 'id-Cổng' });
    client.cameras.touch({ id: 'x' });
    const heard: unknown[] = [];
    const stop = client.cameras.onChanged((payload) => heard.push(payload));
    transport.notifier.cameras.onChanged({ ids: ['a'] });
    stop();
    transport.notifier.cameras.onChanged({ ids: ['b'] });
    expect(heard).toEqual([{ ids: ['a'] }]);
    expect(transport.calls.map(({ channel }) => channel)).toEqual(['cameras.add', 'cameras.touch']);
  });

  test('errors reach the caller as VmsError with kind, key and details, and nothing else', async () => {
    const client = createClient(
      mini,
      createFakeTransport(mini, {
        cameras: {
          add: () => {
            throw new VmsError('conflict', 'camera-exists', { name: 'x' }, new Error('secret'));
          },
        },
      }),
    );
    const failure: unknown = await client.cameras.add({ name: 'x' }).catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(VmsError);
    expect(failure).toMatchObject({ kind: 'conflict', key: 'camera-exists', details: { name: 'x' }, cause: undefined });
  });

  test('the fake holds a test to the real shapes', async () => {
    const transport = createFakeTransport(mini, { cameras: { add: () => ({ id: 1 }) as unknown as { id: string } } }); // a wrong fake
    const client = createClient(mini, transport);
    await expect(client.cameras.add({ name: 'ok' })).rejects.toMatchObject({ kind: 'internal' });
    await expect(client.cameras.add({ name: 'too long' })).rejects.toMatchObject({ kind: 'internal' });
    expect(() => {
      transport.notifier.cameras.onChanged({ ids: 'a' as unknown as string[] }); // a wrong notification
    }).toThrow();
  });

  test('a notifier has notify entries only and names the channel', () => {
    const told: unknown[] = [];
    const notifier = createNotifier(mini, (channel, payload) => told.push([channel, payload]));
    notifier.cameras.onChanged({ ids: [] });
    expect(told).toEqual([['cameras.onChanged', { ids: [] }]]);
    expect(Object.values<unknown>(notifier.cameras).filter((call) => typeof call === 'function')).toHaveLength(1);
  });
});
