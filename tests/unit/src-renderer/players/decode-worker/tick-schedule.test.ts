import { expect, test } from 'vitest';
import { TickSchedule } from '../../../../../src-renderer/players/decode-worker/tick-schedule.ts';

test('keeps to its grid however long a tick works', () => {
  const schedule = new TickSchedule();
  schedule.began(1_000);
  expect(schedule.next(33, 1_005)).toBe(28);
  schedule.began(1_034);
  expect(schedule.next(60, 1_040)).toBe(53);
});

test('leaves out the ticks it has missed', () => {
  const schedule = new TickSchedule();
  schedule.began(1_000);
  schedule.next(33, 1_000);
  schedule.began(1_200);
  expect(schedule.next(33, 1_201)).toBe(0);
  schedule.began(1_201);
  expect(schedule.next(33, 1_201)).toBe(33);
});

test('tells the worst lateness since it was read before', () => {
  const schedule = new TickSchedule();
  schedule.began(1_000);
  expect(schedule.readLateness()).toBe(0);
  schedule.next(33, 1_000);
  schedule.began(1_043);
  schedule.next(33, 1_043);
  schedule.began(1_070);
  expect(schedule.readLateness()).toBe(10);
  expect(schedule.readLateness()).toBe(0);
});

test('counts as late what a tick works beyond its pace, though it begins in time', () => {
  const schedule = new TickSchedule();
  schedule.began(1_000);
  schedule.next(33, 1_100);
  schedule.began(1_100);
  expect(schedule.readLateness()).toBe(67);
});
