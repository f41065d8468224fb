/** RTSP paths by manufacturer for cameras added by hand. Source: docs of the makers as collected in the video reference notes. */

export interface UrlTemplate {
  readonly id: string;
  readonly label: string;
  readonly port: number;
  main(channel: number): string;
  sub(channel: number): string | null;
}

const hikvisionPath = (channel: number, stream: number): string => `/Streaming/Channels/${String(channel)}0${String(stream)}`;
const dahuaPath = (channel: number, subtype: number): string => `/cam/realmonitor?channel=${String(channel)}&subtype=${String(subtype)}`;
const two = (channel: number): string => String(channel).padStart(2, '0');

export const urlTemplates: readonly UrlTemplate[] = [
  {
    id: 'hikvision',
    label: 'Hikvision, HiLook, Annke',
    port: 554,
    main: (channel) => hikvisionPath(channel, 1),
    sub: (channel) => hikvisionPath(channel, 2),
  },
  {
    id: 'dahua',
    label: 'Dahua, KBVision, Amcrest',
    port: 554,
    main: (channel) => dahuaPath(channel, 0),
    sub: (channel) => dahuaPath(channel, 1),
  },
  {
    id: 'axis',
    label: 'Axis',
    port: 554,
    main: (channel) => `/axis-media/media.amp?camera=${String(channel)}`,
    sub: (channel) => `/axis-media/media.amp?camera=${String(channel)}&resolution=640x360`,
  },
  {
    id: 'reolink',
    label: 'Reolink',
    port: 554,
    main: (channel) => `/h264Preview_${two(channel)}_main`,
    sub: (channel) => `/h264Preview_${two(channel)}_sub`,
  },
];

const HOST = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?|\[[0-9a-f:.]+\])$/iu;

/** The two addresses for a device, or `null` when the host could not be part of an address. */
export function urlsFromTemplate(
  template: UrlTemplate,
  device: { readonly host: string; readonly port: number; readonly channel: number },
): { readonly mainUrl: string; readonly subUrl: string | null } | null {
  const host = device.host.trim();
  if (!HOST.test(host)) return null;
  const base = `rtsp://${host}${device.port === 554 ? '' : `:${String(device.port)}`}`;
  const sub = template.sub(device.channel);
  return { mainUrl: base + template.main(device.channel), subUrl: sub === null ? null : base + sub };
}
