/**
 * The program the hosts suite runs under each host: obeys one JSON command per line on stdin and tells what happens
 * in JSON lines on stdout.
 */
import { createInterface } from 'node:readline';
import { createContractServer } from '../../../src-main/ipc/contract-server.ts';
import { VmsError } from '../../../src-contract/errors.ts';
import { createNotifier } from '../../../src-contract/ipc/builder.ts';
import { systemClock } from '../../../src-main/base/clock.ts';
import { createLog } from '../../../src-main/base/log.ts';
import type { Host, ServiceProcess } from '../../../src-main/hosts/host.ts';
import { testContract } from './test-contract.ts';

const tell = (event: string, value: unknown = null): void => void process.stdout.write(`${JSON.stringify({ event, value })}\n`);
const log = createLog(
  (line) => process.stderr.write(`${line}\n`),
  () => new Date(),
);

/** Where an entry starts; all of it comes by environment. */
export function testPlaces() {
  const from = (name: string): string => process.env[name] ?? '';
  return {
    pages: from('TEST_PAGES'),
    resources: from('TEST_PAGES'),
    serviceModule: () => from('TEST_SERVICE'),
    preload: from('TEST_PRELOAD'),
    userData: from('TEST_USER_DATA'),
    deepLink: from('TEST_DEEP_LINK') || null,
    clock: systemClock,
    log,
  };
}

/** Runs on the host an entry started; ends at once when another instance holds the data directory. */
export function runTestApp(starting: Promise<{ readonly kind: 'host'; readonly host: Host } | { readonly kind: 'second-start' }>): void {
  starting.then(
    (started) => {
      if (started.kind === 'host') {
        run(started.host);
        return;
      }
      tell('second-start');
      process.exit(0);
    },
    (failure: unknown) => {
      log.error('host did not start', { failure });
      process.exit(1);
    },
  );
}

function run(host: Host): void {
  let service: ServiceProcess | null = null;
  const notifier = createNotifier(testContract, (channel, payload) => {
    host.notify(null, channel, payload);
  });
  host.exposeContract(
    createContractServer({
      contract: testContract,
      handlers: {
        probe: {
          echo: ({ text }, { windowId }) => ({ text, windowId }),
          fail: () => {
            throw new VmsError('conflict', 'test', { number: 3 });
          },
          report: ({ topic, value }, { windowId }) => {
            tell('report', { topic, value, windowId });
          },
          connectLink: (_args, { windowId }) => {
            if (service !== null) host.linkServiceToWindow(service, windowId);
          },
        },
      },
      authorise: () => undefined,
      recorded: async (_, effect) => await effect(),
      onRefused: ({ channel, error }) => {
        tell('refused', { channel, kind: error.kind });
      },
      clock: systemClock,
      log,
    }),
  );
  host.onSecondStart(() => {
    tell('second-start-seen');
  });
  host.onDeepLink((url) => {
    tell('deep-link', url);
  });
  host.onQuitRequested(() => {
    tell('quit-requested');
  });

  const small = { x: 40, y: 30, width: 640, height: 480 };
  const commands: Readonly<Record<string, (argument: string) => unknown>> = {
    open: async (view) => {
      const window = await host.openWindow({
        view,
        title: 'test',
        admit: () => undefined,
        place: (displays) => ({
          bounds: view === 'large' ? (displays[0]?.workArea ?? small) : small,
          maximised: view === 'large',
          fullscreen: view === 'full',
        }),
      });
      window.onPlaceChanged((place) => {
        tell('place', { windowId: window.id, place });
      });
      window.onClosed(() => {
        tell('closed', window.id);
      });
      window.onCrashed((reason) => {
        tell('crashed', reason);
      });
      return { id: window.id, version: host.version, displays: host.displays() };
    },
    capture: async (id) => Buffer.from(await windowOf(id).capture()).toString('base64'),
    close: (id) => {
      windowOf(id).close();
    },
    move: (argument) => {
      const [id = '', ...sides] = argument.split(' ');
      const [x = 0, y = 0, width = 0, height = 0] = sides.map(Number);
      windowOf(id).moveTo({ bounds: { x, y, width, height }, maximised: false, fullscreen: false });
    },
    reload: (id) => {
      windowOf(id).reload();
    },
    tell: (text) => {
      notifier.probe.onTold({ text });
    },
    startService: () => {
      service = host.startService('media', { TEST_CONFIRM_FILE: process.env['TEST_CONFIRM_FILE'] ?? '' });
      service.onMessage((message) => {
        tell('service', message);
      });
      service.onExit((exit) => {
        tell('service-exit', exit);
      });
      host.serveMediaLinksFrom(service);
      return service.pid;
    },
    service: (message) => service?.send(message),
    stopService: (graceMs) => service?.stop(Number(graceMs)),
    secrets: async () => {
      const wrapped = await host.secrets.wrap(Buffer.from('mật khẩu'));
      return {
        backend: host.secrets.backend,
        wrapped: Buffer.from(wrapped).toString('base64'),
        plain: text(await host.secrets.unwrap(wrapped)),
      };
    },
    unwrap: async (wrapped) => text(await host.secrets.unwrap(Buffer.from(wrapped, 'base64'))),
    quit: (code) => host.quit(Number(code)),
  };
  const windowOf = (id: string): NonNullable<ReturnType<Host['windows']>[number]> => {
    const window = host.windows().find((candidate) => candidate.id === id);
    if (window === undefined) throw new VmsError('not-found', 'window-gone');
    return window;
  };
  createInterface({ input: process.stdin }).on('line', (line) => {
    const [number, name = '', ...rest] = line.split(' ');
    Promise.resolve()
      .then(() => commands[name]?.(rest.join(' ')))
      .then(
        (value) => {
          tell('done', { number, value });
        },
        (failure: unknown) => {
          tell('failed', { number, reason: failure instanceof VmsError ? `${failure.kind} ${failure.key}` : String(failure) });
        },
      );
  });
  tell('started', { kind: host.kind, pid: process.pid });
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}
