/** Device service, ONVIF Core §8: who it is, what it offers, what its clock says. */
import type { Call, Service } from './call.ts';
import { SoapFault, spaces } from './soap.ts';
import { childOf, escapeXml } from './xml.ts';

/** `name` → path after `/cam/N/onvif/`. */
const services = [
  { name: 'Device', space: spaces.tds, path: 'device_service', version: [21, 6] },
  { name: 'Media', space: spaces.trt, path: 'media_service', version: [2, 60] },
  { name: 'Media2', space: spaces.tr2, path: 'media2_service', version: [21, 6] },
  { name: 'Events', space: spaces.tev, path: 'event_service', version: [21, 6] },
  { name: 'Imaging', space: spaces.timg, path: 'imaging_service', version: [21, 6] },
  { name: 'PTZ', space: spaces.tptz, path: 'ptz_service', version: [21, 6] },
] as const;

const offered = (call: Call): readonly (typeof services)[number][] =>
  services.filter(({ name }) => name !== 'PTZ' || call.device.mount !== 'fixed');
const addressOf = (call: Call, path: string): string => escapeXml(`${call.base}/onvif/${path}`);

export const deviceService: Service = new Map([
  ['GetSystemDateAndTime', systemDateAndTime],
  ['GetDeviceInformation', deviceInformation],
  ['GetServices', getServices],
  ['GetCapabilities', getCapabilities],
  [
    'GetServiceCapabilities',
    () =>
      '<tds:GetServiceCapabilitiesResponse><tds:Capabilities><tds:Network/><tds:Security HttpDigest="true" UsernameToken="true"/><tds:System/></tds:Capabilities></tds:GetServiceCapabilitiesResponse>',
  ],
  ['GetScopes', getScopes],
  ['GetNetworkInterfaces', networkInterfaces],
  [
    'GetHostname',
    (call) =>
      `<tds:GetHostnameResponse><tds:HostnameInformation><tt:FromDHCP>false</tt:FromDHCP><tt:Name>cam-${String(call.device.camera.number)}</tt:Name></tds:HostnameInformation></tds:GetHostnameResponse>`,
  ],
  ['GetUsers', getUsers],
]);

/** Read before anybody signs in, ONVIF Core §5.9.4.3. */
export const beforeSignIn: ReadonlySet<string> = new Set([
  'GetSystemDateAndTime',
  'GetServices',
  'GetCapabilities',
  'GetServiceCapabilities',
  'GetHostname',
]);

function systemDateAndTime({ clock }: Call): string {
  const at = new Date(clock);
  const time = `<tt:Time><tt:Hour>${String(at.getUTCHours())}</tt:Hour><tt:Minute>${String(at.getUTCMinutes())}</tt:Minute><tt:Second>${String(at.getUTCSeconds())}</tt:Second></tt:Time>`;
  const date = `<tt:Date><tt:Year>${String(at.getUTCFullYear())}</tt:Year><tt:Month>${String(at.getUTCMonth() + 1)}</tt:Month><tt:Day>${String(at.getUTCDate())}</tt:Day></tt:Date>`;
  return `<tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime><tt:DateTimeType>NTP</tt:DateTimeType><tt:DaylightSavings>false</tt:DaylightSavings><tt:TimeZone><tt:TZ>ICT-7</tt:TZ></tt:TimeZone><tt:UTCDateTime>${time}${date}</tt:UTCDateTime></tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse>`;
}

/** Stable per camera, so that discovery and identity agree. */
export function macOf(camera: number): string {
  const hex = camera.toString(16).padStart(6, '0');
  return `02:00:5e:${hex.slice(0, 2)}:${hex.slice(2, 4)}:${hex.slice(4)}`;
}

function modelOf({ device }: Call): string {
  return { fixed: 'SIM-200', plain: 'SIM-400P', full: 'SIM-800PTZ' }[device.mount];
}

function deviceInformation(call: Call): string {
  const serial = `SIM${String(call.device.camera.number).padStart(6, '0')}`;
  return `<tds:GetDeviceInformationResponse><tds:Manufacturer>Camera simulator</tds:Manufacturer><tds:Model>${modelOf(call)}</tds:Model><tds:FirmwareVersion>1.4.2 build 260131</tds:FirmwareVersion><tds:SerialNumber>${serial}</tds:SerialNumber><tds:HardwareId>${modelOf(call)}-r1</tds:HardwareId></tds:GetDeviceInformationResponse>`;
}

