import { expect, it } from 'vitest';
import { epochMs } from '../../../../src-contract/time.ts';
import { clockText, dateText, timeOfDayText } from '../../../../src-renderer/lib/time-text.ts';

it('shows Vietnam time, whatever the computer thinks', () => {
  const at = epochMs(Date.UTC(2026, 11, 31, 17, 0, 5));
  expect(clockText(at)).toBe('01/01/2027 00:00:05 +07:00');
  expect(dateText(at)).toBe('01/01/2027');
  expect(timeOfDayText(at)).toBe('00:00:05');
});
