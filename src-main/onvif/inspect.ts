/** Everything the inventory wants to know of one device, asked in the order that tells most with the fewest logins. */
import { deviceFactsSchema, type DeviceFacts, type MediaProfile } from '../../src-contract/model/device.ts';
import type { Credentials } from '../base/challenge.ts';
import { isFactoryLogin } from './factory-logins.ts';
import { readMedia1Profiles, readMedia2Profiles, type BareProfile } from './media-profiles.ts';
import type { OnvifConnection } from './onvif-connection.ts';
import { OnvifFailure } from './onvif-failure.ts';
import { quirksOf } from './quirks.ts';
import { readScopes } from './scopes.ts';
import { findServices, type ServicePlaces } from './service-places.ts';
import { escapeXml } from './soap.ts';
import { channelsOf } from './stream-roles.ts';
import { repairedStreamUri } from './stream-uri.ts';
import { child, childrenOf, plainLine, textAt } from './xml-reading.ts';
import type { XmlElement } from './xml.ts';

const device = 'http://www.onvif.org/ver10/device/wsdl';
const media1 = 'http://www.onvif.org/ver10/media/wsdl';
const media2 = 'http://www.onvif.org/ver20/media/wsdl';
const schema = 'http://www.onvif.org/ver10/schema';

/** One channel of a recorder has two or three; asking for more would take minutes. */
const maxStreams = 64;

export interface Inspection {
  readonly connection: OnvifConnection;
  readonly credentials: Credentials | null;
  /** Asks without a login; tells whether anybody gets an answer. */
  readonly anonymous: OnvifConnection;
}

/** Rejects with `OnvifFailure` where the device cannot be asked at all; what it only lacks is left empty. */
export async function inspectDevice({ connection, credentials, anonymous }: Inspection): Promise<DeviceFacts> {
  const clock = await connection.syncClock();
  const places = await findServices(connection);
  const information = await orNull(ask(connection, connection.deviceUrl, device, 'GetDeviceInformation'));
  const [manufacturer, model] = [plainLine(textAt(information, 'Manufacturer')), plainLine(textAt(information, 'Model'))];
  const quirks = quirksOf(manufacturer, model);
  const scopes = readScopes(
    childrenOf(await orNull(ask(connection, connection.deviceUrl, device, 'GetScopes')), 'Scopes').flatMap(
      (scope) => textAt(scope, 'ScopeItem') ?? [],
    ),
  );
  const { media, profiles } = await readProfiles(connection, places, quirks.effects.media1Only === true);
  const open = await answersAnybody(anonymous, places);
  return deviceFactsSchema.parse({
    address: connection.deviceUrl.href,
    manufacturer,
    model: model === '' ? scopes.hardware : model,
    firmware: plainLine(textAt(information, 'FirmwareVersion')),
    serial: plainLine(textAt(information, 'SerialNumber')),
    mac: macOf(await orNull(ask(connection, connection.deviceUrl, device, 'GetNetworkInterfaces'))),
    name: scopes.name,
    location: scopes.location,
    profiles: scopes.profiles,
    clock: clock === null ? null : { offsetMs: clock.offsetMs, uncertaintyMs: clock.uncertaintyMs, setBy: clock.setBy },
    media,
    has: {
      ptz: places.ptz !== undefined,
      events: places.events !== undefined,
      imaging: places.imaging !== undefined,
      recordings: places.recording !== undefined && places.search !== undefined && places.replay !== undefined,
    },
    security: {
      tls: connection.deviceUrl.protocol === 'https:',
      signIn: connection.signInWay,
      open,
      factoryPassword: isFactoryLogin(credentials),
    },
    channels: channelsOf(profiles).slice(0, 64),
    quirks: quirks.names,
  });
}

function ask(connection: OnvifConnection, url: URL, namespace: string, operation: string, inner = ''): Promise<XmlElement | null> {
  return connection.call(url, { action: `${namespace}/${operation}`, body: `<${operation} xmlns="${namespace}">${inner}</${operation}>` });
}