function getServices(call: Call): string {
  const list = offered(call).map(
    ({ space, path, version: [major, minor] }) =>
      `<tds:Service><tds:Namespace>${space}</tds:Namespace><tds:XAddr>${addressOf(call, path)}</tds:XAddr><tds:Version><tt:Major>${String(major)}</tt:Major><tt:Minor>${String(minor)}</tt:Minor></tds:Version></tds:Service>`,
  );
  return `<tds:GetServicesResponse>${list.join('')}</tds:GetServicesResponse>`;
}

/** Media2 has no place in this older answer. */
function getCapabilities(call: Call): string {
  const inside: Readonly<Record<string, string>> = {
    Events:
      '<tt:WSSubscriptionPolicySupport>false</tt:WSSubscriptionPolicySupport><tt:WSPullPointSupport>true</tt:WSPullPointSupport><tt:WSPausableSubscriptionManagerInterfaceSupport>false</tt:WSPausableSubscriptionManagerInterfaceSupport>',
    Media:
      '<tt:StreamingCapabilities><tt:RTPMulticast>false</tt:RTPMulticast><tt:RTP_TCP>true</tt:RTP_TCP><tt:RTP_RTSP_TCP>true</tt:RTP_RTSP_TCP></tt:StreamingCapabilities>',
  };
  const list = offered(call)
    .filter(({ name }) => name !== 'Media2')
    .map(({ name, path }) => `<tt:${name}><tt:XAddr>${addressOf(call, path)}</tt:XAddr>${inside[name] ?? ''}</tt:${name}>`);
  return `<tds:GetCapabilitiesResponse><tds:Capabilities>${list.join('')}</tds:Capabilities></tds:GetCapabilitiesResponse>`;
}

/** What discovery and `GetScopes` tell alike. */
export function scopesOf(number: number, name: string, ptz: boolean): readonly string[] {
  const words = [
    'type/video_encoder',
    ...(ptz ? ['type/ptz'] : []),
    'Profile/Streaming',
    'Profile/T',
    `hardware/${ptz ? 'SIM-PTZ' : 'SIM-200'}`,
  ];
  return [...words, `name/${encodeURIComponent(name)}`, `location/${encodeURIComponent(`cam-${String(number)}`)}`].map(
    (word) => `onvif://www.onvif.org/${word}`,
  );
}

function getScopes({ device }: Call): string {
  const list = scopesOf(device.camera.number, device.camera.name, device.mount !== 'fixed').map(
    (scope) => `<tds:Scopes><tt:ScopeDef>Fixed</tt:ScopeDef><tt:ScopeItem>${escapeXml(scope)}</tt:ScopeItem></tds:Scopes>`,
  );
  return `<tds:GetScopesResponse>${list.join('')}</tds:GetScopesResponse>`;
}

function networkInterfaces({ device }: Call): string {
  const mac = macOf(device.camera.number);
  return `<tds:GetNetworkInterfacesResponse><tds:NetworkInterfaces token="eth0"><tt:Enabled>true</tt:Enabled><tt:Info><tt:Name>eth0</tt:Name><tt:HwAddress>${mac}</tt:HwAddress><tt:MTU>1500</tt:MTU></tt:Info><tt:IPv4><tt:Enabled>true</tt:Enabled><tt:Config><tt:Manual><tt:Address>127.0.0.1</tt:Address><tt:PrefixLength>8</tt:PrefixLength></tt:Manual><tt:DHCP>false</tt:DHCP></tt:Config></tt:IPv4></tds:NetworkInterfaces></tds:GetNetworkInterfacesResponse>`;
}

function getUsers({ device, request }: Call): string {
  if (childOf(request, 'Password') !== undefined) throw new SoapFault('ArgsOutOfRange', 'unexpected argument');
  const name = device.auth === null || device.auth.kind === 'none' ? 'admin' : device.auth.username;
  return `<tds:GetUsersResponse><tds:User><tt:Username>${escapeXml(name)}</tt:Username><tt:UserLevel>Administrator</tt:UserLevel></tds:User></tds:GetUsersResponse>`;
}
