/** The loopback HTTP API of the simulator; README.md documents it for people. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import type { Disposable } from '../../src-main/base/disposable.ts';
import type { CameraBank } from './camera-bank.ts';
import { profiles } from './cameras.ts';
import { FaultRefused, type FaultSwitch } from './fault-switch.ts';
import type { Devices } from './onvif/devices.ts';
import { eventTopics } from './onvif/onvif-camera.ts';
import { faultKinds, faultSchema, faultTargetSchema } from './faults.ts';
import type { FrameLog } from './frame-log.ts';
import type { SimStatus } from './sim-status.ts';

export interface ApiParts {
  readonly bank: CameraBank;
  readonly devices: Devices;
  readonly faults: FaultSwitch;
  readonly frameLog: FrameLog;
  readonly status: () => SimStatus;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const maxBody = 16_384;
const credentials = { username: z.string().min(1).max(200), password: z.string().max(200) };
const authSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('basic'), ...credentials }),
  z.object({
    kind: z.literal('digest'),
    algorithm: z.enum(['MD5', 'SHA-256']).optional(),
    ...credentials,
    qop: z.boolean().default(true),
    nonceSeconds: z.number().positive().default(3600),
  }),
]);
const onvifAuthSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({
    kind: z.enum(['digest', 'token', 'either']),
    ...credentials,
    algorithm: z.enum(['MD5', 'SHA-256']).optional(),
    windowSeconds: z.number().positive().optional(),
  }),
]);
const eventSchema = z.object({ camera: z.int().min(1), topic: z.enum(eventTopics), active: z.boolean() });
const targetSchema = z.object({ camera: faultTargetSchema.default('all') });
const frameQuery = z.object({
  camera: z.coerce.number().int(),
  profile: z.enum(profiles).default('sub'),
  since: z.coerce.number().default(0),
});

/** Rejects when the port is taken. */
export async function startHttpApi(port: number, parts: ApiParts): Promise<Disposable & { readonly port: number }> {
  const server = createServer((request, response) => {
    respond(request, response, parts).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port, // a TCP listener always has one
    dispose() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function respond(request: IncomingMessage, response: ServerResponse, parts: ApiParts): Promise<void> {
  const answer = await route(request, parts).catch((failure: unknown): Answer => {
    if (failure instanceof FaultRefused) return { status: 409, body: { error: failure.message } };
    if (failure instanceof z.ZodError) return { status: 400, body: { error: z.prettifyError(failure) } };
    if (failure instanceof SyntaxError) return { status: 400, body: { error: 'the body is not JSON' } };
    throw failure;
  });
  response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
}

async function route(request: IncomingMessage, parts: ApiParts): Promise<Answer> {
  // A web page could reach loopback through a name of its own; it cannot forge this header.
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/u.test(request.headers.host ?? '')) return { status: 403, body: { error: 'loopback only' } };
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const auth = /^\/cameras\/(\d+)\/auth$/u.exec(url.pathname);
  if (auth !== null && request.method === 'PUT') return setAuth(Number(auth[1]), await readJson(request), parts);
  const onvifAuth = /^\/cameras\/(\d+)\/onvif-auth$/u.exec(url.pathname);
  if (onvifAuth !== null && request.method === 'PUT') return setOnvifAuth(Number(onvifAuth[1]), await readJson(request), parts);
  switch (`${request.method ?? ''} ${url.pathname}`) {
    case 'GET /cameras':
      return { status: 200, body: parts.bank.cameras };
    case 'GET /status':
      return { status: 200, body: parts.status() };
    case 'GET /faults':
      return { status: 200, body: parts.faults.list() };
    case 'POST /faults': {
      const body = await readJson(request);
      parts.faults.set(targetSchema.parse(body).camera, faultSchema.parse(body));
      return { status: 200, body: parts.faults.list() };
    }
    case 'DELETE /faults':
      return clearFaults(url.searchParams, parts);
    case 'GET /ptz': {
      const report = parts.devices.report(Number(url.searchParams.get('camera')));
      return report === undefined ? { status: 404, body: { error: 'no such camera' } } : { status: 200, body: report };
    }
    case 'POST /events': {
      const { camera, topic, active } = eventSchema.parse(await readJson(request));
      if (parts.bank.camera(camera) === undefined) return { status: 404, body: { error: 'no such camera' } };
      parts.devices.event(camera, topic, active);
      return { status: 200, body: {} };
    }
    case 'GET /frames': {
      const { camera, profile, since } = frameQuery.parse(Object.fromEntries(url.searchParams));
      return { status: 200, body: parts.frameLog.frames(camera, profile, since) };
    }
    default:
      return { status: 404, body: { error: 'no such resource' } };
  }
}

async function clearFaults(query: URLSearchParams, parts: ApiParts): Promise<Answer> {
  const camera = query.get('camera');
  const target = camera === null ? undefined : faultTargetSchema.parse(camera === 'all' ? camera : Number(camera));
  const named = query.get('kind');
  const kind = faultKinds.find((candidate) => candidate === named);
  if (named !== null && kind === undefined) return { status: 400, body: { error: `no such kind; there are ${faultKinds.join(', ')}` } };
  await parts.faults.clear(kind === undefined ? target : (target ?? 'all'), kind);
  return { status: 200, body: parts.faults.list() };
}

function setAuth(camera: number, body: unknown, parts: ApiParts): Answer {
  if (parts.bank.camera(camera) === undefined) return { status: 404, body: { error: 'no such camera' } };
  parts.bank.setAuth(camera, authSchema.parse(body));
  return { status: 200, body: {} };
}

function setOnvifAuth(camera: number, body: unknown, parts: ApiParts): Answer {
  const device = parts.devices.of(camera);
  if (device === undefined) return { status: 404, body: { error: 'no such camera' } };
  device.auth = onvifAuthSchema.parse(body);
  return { status: 200, body: {} };
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  let size = 0;
  // prettier-ignore
  for await (const part of request as AsyncIterable<Buffer>) { // an HTTP body without encoding yields Buffers
    size += part.length;
    if (size > maxBody) throw new SyntaxError('body too long');
    parts.push(part);
  }
  return JSON.parse(Buffer.concat(parts).toString('utf8'));
}
