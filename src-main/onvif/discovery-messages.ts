/** WS-Discovery (April 2005) as ONVIF uses it: what is asked, and what may come back over UDP from anybody. Pure. */
import { foundDeviceSchema, type FoundDevice } from '../../src-contract/model/device.ts';
import { readScopes } from './scopes.ts';
import { escapeXml } from './soap.ts';
import { child, childrenOf, plainLine, textAt } from './xml-reading.ts';
import { parseXml, XmlRefused, type XmlElement } from './xml.ts';

/** Cameras answer to one, some recorders only to the other. */
export const probeTypes = [
  { name: 'dn:NetworkVideoTransmitter', prefix: 'dn', namespace: 'http://www.onvif.org/ver10/network/wsdl' },
  { name: 'tds:Device', prefix: 'tds', namespace: 'http://www.onvif.org/ver10/device/wsdl' },
] as const;
export type ProbeType = (typeof probeTypes)[number];

export function writeProbe(messageId: string, { name, prefix, namespace }: ProbeType): string {
  const addressing = 'http://schemas.xmlsoap.org/ws/2004/08/addressing';
  const discovery = 'http://schemas.xmlsoap.org/ws/2005/04/discovery';
  return (
    `<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="${addressing}" xmlns:d="${discovery}" xmlns:${prefix}="${namespace}">` +
    `<s:Header><a:MessageID>${escapeXml(messageId)}</a:MessageID><a:To>urn:schemas-xmlsoap-org:ws:2005:04:discovery</a:To><a:Action>${discovery}/Probe</a:Action></s:Header>` +
    `<s:Body><d:Probe><d:Types>${name}</d:Types></d:Probe></s:Body></s:Envelope>`
  );
}

export type DiscoveryMessage =
  /** Answers to a probe, or devices that just came. `relatesTo`: the probe's id; `null` for a Hello. */
  | { readonly kind: 'here'; readonly relatesTo: string | null; readonly devices: readonly FoundDevice[] }
  | { readonly kind: 'gone'; readonly ids: readonly string[] };

const maxDatagramChars = 65_535;
const maxDevicesInOne = 32;

/** `null` for anything that is no such message; never throws. `from`: the IP address it came from. */
export function readDiscovery(text: string, from: string): DiscoveryMessage | null {
  const root = rootOf(text);
  const body = root?.name === 'Envelope' ? child(root, 'Body') : null;
  const content = body?.children[0];
  if (content === undefined) return null;
  switch (content.name) {
    case 'ProbeMatches':
      return {
        kind: 'here',
        relatesTo: textAt(child(root, 'Header'), 'RelatesTo') ?? '',
        devices: devicesIn(childrenOf(content, 'ProbeMatch'), from),
      };
    case 'Hello':
      return { kind: 'here', relatesTo: null, devices: devicesIn([content], from) };
    case 'Bye': {
      const id = idOf(content);
      return id === '' ? null : { kind: 'gone', ids: [id] };
    }
    default:
      return null;
  }
}

function rootOf(text: string): XmlElement | null {
  if (text.length > maxDatagramChars) return null;
  try {
    return parseXml(text);
  } catch (failure) {
    if (failure instanceof XmlRefused) return null;
    throw failure;
  }
}

const idOf = (element: XmlElement): string => plainLine(textAt(element, 'EndpointReference', 'Address'));

function devicesIn(matches: readonly XmlElement[], from: string): readonly FoundDevice[] {
  return matches.slice(0, maxDevicesInOne).flatMap((match) => {
    // A Hello comes from everything that speaks WS-Discovery, printers too.
    if (!/(?:^|[\s:])(?:NetworkVideoTransmitter|Device)(?:\s|$)/u.test(textAt(match, 'Types') ?? '')) return [];
    const address = bestAddress((textAt(match, 'XAddrs') ?? '').split(/\s+/u), from);
    if (address === null) return [];
    const { name, hardware, location, profiles } = readScopes((textAt(match, 'Scopes') ?? '').split(/\s+/u));
    const parsed = foundDeviceSchema.safeParse({ id: idOf(match) || address, address, name, hardware, location, profiles });
    return parsed.success ? [parsed.data] : [];
  });
}

/** The announced address on the host the answer came from; where none is, the first, moved to that host: it is where the device can be reached. */
export function bestAddress(announced: readonly string[], from: string): string | null {
  const urls = announced
    .slice(0, 16)
    .flatMap((text) => (/^https?:\/\//iu.test(text) && text.length <= 400 && URL.canParse(text) ? [new URL(text)] : []));
  const own = urls.filter(({ hostname }) => hostname === from);
  const chosen = own.find(({ protocol }) => protocol === 'http:') ?? own[0] ?? urls[0];
  if (chosen === undefined) return null;
  chosen.username = '';
  chosen.password = '';
  chosen.hostname = from;
  return chosen.href;
}
