/** Where a device keeps its services. Pure, but for the asking at the end. */
import type { OnvifConnection } from './onvif-connection.ts';
import { OnvifFailure } from './onvif-failure.ts';
import { reachedUrl } from './reached-url.ts';
import { child, childrenOf, textAt } from './xml-reading.ts';
import type { XmlElement } from './xml.ts';

const namespaces = {
  device: 'http://www.onvif.org/ver10/device/wsdl',
  media1: 'http://www.onvif.org/ver10/media/wsdl',
  media2: 'http://www.onvif.org/ver20/media/wsdl',
  ptz: 'http://www.onvif.org/ver20/ptz/wsdl',
  imaging: 'http://www.onvif.org/ver20/imaging/wsdl',
  events: 'http://www.onvif.org/ver10/events/wsdl',
  recording: 'http://www.onvif.org/ver10/recording/wsdl',
  search: 'http://www.onvif.org/ver10/search/wsdl',
  replay: 'http://www.onvif.org/ver10/replay/wsdl',
} as const;
export type ServiceName = keyof typeof namespaces;
const names = Object.keys(namespaces) as ServiceName[]; // the object's own names

/** Reachable from here; a service the device does not have is absent. */
export type ServicePlaces = Partial<Readonly<Record<ServiceName, URL>>>;

export function placesOfServices(response: XmlElement | null, reached: URL): ServicePlaces {
  const places: Partial<Record<ServiceName, URL>> = {};
  for (const service of childrenOf(response, 'Service').slice(0, 100)) {
    const name = names.find((each) => namespaces[each] === textAt(service, 'Namespace'));
    const url = reachedUrl(textAt(service, 'XAddr') ?? '', reached);
    if (name !== undefined && url !== null) places[name] = url;
  }
  return places;
}

const capabilityNames: readonly (readonly [ServiceName, readonly string[]])[] = [
  ['device', ['Device']],
  ['media1', ['Media']],
  ['ptz', ['PTZ']],
  ['imaging', ['Imaging']],
  ['events', ['Events']],
  ['recording', ['Extension', 'Recording']],
  ['search', ['Extension', 'Search']],
  ['replay', ['Extension', 'Replay']],
];

/** Of devices from before GetServices. */
export function placesOfCapabilities(response: XmlElement | null, reached: URL): ServicePlaces {
  const places: Partial<Record<ServiceName, URL>> = {};
  for (const [name, path] of capabilityNames) {
    const given = textAt(child(response, 'Capabilities'), ...path, 'XAddr');
    const url = given === null ? null : reachedUrl(given, reached);
    if (url !== null) places[name] = url;
  }
  return places;
}

/** Rejects as `OnvifConnection.call` where the device tells neither way. */
export async function findServices(connection: OnvifConnection): Promise<ServicePlaces> {
  const { deviceUrl } = connection;
  const device = namespaces.device;
  try {
    const body = `<GetServices xmlns="${device}"><IncludeCapability>false</IncludeCapability></GetServices>`;
    const places = placesOfServices(await connection.call(deviceUrl, { action: `${device}/GetServices`, body }), deviceUrl);
    if (places.media1 !== undefined || places.media2 !== undefined) return places;
  } catch (failure) {
    if (!(failure instanceof OnvifFailure) || (failure.problem !== 'unsupported' && failure.problem !== 'fault')) throw failure;
  }
  const body = `<GetCapabilities xmlns="${device}"><Category>All</Category></GetCapabilities>`;
  return placesOfCapabilities(await connection.call(deviceUrl, { action: `${device}/GetCapabilities`, body }), deviceUrl);
}
