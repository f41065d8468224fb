/** Devices as stored. */
import { z } from 'zod';
import type { Device } from '../../../src-contract/province/schemas.ts';
import type { DeviceRecord } from '../http/calls.ts';
import { numberOf, numberOrNull, one, textOf } from '../storage/database.ts';
import type { Row, Transaction } from '../storage/database.ts';

const stateSchema = z.enum(['active', 'blocked', 'revoked']);

const recordOf = (row: Row): DeviceRecord => ({
  deviceId: textOf(row, 'device_id'),
  logId: textOf(row, 'log_id'),
  unitId: textOf(row, 'unit_id'),
  state: stateSchema.parse(row['state']),
  signingKey: textOf(row, 'signing_key'),
  encryptionKey: textOf(row, 'encryption_key'),
  sealKey: textOf(row, 'seal_key'),
  enrolledAtMs: numberOf(row, 'enrolled_at'),
  lastSeenAtMs: numberOrNull(row, 'last_seen_at'),
});

export const deviceById = async (transaction: Transaction, deviceId: string): Promise<DeviceRecord | null> => {
  const row = await one(transaction.all('SELECT * FROM device WHERE device_id = ?', deviceId));
  return row === null ? null : recordOf(row);
};

export const deviceByKey = async (transaction: Transaction, thumbprint: string): Promise<DeviceRecord | null> => {
  const row = await one(transaction.all('SELECT * FROM device WHERE thumbprint = ?', thumbprint));
  return row === null ? null : recordOf(row);
};

export const setDeviceState = async (transaction: Transaction, deviceId: string, state: DeviceRecord['state']): Promise<void> =>
  transaction.run('UPDATE device SET state = ? WHERE device_id = ?', state, deviceId);

const instant = (epochMs: number): string => new Date(epochMs).toISOString();

/** As the contract tells of it. */
export const deviceAnswer = ({ deviceId, logId, unitId, state, enrolledAtMs, lastSeenAtMs }: DeviceRecord): Device => ({
  deviceId,
  logId,
  unitId,
  state,
  enrolledAt: instant(enrolledAtMs),
  lastSeenAt: lastSeenAtMs === null ? null : instant(lastSeenAtMs),
});
