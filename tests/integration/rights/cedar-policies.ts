/**
 * The rules of the province told a second time, in the language of an independent policy engine (Cedar): areas and
 * units as entity hierarchies, denials as `forbid`, roles as `permit`. Shares no code with the rights function.
 */
import type { AuthorizationCall, EntityJson } from '@cedar-policy/cedar-wasm/nodejs';
import type { Case, Grant, Hours, PermissionScope, Role, RoleAssignment } from '../../../src-contract/province/schemas.ts';
import type { AccessRequest } from '../../../src-contract/rights/request.ts';
import type { RandomWorld } from './random-world.ts';

const quoted = (text: string): string => JSON.stringify(text);
const actions = (names: readonly string[]): string => `[${names.map((name) => `Action::${quoted(name)}`).join(', ')}]`;
const strings = (names: readonly string[]): string => `[${names.map(quoted).join(', ')}]`;
const any = (terms: readonly string[]): string => (terms.length === 0 ? 'false' : terms.map((term) => `(${term})`).join(' || '));
const every = (...terms: readonly string[]): string => terms.map((term) => `(${term})`).join(' && ');

const PICTURES = ['live', 'wall', 'playback', 'ptz', 'mark', 'export-request', 'export-execute', 'evidence-open', 'unmask'];
const WITHOUT_LIVE_CAMERA = ['camera-manage', 'playback', 'export-request', 'export-approve', 'export-execute', 'evidence-open'];
const secondPerson = 'context has second && context.second != principal.id';

const LAW = `
forbid(principal, action, resource) unless { principal.state == "active" };
forbid(principal, action in ${actions(['export-approve', 'unmask-approve', 'user-manage'])}, resource) when { context has graceEnds };
forbid(principal, action, resource) when { context has graceEnds && context.graceEnds <= context.at };
forbid(principal, action, resource is Camera) when { resource.classification != "NONE" || resource.owner == "POLICE_OPERATIONAL" };
forbid(principal, action, resource is Camera) when { resource.owner == "VOLUNTARY" }
  unless { resource has consentFrom && resource.consentFrom <= context.at && (!(resource has consentTo) || resource.consentTo > context.at) };
forbid(principal, action, resource is Camera) when { resource.state == "retired" } unless { action in ${actions(WITHOUT_LIVE_CAMERA)} };
forbid(principal, action, resource is Camera) when { resource.state == "maintenance" && !context.forSetup }
  unless { action in ${actions(WITHOUT_LIVE_CAMERA)} };
forbid(principal, action in ${actions(PICTURES)}, resource)
  unless { context has purpose && ["ANTT", "ATGT", "DIEU_TRA"].contains(context.purpose) };
forbid(principal, action in ${actions(PICTURES)}, resource)
  when { context has purpose && context.purpose == "DIEU_TRA" && !(context has caseNo) };
forbid(principal, action in ${actions(['playback', 'export-execute', 'unmask'])}, resource is Camera)
  when { resource.sensitive } unless { ${secondPerson} };
`;

export function policiesOf({ data, users }: RandomWorld): string {
  const denials = data.grants
    .filter(({ effect }) => effect === 'deny')
    .map((grant) => `forbid(principal, action in ${actions(grant.permissions)}, resource) when { ${grantTerm(grant)} };`);
  const assignments = new Map(users.flatMap((user) => user.assignments.map((assignment) => [groupOf(assignment), assignment] as const)));
  const permits = [...assignments].flatMap(([group, assignment]) => permitsOf(group, assignment, data.roles.get(assignment.roleId), data));
  return [LAW, ...denials, ...permits].join('\n');
}

function permitsOf(group: string, assignment: RoleAssignment, role: Role | undefined, data: RandomWorld['data']): string[] {
  return (role?.cells ?? []).map(({ permission, scopes, conditions }) => {
    const terms = [
      any(scopes.map((scope) => scopeTerm(scope, assignment, permission, data))),
      ...(conditions.secondPerson ? [secondPerson] : []),
      ...(conditions.requestOnly ? ['context.asRequest'] : []),
      ...(conditions.setupOnly ? ['context.forSetup'] : []),
    ];
    return `permit(principal in Assignment::${quoted(group)}, action == Action::${quoted(permission)}, resource) when { ${every(...terms)} };`;
  });
}

function scopeTerm(scope: PermissionScope, { areaPath, unitId }: RoleAssignment, permission: string, data: RandomWorld['data']): string {
  switch (scope) {
    case 'province':
      return 'true';
    case 'own':
      return `resource in Area::${quoted(areaPath)} || resource in Unit::${quoted(unitId)}`;
    case 'granted':
      return any(
        data.grants.filter(({ effect, permissions }) => effect === 'allow' && permissions.some((one) => one === permission)).map(grantTerm),
      );
    case 'case':
      return any(data.cases.map(caseTerm));
    case 'self':
      return 'resource is Place && resource has subject && resource.subject == principal.id';
  }
}

