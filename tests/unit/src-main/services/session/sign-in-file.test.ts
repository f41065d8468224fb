import { expect, it } from 'vitest';
import { isThisMachine } from '../../../../../src-main/services/session/sign-in-file.ts';

it.each(['https://127.0.0.1:7443', 'https://localhost:1', 'https://[::1]:7443', 'https://127.8.9.1'])(
  'takes %s for this machine',
  (url) => {
    expect(isThisMachine(url)).toBe(true);
  },
);

it.each(['https://vms.thainguyen.gov.vn', 'https://127.0.0.1.example.vn', 'https://localhost.example.vn', 'https://10.0.0.1', 'nonsense'])(
  'takes %s for another',
  (url) => {
    expect(isThisMachine(url)).toBe(false);
  },
);
