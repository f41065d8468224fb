import { beforeEach, expect, test } from 'vitest';
import { StreamLeases } from '../../../../src-renderer/players/stream-leases.ts';

let events: string[];
let leases: StreamLeases;
beforeEach(() => {
  events = [];
  leases = new StreamLeases({
    opened: (lease) => events.push(`opened ${lease.ticket}`),
    closed: (lease) => events.push(`closed ${lease.ticket}`),
    renewed: (lease) => events.push(`renewed ${lease.ticket}`),
    spare: (ticket) => events.push(`spare ${ticket}`),
  });
});
const added = (): void => void events.push('tile added');

test('one camera in two tiles is one stream; the second ticket is given back', () => {
  const first = leases.acquire('gate', 'sub', 'a', added);
  const second = leases.acquire('gate', 'sub', 'b', added);
  expect(second).toBe(first);
  expect(events).toEqual(['tile added', 'opened a', 'spare b', 'tile added']);
  leases.release(first);
  expect(events).toHaveLength(4);
  leases.release(second);
  expect(events.slice(4)).toEqual(['closed a', 'spare a']);
});

test('another profile is another stream', () => {
  expect(leases.acquire('gate', 'sub', 'a', added).id).not.toBe(leases.acquire('gate', 'main', 'b', added).id);
});

test('a renewed stream gives its old ticket back', () => {
  const lease = leases.acquire('gate', 'sub', 'a', added);
  leases.renew(lease, 'b');
  expect(events.slice(2)).toEqual(['renewed b', 'spare a']);
});

test('nobody joins a stream whose ticket was revoked, and closing the old one leaves the new one alone', () => {
  const old = leases.acquire('gate', 'sub', 'a', added);
  leases.forget(['a']);
  const fresh = leases.acquire('gate', 'sub', 'b', added);
  expect(fresh.id).not.toBe(old.id);
  leases.release(old);
  expect(leases.acquire('gate', 'sub', 'c', added)).toBe(fresh);
});
