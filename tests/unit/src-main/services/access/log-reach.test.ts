import { expect, it } from 'vitest';
import type { PermissionScope, User } from '../../../../../src-contract/province/schemas.ts';
import { logReachOf } from '../../../../../src-main/services/access/log-reach.ts';
import { cell, dataWith, NOW, roleOf, user } from '../../../../fakes/rights-world.ts';

const colleague: User = { ...user, id: 'user-binh', assignments: [{ roleId: 'operator', areaPath: '19/05443/to-1', unitId: 'unit-x' }] };
const stranger: User = { ...user, id: 'user-cuc', assignments: [{ roleId: 'operator', areaPath: '19/01840', unitId: 'unit-z' }] };
const reach = (...scopes: PermissionScope[]) =>
  logReachOf(
    {
      user,
      standing: { kind: 'online' },
      purpose: null,
      at: NOW,
      data: dataWith(roleOf('operator', ...(scopes.length === 0 ? [] : [cell('audit-read', scopes)]))),
    },
    [user, colleague, stranger],
  );

it('is everything for the whole province', () => {
  expect(reach('province')).toEqual({ kind: 'all' });
});

it('is oneself, one’s own unit and area, or nobody', () => {
  expect(reach('self')).toEqual({ kind: 'people', own: user.id, userIds: new Set([user.id]) });
  expect(reach('own')).toEqual({ kind: 'people', own: user.id, userIds: new Set([user.id, colleague.id]) });
  expect(reach()).toEqual({ kind: 'people', own: user.id, userIds: new Set() });
});