/** For what a device may lack. A login that is refused, or a device that is gone, is another matter. */
async function orNull(answer: Promise<XmlElement | null>): Promise<XmlElement | null> {
  try {
    return await answer;
  } catch (failure) {
    if (failure instanceof OnvifFailure && ['unsupported', 'fault', 'forbidden'].includes(failure.problem)) return null;
    throw failure;
  }
}

export interface Profiles {
  readonly media: 'media2' | 'media1';
  readonly profiles: readonly MediaProfile[];
}

/** Media2 first: H.265 stands only there. Rejects as `OnvifConnection.call`. */
export async function readProfiles(connection: OnvifConnection, places: ServicePlaces, media1Only: boolean): Promise<Profiles> {
  const { media2: second, media1: first } = places;
  if (second !== undefined && !media1Only) {
    const bare = readMedia2Profiles(await orNull(ask(connection, second, media2, 'GetProfiles', '<Type>All</Type>')));
    const wanted = (token: string): Promise<XmlElement | null> =>
      ask(connection, second, media2, 'GetStreamUri', `<Protocol>RTSP</Protocol><ProfileToken>${escapeXml(token)}</ProfileToken>`);
    if (bare.length > 0) return { media: 'media2', profiles: await withStreams(connection, bare, wanted, ['Uri']) };
  }
  if (first === undefined) return { media: 'media1', profiles: [] };
  const bare = readMedia1Profiles(await orNull(ask(connection, first, media1, 'GetProfiles')));
  const setup = `<StreamSetup><Stream xmlns="${schema}">RTP-Unicast</Stream><Transport xmlns="${schema}"><Protocol>RTSP</Protocol></Transport></StreamSetup>`;
  const wanted = (token: string): Promise<XmlElement | null> =>
    ask(connection, first, media1, 'GetStreamUri', `${setup}<ProfileToken>${escapeXml(token)}</ProfileToken>`);
  return { media: 'media1', profiles: await withStreams(connection, bare, wanted, ['MediaUri', 'Uri']) };
}

/** One after the other: small devices answer one question at a time. */
async function withStreams(
  connection: OnvifConnection,
  bare: readonly BareProfile[],
  wanted: (token: string) => Promise<XmlElement | null>,
  path: readonly string[],
): Promise<readonly MediaProfile[]> {
  const reachedHost = connection.deviceUrl.hostname.replace(/^\[|\]$/gu, '');
  const profiles: MediaProfile[] = [];
  for (const profile of bare.slice(0, maxStreams)) {
    const given = textAt(await orNull(wanted(profile.token)), ...path);
    profiles.push({ ...profile, streamUri: given === null ? null : repairedStreamUri(given, reachedHost) });
  }
  return profiles;
}

/** The specification wants a login for profiles; a device that gives them to anybody gives its pictures to anybody, too. */
async function answersAnybody(anonymous: OnvifConnection, { media1: first, media2: second }: ServicePlaces): Promise<boolean> {
  const [url, namespace] = first === undefined ? [second, media2] : [first, media1];
  if (url === undefined) return false;
  try {
    const answer = await ask(anonymous, url, namespace, 'GetProfiles');
    return child(answer, 'Profiles') !== null;
  } catch (failure) {
    if (failure instanceof OnvifFailure) return false;
    throw failure;
  }
}

function macOf(response: XmlElement | null): string | null {
  const found = childrenOf(response, 'NetworkInterfaces').map((each) => textAt(each, 'Info', 'HwAddress') ?? '');
  const digits = found
    .map((text) => text.replaceAll(/[^0-9a-f]/giu, '').toUpperCase())
    .find((text) => /^(?!0{12})[0-9A-F]{12}$/u.test(text));
  return digits?.match(/../gu)?.join(':') ?? null;
}
