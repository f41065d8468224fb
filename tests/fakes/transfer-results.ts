/** What transfer files come to in tests of the window. */
import type { TransferExported, TransferImported } from '../../src-contract/model/transfer.ts';

export const transferExported: TransferExported = {
  file: 'E:\\VMS\\TRUCBAN-01-0007.vmsync',
  number: 7,
  entries: 48_210,
  left: 0,
  edits: 3,
  bytes: 4_182_300,
};

export const transferImported: TransferImported = {
  number: 7,
  again: false,
  answeredAt: Date.UTC(2026, 10, 21, 7, 15),
  acknowledged: 48_210,
  accepted: 2,
  kept: 1,
  configuration: 'applied',
  changes: 31,
  checkpointId: 1144,
  logProblem: null,
};
