/** The ONVIF device a camera of this workstation belongs to. */
import type { Migration } from '../migrate.ts';

export const migration0011: Migration = {
  version: 11,
  purpose: 'ONVIF devices of cameras',
  // Without a reference to `cameras`: a camera that is brought back by undo finds its device again.
  script: `
CREATE TABLE camera_devices (
  camera_id TEXT PRIMARY KEY,
  address TEXT NOT NULL,        -- of the device service, without credentials
  facts TEXT NOT NULL           -- JSON, as CameraDevice of the contract
) STRICT, WITHOUT ROWID;
`,
};
