/** Every migration, oldest first. To change the schema: add a file, add it here, update schema.sql by `vitest -u`. */
import type { Migration } from '../migrate.ts';
import { migration0001 } from './0001-cameras-wall-settings.ts';
import { migration0002 } from './0002-decoder-and-stream-memory.ts';
import { migration0003 } from './0003-remembered.ts';
import { migration0004 } from './0004-camera-certificates.ts';
import { migration0005 } from './0005-outages.ts';
import { migration0006 } from './0006-proposals.ts';
import { migration0007 } from './0007-province.ts';
import { migration0008 } from './0008-walls-by-screen.ts';
import { migration0009 } from './0009-arrangements.ts';
import { migration0010 } from './0010-finding.ts';
import { migration0011 } from './0011-camera-devices.ts';
import { migration0012 } from './0012-outage-screen.ts';

export const migrations: readonly Migration[] = [
  migration0001,
  migration0002,
  migration0003,
  migration0004,
  migration0005,
  migration0006,
  migration0007,
  migration0008,
  migration0009,
  migration0010,
  migration0011,
  migration0012,
];
