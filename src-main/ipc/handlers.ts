/** Every handler of the contract, by group. */
import type { Handlers } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import { appHandlers, type AppCalls } from './app.ts';
import { approvalHandlers, type ApprovalCalls } from './approvals.ts';
import { auditHandlers, type AuditCalls } from './audit.ts';
import { cameraHandlers, type CameraCalls } from './cameras.ts';
import { correctionHandlers, type CorrectionCalls } from './corrections.ts';
import { findingHandlers, type FindingCalls } from './finding.ts';
import { layoutHandlers, type LayoutCalls } from './layouts.ts';
import { deviceHandlers, type DeviceCalls } from './devices.ts';
import { controlsHandlers, type ControlsCalls } from './controls.ts';
import { liveHandlers, type LiveCalls } from './live.ts';
import { outageHandlers, type OutageCalls } from './outages.ts';
import { ptzHandlers, type PtzCalls } from './ptz.ts';
import { registrationHandlers, type RegistrationCalls } from './registration.ts';
import { screenHandlers, type ScreenCalls } from './screens.ts';
import { privacyHandlers, type PrivacyCalls } from './privacy.ts';
import { sessionHandlers, type SessionCalls } from './session.ts';
import { settingsHandlers, type SettingsCalls } from './settings.ts';
import { snapshotHandlers, type SnapshotCalls } from './snapshots.ts';
import { syncHandlers, type SyncCalls } from './sync.ts';
import { wallHandlers, type WallCalls } from './wall.ts';

export type ContractServices = AppCalls &
  ApprovalCalls &
  AuditCalls &
  CameraCalls &
  CorrectionCalls &
  FindingCalls &
  LayoutCalls &
  DeviceCalls &
  ControlsCalls &
  LiveCalls &
  OutageCalls &
  PtzCalls &
  RegistrationCalls &
  ScreenCalls &
  PrivacyCalls &
  SessionCalls &
  SettingsCalls &
  SnapshotCalls &
  SyncCalls &
  WallCalls;

export function createHandlers(services: ContractServices): Handlers<VmsContract> {
  return {
    app: appHandlers(services),
    approvals: approvalHandlers(services),
    audit: auditHandlers(services),
    cameras: cameraHandlers(services),
    corrections: correctionHandlers(services),
    finding: findingHandlers(services),
    layouts: layoutHandlers(services),
    devices: deviceHandlers(services),
    controls: controlsHandlers(services),
    live: liveHandlers(services),
    outages: outageHandlers(services),
    ptz: ptzHandlers(services),
    privacy: privacyHandlers(services),
    registration: registrationHandlers(services),
    rights: {},
    screens: screenHandlers(services),
    session: sessionHandlers(services),
    settings: settingsHandlers(services),
    snapshots: snapshotHandlers(services),
    sync: syncHandlers(services),
    wall: wallHandlers(services),
  };
}
