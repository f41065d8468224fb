/** The devices a person is about to add, as plain values: what was read of each, and what of it becomes a camera. Pure. */
import type { Camera, CameraDraftInput, RtspTransport } from '../../../src-contract/model/camera.ts';
import type { CameraDevice, DeviceChannel, DeviceFacts } from '../../../src-contract/model/device.ts';
import { keptDevice, streamOf } from '../../lib/device-profiles.ts';

export interface Login {
  readonly username: string;
  readonly password: string;
}

export type Reading =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'running' }
  | { readonly kind: 'failed'; readonly thrown: unknown }
  | { readonly kind: 'read'; readonly facts: DeviceFacts };

export type Preview =
  | { readonly kind: 'none' }
  | { readonly kind: 'running' }
  | { readonly kind: 'picture'; readonly url: string | null }
  | { readonly kind: 'failed'; readonly thrown: unknown };

export type Outcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'added'; readonly id: string; readonly number: number }
  | { readonly kind: 'failed'; readonly thrown: unknown };

/** One camera to be. */
export interface ChannelRow {
  readonly key: string;
  readonly channel: DeviceChannel;
  readonly chosen: boolean;
  readonly name: string;
  readonly number: number | null;
  readonly area: string;
  /** Tokens. */
  readonly main: string | null;
  readonly sub: string | null;
  readonly preview: Preview;
  readonly outcome: Outcome;
}

export interface DeviceRow {
  readonly key: string;
  readonly address: string;
  /** As it called itself when it was found. */
  readonly label: string;
  /** Another login than the common one. */
  readonly own: Login | null;
  readonly trusted: string | null;
  readonly reading: Reading;
  readonly channels: readonly ChannelRow[];
}

export function newRow(key: string, address: string, label: string): DeviceRow {
  return { key, address, label, own: null, trusted: null, reading: { kind: 'waiting' }, channels: [] };
}

/** `nameOf`: what a channel is called until somebody says otherwise. */
export function readRow(
  row: DeviceRow,
  facts: DeviceFacts,
  area: string,
  nameOf: (facts: DeviceFacts, index: number) => string,
): DeviceRow {
  const channels = facts.channels.map((channel, index) => ({
    key: `${row.key} ${String(index)}`,
    channel,
    chosen: channel.main !== null,
    name: nameOf(facts, index),
    number: null,
    area,
    main: channel.main,
    sub: channel.sub,
    preview: { kind: 'none' } as const,
    outcome: { kind: 'none' } as const,
  }));
  return { ...row, reading: { kind: 'read', facts }, channels };
}

export function changeRow(rows: readonly DeviceRow[], key: string, change: (row: DeviceRow) => DeviceRow): readonly DeviceRow[] {
  return rows.map((row) => (row.key === key ? change(row) : row));
}

export function changeChannel(rows: readonly DeviceRow[], key: string, patch: Partial<ChannelRow>): readonly DeviceRow[] {
  return rows.map((row) => ({
    ...row,
    channels: row.channels.map((channel) => (channel.key === key ? { ...channel, ...patch } : channel)),
  }));
}

/** Hosts that some camera is already read from. */
export function knownHosts(cameras: readonly Camera[]): ReadonlySet<string> {
  return new Set(cameras.flatMap(({ mainUrl }) => hostOf(mainUrl) ?? []));
}

export function hostOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).hostname : null;
}

/** `192.168.1.10`, with the port where it is not the usual one. */
export function shownAddress(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address;
}

export interface WantedCamera {
  readonly key: string;
  readonly draft: CameraDraftInput;
  readonly device: CameraDevice;
}

/** What is chosen and not added yet, ready to be added. */
export function wantedCameras(rows: readonly DeviceRow[], common: Login, transport: RtspTransport): readonly WantedCamera[] {
  return rows.flatMap((row) => row.channels.flatMap((channel) => wantedCamera(row, channel, common, transport) ?? []));
}

export function wantedCamera(row: DeviceRow, channel: ChannelRow, common: Login, transport: RtspTransport): WantedCamera | null {
  const mainUrl = streamOf(channel.channel, channel.main);
  if (row.reading.kind !== 'read' || !channel.chosen || channel.outcome.kind === 'added' || mainUrl === null) return null;
  const { facts } = row.reading;
  const { username, password } = row.own ?? common;
  const device = keptDevice(facts, channel.channel, channel.main, channel.sub);
  if (device === null) return null;
  return {
    key: channel.key,
    draft: {
      number: channel.number,
      name: channel.name.trim(),
      area: channel.area.trim(),
      mainUrl,
      subUrl: streamOf(channel.channel, channel.sub),
      transport,
      username: username === '' ? null : username,
      password: username === '' ? null : password,
      trustedCertificate: row.trusted,
    },
    device,
  };
}

/** A clock that is further off than people and footage forgive. */
export const CLOCK_OFF_MS = 5000;

export type Remark = 'clock' | 'no-clock' | 'factory-password' | 'open' | 'no-stream' | 'no-sub';

/** What a person should know before adding a device, worst first. */
export function remarksOf(facts: DeviceFacts): readonly Remark[] {
  const { clock, security, channels } = facts;
  const off = clock !== null && Math.abs(clock.offsetMs) - clock.uncertaintyMs > CLOCK_OFF_MS;
  const noStream = channels.length === 0 || channels.every(({ main }) => main === null);
  const remarks: readonly (readonly [boolean, Remark])[] = [
    [noStream, 'no-stream'],
    [security.factoryPassword, 'factory-password'],
    [security.open, 'open'],
    [off, 'clock'],
    [clock === null, 'no-clock'],
    [!noStream && channels.some(({ main, sub }) => main !== null && sub === null), 'no-sub'],
  ];
  return remarks.filter(([holds]) => holds).map(([, remark]) => remark);
}
