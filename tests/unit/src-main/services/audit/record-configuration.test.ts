import { expect, it } from 'vitest';
import { Emitter } from '../../../../../src-main/base/disposable.ts';
import type { Deed } from '../../../../../src-main/services/audit/audit.ts';
import { recordRights, rightsDeeds } from '../../../../../src-main/services/audit/record-configuration.ts';
import type { ConfigurationChange } from '../../../../../src-main/services/configuration/configuration.ts';

const change = (
  type: ConfigurationChange['type'],
  id: string,
  effect: ConfigurationChange['effect'] = 'tightens',
): ConfigurationChange => ({
  type,
  id,
  effect,
});

it('tells each grant and each change of rights, and nothing that moves none', () => {
  const deeds = rightsDeeds([
    change('user', 'user-1'),
    change('user', 'user-2', 'neutral'),
    change('role', 'role-1', 'loosens'),
    change('case', 'case-1', 'mixed'),
    change('policy', 'policy-1', 'neutral'),
    change('grant', 'grant-1', 'neutral'),
    change('camera', 'cam-1'),
    change('area', '05443', 'neutral'),
    change('unit', 'unit-1', 'neutral'),
    change('layout', 'layout-1', 'neutral'),
    change('scenario', 'scenario-1', 'neutral'),
  ]);
  expect(deeds.map(({ action, object, params }) => [action, object?.kind, object?.id, params])).toEqual([
    ['rights.change', 'user', 'user-1', { effect: 'tightens' }],
    ['rights.change', 'role', 'role-1', { effect: 'loosens' }],
    ['rights.change', 'case', 'case-1', { effect: 'mixed' }],
    ['grant.change', 'grant', 'grant-1', { effect: 'neutral' }],
  ]);
  expect(deeds.every(({ actor }) => actor?.mode === 'system')).toBe(true);
});

it('tells as many as a person reads one by one, and more than that as a number by effect', () => {
  const grants = (count: number) =>
    Array.from({ length: count }, (_, at) => change('grant', `g${at}`, at % 2 === 0 ? 'loosens' : 'tightens'));
  expect(rightsDeeds(grants(20))).toHaveLength(20);
  expect(rightsDeeds(grants(21))).toEqual([
    { action: 'grant.change', actor: expect.anything() as unknown, params: { changes: 21, loosens: 11, tightens: 10 } },
  ]);
});

it('writes them when the configuration changes, until it is disposed', () => {
  const changed = new Emitter<readonly ConfigurationChange[]>();
  const written: Deed[] = [];
  const recording = recordRights({
    audit: {
      happened: (deed) => {
        written.push(deed);
        return Promise.resolve();
      },
    },
    configuration: { changed },
  });
  changed.emit([change('grant', 'g1')]);
  recording.dispose();
  changed.emit([change('grant', 'g2')]);
  expect(written.map(({ object }) => object?.id)).toEqual(['g1']);
});
