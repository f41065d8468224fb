/**
 * WS-Discovery (2005/04) for the simulated devices: answers probes that reach this machine's loopback interface, by
 * multicast or straight. Nothing leaves the machine: it joins the group on 127.0.0.1 only and answers only loopback.
 */
import { randomUUID } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import type { Disposable } from '../../../src-main/base/disposable.ts';
import { macOf, scopesOf } from './device-answers.ts';
import type { OnvifCamera } from './onvif-camera.ts';
import { BadXml, childOf, escapeXml, parseXml, textAt } from './xml.ts';

const group = '239.255.255.250';
export const discoveryPort = 3702;

export interface Discoverable {
  readonly devices: readonly OnvifCamera[];
  readonly addressOf: (camera: number) => string;
  readonly isUp: (camera: number) => boolean;
}

/** Rejects when the port cannot be opened; without multicast on loopback it still answers probes sent straight to it. */
export async function answerProbes(port: number, shown: Discoverable): Promise<Disposable & { readonly port: number }> {
  const socket = createSocket({ type: 'udp4', reuseAddr: true });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    // A socket bound to 127.0.0.1 gets no multicast; the sender is checked instead.
    socket.bind(port, resolve);
  });
  try {
    socket.addMembership(group, '127.0.0.1');
    socket.setMulticastInterface('127.0.0.1');
    socket.setMulticastTTL(0);
  } catch {
    process.stderr.write('camera-sim: no multicast on loopback; discovery answers probes sent straight to it only\n');
  }
  socket.on('message', (bytes, from) => {
    if (from.address.startsWith('127.')) answer(socket, bytes, from, shown);
  });
  return {
    port: socket.address().port,
    dispose: () => {
      socket.close();
    },
  };
}

function answer(socket: Socket, bytes: Buffer, to: { readonly address: string; readonly port: number }, shown: Discoverable): void {
  const probe = readProbe(bytes);
  if (probe === null) return;
  for (const device of shown.devices) {
    const { number } = device.camera;
    if (shown.isUp(number)) socket.send(match(device, shown.addressOf(number), probe.messageId), to.port, to.address);
  }
}

/** `null` for anything that is no probe for video devices. */
function readProbe(bytes: Buffer): { readonly messageId: string } | null {
  try {
    const root = parseXml(bytes.toString('utf8'));
    const probe = childOf(root, 'Body', 'Probe');
    const types = textAt(probe, 'Types');
    if (probe === undefined || (types !== '' && !/(?:^|[\s:])(?:NetworkVideoTransmitter|Device)(?:\s|$)/u.test(types))) return null;
    return { messageId: textAt(root, 'Header', 'MessageID') };
  } catch (failure) {
    if (failure instanceof BadXml) return null;
    throw failure;
  }
}

function match({ camera, mount }: OnvifCamera, address: string, relatesTo: string): string {
  const id = `urn:uuid:4d454930-0000-1000-8000-${macOf(camera.number).replaceAll(':', '')}`;
  const scopes = scopesOf(camera.number, camera.name, mount !== 'fixed').join(' ');
  const header = `<a:MessageID>urn:uuid:${randomUUID()}</a:MessageID><a:RelatesTo>${escapeXml(relatesTo)}</a:RelatesTo><a:To>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:To><a:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/ProbeMatches</a:Action>`;
  const found = `<d:ProbeMatch><a:EndpointReference><a:Address>${id}</a:Address></a:EndpointReference><d:Types>dn:NetworkVideoTransmitter tds:Device</d:Types><d:Scopes>${escapeXml(scopes)}</d:Scopes><d:XAddrs>${escapeXml(address)}</d:XAddrs><d:MetadataVersion>1</d:MetadataVersion></d:ProbeMatch>`;
  return `<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery" xmlns:dn="http://www.onvif.org/ver10/network/wsdl" xmlns:tds="http://www.onvif.org/ver10/device/wsdl"><s:Header>${header}</s:Header><s:Body><d:ProbeMatches>${found}</d:ProbeMatches></s:Body></s:Envelope>`;
}
