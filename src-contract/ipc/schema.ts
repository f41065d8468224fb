import { app } from './app.ts';
import { approvals } from './approvals.ts';
import { audit } from './audit.ts';
import { cameras } from './cameras.ts';
import { corrections } from './corrections.ts';
import { devices } from './devices.ts';
import { finding } from './finding.ts';
import { layouts } from './layouts.ts';
import { controls } from './controls.ts';
import { live } from './live.ts';
import { outages } from './outages.ts';
import { ptz } from './ptz.ts';
import { privacy } from './privacy.ts';
import { registration } from './registration.ts';
import { rights } from './rights.ts';
import { screens } from './screens.ts';
import { session } from './session.ts';
import { settings } from './settings.ts';
import { snapshots } from './snapshots.ts';
import { sync } from './sync.ts';
import { wall } from './wall.ts';

/** The whole promise between main and its windows. To add a call: one entry in a group, one handler in `src-main/ipc`. */
export const contract = {
  ...{ app, cameras, controls, devices, finding, live, wall, layouts, screens, settings },
  ...{ outages, privacy, ptz, rights, session, snapshots, sync, audit, approvals, registration, corrections },
} as const;
export type VmsContract = typeof contract;
