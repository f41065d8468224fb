/** The matrix of requirements §2.2, cell by cell. What has no cell is denied. */
import type { Permission, PermissionScope, Role, RoleCell } from '../../../src-contract/province/schemas.ts';

const HOUR_S = 3600;
const PLAIN: RoleCell['conditions'] = { secondPerson: false, requestOnly: false, setupOnly: false, maxSeconds: null };

const cell = (permission: Permission, scopes: readonly PermissionScope[], conditions: Partial<RoleCell['conditions']> = {}): RoleCell => ({
  permission,
  scopes,
  conditions: { ...PLAIN, ...conditions },
});

const all = (permissions: readonly Permission[], scope: PermissionScope): readonly RoleCell[] =>
  permissions.map((permission) => cell(permission, [scope]));

export const roles: readonly Role[] = [
  {
    id: 'leader-viewer',
    name: 'Lãnh đạo (xem)',
    nameEn: 'Leader (viewing)',
    graceS: 72 * HOUR_S,
    mfaRequired: false,
    cells: [cell('live', ['province'])],
  },
  {
    id: 'ioc-operator',
    name: 'Trực ban IOC',
    nameEn: 'IOC operator on duty',
    graceS: 72 * HOUR_S,
    mfaRequired: false,
    cells: [...all(['live', 'wall', 'playback', 'ptz', 'mark', 'export-request'], 'province'), cell('audit-read', ['self'])],
  },
  {
    id: 'unit-operator',
    name: 'Trực ban xã/sở',
    nameEn: 'Commune or department operator on duty',
    graceS: 72 * HOUR_S,
    mfaRequired: false,
    cells: [
      cell('live', ['own', 'granted']),
      ...all(['wall', 'playback', 'ptz', 'mark', 'export-request'], 'own'),
      cell('audit-read', ['self']),
    ],
  },
  {
    id: 'police-liaison',
    name: 'Cán bộ đầu mối Công an',
    nameEn: 'Police liaison officer',
    graceS: 24 * HOUR_S,
    mfaRequired: false,
    cells: [
      cell('live', ['granted']),
      ...all(['playback', 'export-request', 'evidence-open'], 'case'),
      cell('mark', ['case'], { requestOnly: true }),
      cell('audit-read', ['self']),
    ],
  },
  {
    id: 'extraction-officer',
    name: 'Cán bộ trích xuất',
    nameEn: 'Extraction officer',
    graceS: 24 * HOUR_S,
    mfaRequired: false,
    cells: [
      ...all(['playback', 'mark', 'export-execute', 'evidence-open'], 'case'),
      cell('unmask', ['case'], { secondPerson: true }),
      cell('audit-read', ['self']),
    ],
  },
  {
    id: 'approver',
    name: 'Người phê duyệt',
    nameEn: 'Approver',
    graceS: 24 * HOUR_S,
    mfaRequired: false,
    cells: [
      ...all(['playback', 'mark', 'evidence-open'], 'case'),
      // "D or T": the assignment's area path says which.
      ...all(['export-approve', 'unmask-approve', 'audit-read'], 'own'),
    ],
  },
  {
    id: 'device-admin',
    name: 'Quản trị thiết bị',
    nameEn: 'Device administrator',
    graceS: 0,
    mfaRequired: true,
    cells: [
      cell('live', ['own'], { setupOnly: true, maxSeconds: 60 }),
      cell('ptz', ['own'], { setupOnly: true }),
      cell('camera-manage', ['own']),
    ],
  },
  {
    id: 'system-admin',
    name: 'Quản trị hệ thống',
    nameEn: 'System administrator',
    graceS: 0,
    mfaRequired: true,
    cells: all(['user-manage', 'audit-read'], 'province'),
  },
  {
    id: 'inspector',
    name: 'Kiểm tra/Thanh tra',
    nameEn: 'Inspector',
    graceS: 24 * HOUR_S,
    mfaRequired: false,
    cells: [...all(['playback', 'evidence-open'], 'case'), cell('audit-read', ['province'])],
  },
  {
    id: 'contractor',
    name: 'Nhà thầu',
    nameEn: 'Contractor',
    graceS: 0,
    mfaRequired: false,
    cells: all(['live', 'ptz', 'camera-manage'], 'case'),
  },
  {
    id: 'discipline-viewer',
    name: 'Xem vì kỷ luật công vụ',
    nameEn: 'Viewing for public-service discipline',
    graceS: 0,
    mfaRequired: false,
    cells: [cell('purpose-discipline', ['own'])],
  },
];
