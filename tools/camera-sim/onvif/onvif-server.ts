/**
 * The web services of all cameras on one port, a camera by its path: `/cam/3/onvif/device_service`. Faults are looked
 * up for every request. `/onvif/device_service` is camera 1, for clients that know no other path.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Disposable } from '../../../src-main/base/disposable.ts';
import type { CameraBank } from '../camera-bank.ts';
import type { FaultBoard } from '../faults.ts';
import type { Gatekeeper } from '../rtsp/digest.ts';
import type { Call, Service } from './call.ts';
import { beforeSignIn, deviceService } from './device-answers.ts';
import { eventService } from './event-answers.ts';
import { imagingService } from './imaging-answers.ts';
import { media2Service, mediaService } from './media-answers.ts';
import type { OnvifCamera } from './onvif-camera.ts';
import type { Devices } from './devices.ts';
import { judgeOnvif } from './onvif-gate.ts';
import { ptzService } from './ptz-answers.ts';
import { envelope, faultEnvelope, soap11Fault, SoapFault } from './soap.ts';
import { BadXml, childOf, parseXml, type Element } from './xml.ts';

export interface OnvifParts {
  readonly bank: CameraBank;
  readonly devices: Devices;
  readonly faults: FaultBoard;
  readonly gatekeeper: Gatekeeper;
  readonly rtspUrl: (camera: number, profile: string) => string;
  /** Monotonic milliseconds. */
  readonly now: () => number;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string | Buffer;
  readonly challenge?: string;
}

const services: Readonly<Record<string, Service>> = {
  device_service: deviceService,
  media_service: mediaService,
  media2_service: media2Service,
  ptz_service: ptzService,
  imaging_service: imagingService,
  event_service: eventService,
};
const maxBody = 262_144;
const soapType = 'application/soap+xml; charset=utf-8';

