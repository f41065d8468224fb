import { join } from 'node:path';

/** The audit log of a profile, within its folder. */
export const ledgerFile = (directory: string): string => join(directory, 'ledger.db');
