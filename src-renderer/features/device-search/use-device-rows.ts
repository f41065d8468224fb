/** The devices under way: read a few at a time, looked at, added. */
import { useCallback, useEffect, useRef, useState, type Dispatch, type RefObject, type SetStateAction } from 'react';
import { useTranslation } from 'react-i18next';
import { fromWireError } from '../../../src-contract/errors.ts';
import type { RtspTransport } from '../../../src-contract/model/camera.ts';
import type { DeviceFacts } from '../../../src-contract/model/device.ts';
import { useStores } from '../../stores/stores-context.tsx';
import {
  changeChannel,
  changeRow,
  readRow,
  wantedCamera,
  wantedCameras,
  type ChannelRow,
  type DeviceRow,
  type Login,
  type WantedCamera,
} from './device-rows.ts';

/** Added in parts, so that the number grows and a failure is seen early. */
const ADDED_AT_ONCE = 8;

export interface DeviceRows {
  readonly rows: readonly DeviceRow[];
  /** The login of all devices that have no other. */
  readonly common: Login;
  /** `null` while nothing is being added. */
  readonly adding: { readonly done: number; readonly of: number } | null;
  /** Takes these devices and reads them with the login. */
  read(rows: readonly DeviceRow[], login: Login, area: string): void;
  readAgain(key: string, login: Login, trusted: string | null): void;
  change(channelKey: string, patch: Partial<ChannelRow>): void;
  preview(row: DeviceRow, channel: ChannelRow): void;
  /** Answers the ids of what was added. */
  add(): Promise<readonly string[]>;
}

type SetRows = Dispatch<SetStateAction<readonly DeviceRow[]>>;

/** Whether the dialog is still there: what comes later changes nothing. */
function useOpen(): RefObject<boolean> {
  const open = useRef(true);
  useEffect(() => {
    open.current = true;
    return () => {
      open.current = false;
    };
  }, []);
  return open;
}

function useNames(): (facts: DeviceFacts, index: number) => string {
  const { t } = useTranslation();
  return useCallback(
    ({ name, manufacturer, model, channels }: DeviceFacts, index: number): string => {
      const base = name === '' ? `${manufacturer} ${model}`.trim() : name;
      const device = base === '' ? t('devices.unnamed') : base;
      return channels.length > 1 ? t('devices.channelName', { device, channel: index + 1 }) : device;
    },
    [t],
  );
}

function useReading(rows: readonly DeviceRow[], setRows: SetRows): Pick<DeviceRows, 'common' | 'read' | 'readAgain'> {
  const { devices } = useStores();
  const [common, setCommon] = useState<Login>({ username: '', password: '' });
  const area = useRef('');
  const nameOf = useNames();
  const open = useOpen();
  const readOne = async (row: DeviceRow, { username, password }: Login): Promise<void> => {
    setRows((current) => changeRow(current, row.key, (each) => ({ ...each, reading: { kind: 'running' } })));
    const change = await devices
      .getState()
      .inspect({ address: row.address, username, password, trustedCertificate: row.trusted })
      .then((facts) => (each: DeviceRow) => readRow(each, facts, area.current, nameOf))
      .catch((thrown: unknown) => (each: DeviceRow): DeviceRow => ({ ...each, reading: { kind: 'failed', thrown }, channels: [] }));
    if (open.current) setRows((current) => changeRow(current, row.key, change));
  };
  return {
    common,
    read(chosen, login, commonArea) {
      setCommon(login);
      area.current = commonArea;
      setRows(chosen);
      for (const row of chosen) void readOne(row, login);
    },
    readAgain(key, login, trusted) {
      const row = rows.find((each) => each.key === key);
      if (row === undefined) return;
      const again = { ...row, own: login, trusted };
      setRows((current) => changeRow(current, key, () => again));
      void readOne(again, login);
    },
  };
}

function usePreview(common: Login, transport: RtspTransport, change: DeviceRows['change']): DeviceRows['preview'] {
  const { cameras } = useStores();
  const open = useOpen();
  return (row, channel) => {
    const wanted = wantedCamera(row, { ...channel, chosen: true, outcome: { kind: 'none' } }, common, transport);
    if (wanted === null) return;
    change(channel.key, { preview: { kind: 'running' } });
    const draft = { ...wanted.draft, name: wanted.draft.name === '' ? '?' : wanted.draft.name };
    void cameras
      .getState()
      .testConnection(null, draft, channel.sub === null ? 'main' : 'sub')
      .then(({ picture }) => ({ kind: 'picture', url: picture }) as const)
      .catch((thrown: unknown) => ({ kind: 'failed', thrown }) as const)
      .then((preview) => {
        if (open.current) change(channel.key, { preview });
      });
  };
}

function useAdding(
  change: DeviceRows['change'],
): Pick<DeviceRows, 'adding'> & { readonly addAll: (wanted: readonly WantedCamera[]) => Promise<readonly string[]> } {
  const { devices } = useStores();
  const [adding, setAdding] = useState<DeviceRows['adding']>(null);
  const addPart = async (part: readonly WantedCamera[]): Promise<readonly string[]> => {
    try {
      const { results } = await devices.getState().addMany({ drafts: part.map(({ draft, device }) => ({ draft, device })) });
      for (const [index, result] of results.entries())
        change(part[index]?.key ?? '', {
          outcome: result.kind === 'added' ? result : { kind: 'failed', thrown: fromWireError(result.error) },
        });
      return results.flatMap((result) => (result.kind === 'added' ? [result.id] : []));
    } catch (thrown) {
      for (const { key } of part) change(key, { outcome: { kind: 'failed', thrown } });
      return [];
    }
  };
  return {
    adding,
    async addAll(wanted) {
      const added: string[] = [];
      for (let at = 0; at < wanted.length; at += ADDED_AT_ONCE) {
        setAdding({ done: at, of: wanted.length });
        added.push(...(await addPart(wanted.slice(at, at + ADDED_AT_ONCE))));
      }
      setAdding(null);
      return added;
    },
  };
}

export function useDeviceRows(transport: RtspTransport): DeviceRows {
  const [rows, setRows] = useState<readonly DeviceRow[]>([]);
  const reading = useReading(rows, setRows);
  const change: DeviceRows['change'] = (key, patch) => {
    setRows((current) => changeChannel(current, key, patch));
  };
  const preview = usePreview(reading.common, transport, change);
  const { adding, addAll } = useAdding(change);
  return { rows, ...reading, adding, change, preview, add: () => addAll(wantedCameras(rows, reading.common, transport)) };
}