export class OnvifServer implements Disposable {
  readonly #parts: OnvifParts;
  readonly #server = createServer((request, response) => {
    this.#serve(request, response).catch(() => response.destroy());
  });

  constructor(parts: OnvifParts) {
    this.#parts = parts;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port; // asked only once it listens
  }

  /** On loopback; 0 takes a free port. Rejects when it is taken. */
  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', resolve);
    });
  }

  /** The address discovery tells of a camera. */
  address(camera: number): string {
    return `http://127.0.0.1:${String(this.port)}/cam/${String(camera)}/onvif/device_service`;
  }

  dispose(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname.replace(/^\/onvif\//u, '/cam/1/onvif/');
    const found = /^\/cam\/(\d+)\/(?:onvif\/(\w+)(?:\/(\w+))?|(snapshot\.jpg))$/u.exec(path);
    const device = this.#parts.devices.of(Number(found?.[1] ?? 0));
    if (found === null || device === undefined) {
      response.writeHead(404).end();
      return;
    }
    const camera = device.camera.number;
    const admission = this.#parts.bank.admission(camera);
    if (admission === 'ignore') return;
    if (admission === 'refuse') {
      request.socket.resetAndDestroy();
      return;
    }
    const source = await readBody(request);
    if (source === null) {
      response.writeHead(413).end();
      return;
    }
    if (found[4] !== undefined) await this.#deliver(camera, 'snapshot', response, () => Promise.resolve(this.#picture(device, request)));
    else {
      const asked = readEnvelope(source);
      const action = asked?.request.name ?? '';
      await this.#deliver(camera, action, response, () => this.#answer(device, request, services[found[2] ?? ''], found[3] ?? '', asked));
    }
  }

  async #deliver(camera: number, action: string, response: ServerResponse, answer: () => Promise<Answer>): Promise<void> {
    const { faults } = this.#parts;
    const meant = (only: string | undefined): boolean => only === undefined || only === action;
    const late = faults.get(camera, 'soap-late');
    const isLate = late !== undefined && meant(late.action);
    const reset = faults.get(camera, 'soap-reset');
    if (isLate && late.before) await pause(late.seconds * 1000);
    if (reset !== undefined && meant(reset.action)) {
      // The command may have gone through before the connection broke; the client cannot know.
      if (reset.after) await answer();
      response.socket?.resetAndDestroy();
      return;
    }
    const refusal = faults.get(camera, 'soap-refuse');
    const given =
      refusal !== undefined && meant(refusal.action)
        ? { status: 400, type: 'text/xml; charset=utf-8', body: soap11Fault(`${action} failed`) }
        : await answer();
    if (isLate && !late.before) await pause(late.seconds * 1000);
    await this.#write(camera, response, given);
  }

  async #write(camera: number, response: ServerResponse, { status, type, body, challenge }: Answer): Promise<void> {
    const { faults } = this.#parts;
    response.writeHead(status, { 'content-type': type, ...(challenge === undefined ? {} : { 'www-authenticate': challenge }) });
    const slow = faults.get(camera, 'soap-slow');
    const huge = faults.get(camera, 'soap-huge');
    if (huge !== undefined) {
      const filler = Buffer.alloc(1_048_576, ' ');
      for (let sent = 0; sent < huge.megabytes && !response.destroyed; sent += 1)
        if (!response.write(filler)) await new Promise((resolve) => response.once('drain', resolve).once('close', resolve));
    }
    if (slow !== undefined) {
      for (const byte of Buffer.from(body)) {
        if (response.destroyed) return;
        response.write(Buffer.of(byte));
        await pause(1000 / slow.bytesPerSecond);
      }
    } else response.write(body);
    response.end();
  }

  #picture(device: OnvifCamera, request: IncomingMessage): Answer {
    const { bank, gatekeeper } = this.#parts;
    // Pictures are plain HTTP: a token has no place there, so such a device asks for Digest.
    const auth = this.#parts.devices.authOf(device);
    if (auth.kind !== 'none') {
      const digest = {
        kind: 'digest',
        username: auth.username,
        password: auth.password,
        qop: true,
        nonceSeconds: 3600,
        algorithm: auth.algorithm,
      } as const;
      const verdict = gatekeeper.judge(digest, 'GET', request.url ?? '', request.headers.authorization);
      if (verdict.kind === 'challenge') return { status: 401, type: 'text/plain', body: '', challenge: verdict.header };
    }
    return { status: 200, type: 'image/jpeg', body: bank.picture(device.camera) };
  }

  async #answer(
    device: OnvifCamera,
    request: IncomingMessage,
    service: Service | undefined,
    rest: string,
    asked: Asked | null,
  ): Promise<Answer> {
    const { devices, faults, gatekeeper } = this.#parts;
    const camera = device.camera.number;
    const style = faults.get(camera, 'soap-prefix')?.style ?? 'usual';
    const failed = (fault: SoapFault): Answer => ({ status: fault.status, type: soapType, body: faultEnvelope(fault, style) });
    if (asked === null) return failed(new SoapFault('WellFormed', 'not a SOAP request'));
    if (!beforeSignIn.has(asked.request.name)) {
      const credentials = { uri: request.url ?? '', authorization: request.headers.authorization, header: asked.header };
      const verdict = judgeOnvif(devices.authOf(device), device, credentials, gatekeeper, devices.clockOf(camera));
      if (verdict.kind === 'challenge') return { status: 401, type: 'text/plain', body: '', challenge: verdict.header };
      if (verdict.kind === 'refused') return failed(new SoapFault('NotAuthorized', verdict.reason));
    }
    const answering = service?.get(asked.request.name);
    try {
      if (answering === undefined)
        throw new SoapFault('ActionNotSupported', 'Optional Action Not Implemented', { sender: false, status: 500 });
      return { status: 200, type: soapType, body: envelope(await answering(this.#call(device, asked.request, rest)), style) };
    } catch (failure) {
      if (failure instanceof SoapFault) return failed(failure);
      throw failure;
    }
  }

  #call(device: OnvifCamera, request: Element, rest: string): Call {
    const { bank, devices, faults, now, rtspUrl } = this.#parts;
    const camera = device.camera.number;
    const nat = faults.get(camera, 'onvif-nat')?.host;
    return {
      device,
      request,
      rest,
      base: `http://${nat ?? '127.0.0.1'}:${String(this.port)}/cam/${String(camera)}`,
      streamUrl: (profile) => (nat === undefined ? rtspUrl(camera, profile) : rtspUrl(camera, profile).replace('127.0.0.1', nat)),
      now: now(),
      clock: devices.clockOf(camera),
      faults,
      bank,
      pullPoints: devices.pullPoints,
    };
  }
}

interface Asked {
  readonly header: Element | undefined;
  readonly request: Element;
}

function readEnvelope(source: string): Asked | null {
  try {
    const root = parseXml(source);
    const request = childOf(root, 'Body')?.children[0];
    return root.name === 'Envelope' && request !== undefined ? { header: childOf(root, 'Header'), request } : null;
  } catch (failure) {
    if (failure instanceof BadXml) return null;
    throw failure;
  }
}

/** `null` when it is too long. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let size = 0;
  // prettier-ignore
  for await (const part of request as AsyncIterable<Buffer>) { // an HTTP body without encoding yields Buffers
    size += part.length;
    if (size > maxBody) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