function grantTerm({ grantee, target, validFrom, validTo, purposes, hours }: Grant): string {
  return every(
    grantee.kind === 'user' ? `principal.id == ${quoted(grantee.userId)}` : `principal in Unit::${quoted(grantee.unitId)}`,
    target.kind === 'area'
      ? `resource in Area::${quoted(target.areaPath)}`
      : `resource is Camera && ${strings(target.cameraIds)}.contains(resource.id)`,
    `context.at >= ${Date.parse(validFrom)} && context.at < ${Date.parse(validTo)}`,
    purposes === null ? 'true' : purposes.length === 0 ? 'false' : `context has purpose && ${strings(purposes)}.contains(context.purpose)`,
    hours === null ? 'true' : hoursTerm(hours),
  );
}

function hoursTerm({ from, to, days }: Hours): string {
  const minute = (time: string): number => Number(time.split(':')[0]) * 60 + Number(time.split(':')[1]);
  const today = `[${days.join(', ')}].contains(context.weekday)`;
  const yesterday = `[${days.map((day) => (day % 7) + 1).join(', ')}].contains(context.weekday)`;
  if (minute(from) <= minute(to)) return every(today, `context.minute >= ${minute(from)} && context.minute < ${minute(to)}`);
  return any([every(today, `context.minute >= ${minute(from)}`), every(yesterday, `context.minute < ${minute(to)}`)]);
}

function caseTerm(one: Case): string {
  if (one.state !== 'open' || one.assigneeIds.length === 0 || one.cameraIds.length === 0) return 'false';
  const inTime = `context.footageFrom < context.footageTo && context.footageFrom >= ${Date.parse(one.footageFrom)} && context.footageTo <= ${Date.parse(one.footageTo)}`;
  return every(
    'resource is Camera',
    `${strings(one.assigneeIds)}.contains(principal.id)`,
    `${strings(one.cameraIds)}.contains(resource.id)`,
    `context.at < ${Date.parse(one.validTo)}`,
    `if context has footageFrom then ${inTime} else ${String(one.kind === 'ticket')}`,
  );
}

const groupOf = ({ roleId, areaPath, unitId }: RoleAssignment): string => `${roleId} in ${areaPath} for ${unitId}`;
const uid = (type: string, id: string) => ({ type, id });
const optional = (name: string, value: string | number | null): Record<string, string | number> =>
  value === null ? {} : { [name]: value };

function areaParents(path: string): EntityJson[] {
  const segments = path.split('/');
  return segments.map((_, depth) => ({
    uid: uid('Area', segments.slice(0, depth + 1).join('/')),
    attrs: {},
    parents: depth === 0 ? [] : [uid('Area', segments.slice(0, depth).join('/'))],
  }));
}

/** The request as the engine takes it, with no more entities than it can touch. */
export function callOf(
  request: AccessRequest,
  world: string,
): Pick<AuthorizationCall, 'principal' | 'action' | 'resource' | 'context' | 'entities'> & { preparsedPolicySetId: string } {
  const { user, target } = request;
  const resource = target.kind === 'camera' ? uid('Camera', target.camera.id) : uid('Place', 'place');
  const areaPath = target.kind === 'camera' ? target.camera.areaPath : target.areaPath;
  const units = target.kind === 'camera' ? [target.camera.managingUnitId, target.camera.operatingUnitId] : [target.unitId];
  return {
    preparsedPolicySetId: world,
    principal: uid('User', user.id),
    action: uid('Action', request.permission),
    resource,
    context: contextOf(request),
    entities: [
      {
        uid: uid('User', user.id),
        attrs: { id: user.id, state: user.state },
        parents: [uid('Unit', user.unitId), ...user.assignments.map((one) => uid('Assignment', groupOf(one)))],
      },
      {
        uid: resource,
        attrs: resourceAttributes(target),
        parents: [uid('Area', areaPath), ...[...new Set(units)].map((unit) => uid('Unit', unit))],
      },
      ...areaParents(areaPath),
    ],
  };
}

function resourceAttributes(target: AccessRequest['target']): EntityJson['attrs'] {
  if (target.kind === 'area') return optional('subject', target.subjectUserId);
  const { id, ownershipClass, classification, consent, state, sensitive } = target.camera;
  const dates =
    consent === null
      ? {}
      : {
          consentFrom: Date.parse(consent.validFrom),
          ...optional('consentTo', consent.validTo === null ? null : Date.parse(consent.validTo)),
        };
  return { id, owner: ownershipClass, classification, state, sensitive, ...dates };
}

const inVietnam = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Ho_Chi_Minh',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function contextOf(request: AccessRequest): AuthorizationCall['context'] {
  const { standing, target, purpose, at } = request;
  const parts = Object.fromEntries(inVietnam.formatToParts(at).map(({ type, value }) => [type, value]));
  const footage = target.kind === 'camera' ? target.footage : null;
  return {
    at,
    minute: Number(parts['hour']) * 60 + Number(parts['minute']),
    weekday: WEEKDAYS.indexOf(parts['weekday'] ?? '') + 1,
    asRequest: request.asRequest,
    forSetup: request.forSetup,
    ...optional('second', request.secondUserId),
    ...optional('purpose', purpose?.id ?? null),
    ...optional('caseNo', purpose?.caseNo === '' ? null : (purpose?.caseNo ?? null)),
    ...optional('graceEnds', standing.kind === 'offline' ? standing.graceEnds : null),
    ...(footage === null ? {} : { footageFrom: footage.from, footageTo: footage.to }),
  };
}
