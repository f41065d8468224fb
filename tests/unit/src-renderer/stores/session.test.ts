import { beforeEach, expect, it } from 'vitest';
import { VmsError } from '../../../../src-contract/errors.ts';
import { createClient } from '../../../../src-contract/ipc/builder.ts';
import { contract } from '../../../../src-contract/ipc/schema.ts';
import type { SessionState } from '../../../../src-contract/model/session.ts';
import { holderOf, mayTouch, screenOf } from '../../../../src-renderer/stores/session-screen.ts';
import { openStores, type OpenStores } from '../../../../src-renderer/stores/stores.ts';
import { locked, out, within } from '../../../e2e/support/province-states.ts';
import { scenario } from '../../../e2e/support/scenario.ts';
import { createFakeMain, type FakeMain } from '../../../fakes/fake-main.ts';

let main: FakeMain;
let opened: OpenStores;
/** Snapshots that wait for `release`, when `held`. */
let held: boolean;
let waiting: (() => void)[];

const snapshots = (): number => main.calls.filter(({ channel }) => channel === 'app.snapshot').length;
const settle = (): Promise<void> => new Promise((done) => setTimeout(done));
const shown = (): SessionState['kind'] => opened.stores.session.getState().session.kind;
const cameras = (): number => opened.stores.cameras.getState().ordered.length;

function open(session: SessionState): void {
  const { snapshot, answers } = scenario({ cameras: 6, session });
  main = createFakeMain(snapshot, answers);
  held = false;
  waiting = [];
  const transport = {
    ...main.transport,
    invoke: async (channel: string, payload: unknown) => {
      if (held && channel === 'app.snapshot') await new Promise<void>((go) => void waiting.push(go));
      return main.transport.invoke(channel, payload);
    },
  };
  opened = openStores(snapshot, { vms: createClient(contract, transport), timers: { set: () => 0, clear: () => undefined } });
}
beforeEach(() => {
  open(out());
});

it.each([
  [{ kind: 'standalone' } as const, 'work'],
  [out(), 'sign-in'],
  [within(), 'work'],
  [within({ mustChangePassword: true }), 'change-password'],
  [locked(), 'lock'],
  [locked({ displayOnly: true }), 'lock-over-wall'],
])('shows %j as %s, and lets hands on the program only when it works', (session, kind) => {
  expect(screenOf(session).kind).toBe(kind);
  expect(mayTouch(session)).toBe(kind === 'work');
});

it('knows whose data the window holds', () => {
  expect([holderOf({ kind: 'standalone' }), holderOf(out()), holderOf(within()), holderOf(locked())]).toEqual([
    'standalone',
    null,
    'user-ioc',
    'user-ioc',
  ]);
});

it('lets somebody in only when the window holds what is theirs', async () => {
  main.notifier.session.onChanged(out({ reason: 'signed-out' }));
  held = true;
  const signedIn = opened.stores.session.getState().signIn({ kind: 'password', login: 'trucban.ioc', password: 'mật khẩu' });
  await settle();
  expect(shown()).toBe('signed-out');
  for (const go of waiting) go();
  await signedIn;
  expect(shown()).toBe('signed-in');
  expect(cameras()).toBe(6);
});

it('asks main once for one person, however often the same is told', async () => {
  held = true;
  main.notifier.session.onChanged(within());
  main.notifier.session.onChanged(within({ purpose: null }));
  await settle();
  for (const go of waiting) go();
  await settle();
  expect(shown()).toBe('signed-in');
  expect(snapshots()).toBe(1);
});

it('forgets the cameras with whoever leaves, and keeps them over a lock', async () => {
  open(within());
  main.notifier.session.onChanged(locked());
  expect(shown()).toBe('locked');
  expect(cameras()).toBe(6);
  main.notifier.session.onChanged(out({ reason: 'revoked' }));
  expect(shown()).toBe('signed-out');
  expect(cameras()).toBe(0);
  await settle();
  expect(snapshots()).toBe(0);
});

it('never fills in for somebody who left while main was asked', async () => {
  held = true;
  main.notifier.session.onChanged(within());
  await settle();
  main.notifier.session.onChanged(out({ reason: 'revoked' }));
  for (const go of waiting) go();
  await settle();
  expect(shown()).toBe('signed-out');
  expect(cameras()).toBe(0);
});

it('lets somebody in although main did not answer with a snapshot: the session is what main said', async () => {
  main.notifier.session.onChanged(out());
  main.failures.set('app.snapshot', new VmsError('unavailable', 'main-gone'));
  main.notifier.session.onChanged(within());
  await settle();
  expect(shown()).toBe('signed-in');
});

it('shows nothing new when main refuses, and hands the refusal on', async () => {
  main.failures.set('session.signIn', new VmsError('denied', 'province-credentials-refused'));
  await expect(opened.stores.session.getState().signIn({ kind: 'oidc' })).rejects.toMatchObject({ key: 'province-credentials-refused' });
  expect(shown()).toBe('signed-out');
});

it('takes over the session of a snapshot after contact was lost', async () => {
  open(within());
  opened.refresh({ ...main.snapshot, session: locked() });
  await settle();
  expect(shown()).toBe('locked');
  expect(snapshots()).toBe(0);
});
