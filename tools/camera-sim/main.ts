/**
 * node tools/camera-sim/main.ts [--port N] [--http-port N] [--onvif-port N] [--discovery] [--cameras N] [--seed N]
 *   [--digest user:pass | --digest-sha256 user:pass | --basic user:pass] [--tls-key FILE --tls-cert FILE] [--frame-log FILE] [--cameras-csv FILE] [--protect N]
 *
 * Prints one line of JSON when it serves. Ends on SIGTERM, SIGINT, or when its standard input closes.
 */
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { startCameraSim } from './camera-sim.ts';
import { camerasCsv } from './cameras-csv.ts';
import { discoveryPort } from './onvif/discovery-responder.ts';
import type { CameraAuth } from './rtsp/digest.ts';

/** What the camera of `--protect` asks for: the account the demo province has for its cameras. */
const protectedAuth: CameraAuth = { kind: 'digest', username: 'giamsat', password: 'ThaiNguyen-2026', qop: true, nonceSeconds: 3600 };

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    'http-port': { type: 'string', default: '0' },
    'onvif-port': { type: 'string', default: '0' },
    discovery: { type: 'boolean', default: false },
    cameras: { type: 'string', default: '16' },
    seed: { type: 'string', default: '1' },
    digest: { type: 'string' },
    'digest-sha256': { type: 'string' },
    'tls-key': { type: 'string' },
    'tls-cert': { type: 'string' },
    basic: { type: 'string' },
    'frame-log': { type: 'string' },
    'cameras-csv': { type: 'string' },
    protect: { type: 'string' },
  },
});

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most)
    throw new Error(`--${name} takes a whole number from ${String(least)} to ${String(most)}`);
  return value;
}

function userAndPassword(text: string): { username: string; password: string } {
  const colon = text.indexOf(':');
  if (colon < 1) throw new Error('--digest and --basic take user:pass');
  return { username: text.slice(0, colon), password: text.slice(colon + 1) };
}

function authOfAll(): CameraAuth {
  if (values.digest !== undefined) return { kind: 'digest', ...userAndPassword(values.digest), qop: true, nonceSeconds: 3600 };
  const sha256 = values['digest-sha256'];
  if (sha256 !== undefined) return { kind: 'digest', ...userAndPassword(sha256), qop: true, nonceSeconds: 3600, algorithm: 'SHA-256' };
  if (values.basic !== undefined) return { kind: 'basic', ...userAndPassword(values.basic) };
  return { kind: 'none' };
}

function tlsOfAll(): { readonly tls?: { readonly key: string; readonly cert: string } } {
  const [key, cert] = [values['tls-key'], values['tls-cert']];
  if (key === undefined && cert === undefined) return {};
  if (key === undefined || cert === undefined) throw new Error('--tls-key and --tls-cert go together');
  return { tls: { key: readFileSync(key, 'latin1'), cert: readFileSync(cert, 'latin1') } };
}

async function run(): Promise<void> {
  const auth = authOfAll();
  const own = new Map<number, CameraAuth>();
  if (values.protect !== undefined) own.set(wholeNumber('protect', values.protect, 1, 10_000), protectedAuth);
  const sim = await startCameraSim({
    port: wholeNumber('port', values.port, 0, 65_535),
    httpPort: wholeNumber('http-port', values['http-port'], 0, 65_535),
    onvifPort: wholeNumber('onvif-port', values['onvif-port'], 0, 65_535),
    ...(values.discovery ? { discoveryPort } : {}),
    cameras: wholeNumber('cameras', values.cameras, 1, 10_000),
    seed: wholeNumber('seed', values.seed, 0, 2 ** 32 - 1),
    auth,
    authOf: own,
    ...tlsOfAll(),
    ...(values['frame-log'] === undefined ? {} : { frameLogFile: values['frame-log'] }),
  });
  const end = (): void => {
    sim.dispose();
    process.exitCode = 0;
    process.stdin.pause();
    // The frame log's last lines need a moment to reach the file.
    setTimeout(() => process.exit(), 200).unref();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, end);
  process.stdin.on('end', end).on('error', end).resume();
  if (values['cameras-csv'] !== undefined)
    await writeFile(
      values['cameras-csv'],
      camerasCsv(
        sim.cameras,
        (camera, profile) => sim.url(camera, profile),
        (camera) => own.get(camera) ?? auth,
      ),
    );
  process.stdout.write(`${JSON.stringify({ ready: true, rtspPort: sim.rtspPort, httpPort: sim.httpPort, onvifPort: sim.onvifPort })}\n`);
}

run().catch((failure: unknown) => {
  process.stderr.write(`camera-sim: ${failure instanceof Error ? failure.message : String(failure)}\n`);
  process.exitCode = 1;
});
