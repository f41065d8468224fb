/** Edits made on a workstation: cameras merge field by field, layouts and scenarios are all or nothing, the rest is the province's alone. */
import { createHash } from 'node:crypto';
import { cameraSchema, problemSchema, proposalOutcomeSchema } from '../../../src-contract/province/schemas.ts';
import type {
  Camera,
  CameraAddition,
  CameraCredential,
  CameraProposal,
  Proposal,
  ProposalOutcome,
  User,
} from '../../../src-contract/province/schemas.ts';
import type { Call, Handler } from '../http/calls.ts';
import { problemOf } from '../http/problems.ts';
import { refuse, Refusal } from '../http/refusal.ts';
import { isExcluded, mayAt, personOf, placeOf } from '../rights/permissions.ts';
import { numberOf, one, textOf } from '../storage/database.ts';
import type { Transaction } from '../storage/database.ts';
import { openCredential } from '../devices/credentials.ts';
import { canonicalJson } from './canonical-json.ts';
import { applyArrangement } from './arrangements.ts';
import { atRevision, commit, livingOf, newest, serverValue } from './feed.ts';
import type { Document } from './feed.ts';

type ProposalCall = Call<'propose'>;

/** RFC 7396. */
export const mergePatch = (target: unknown, patch: unknown): unknown => {
  if (!isObject(patch)) return patch;
  const merged = new Map(Object.entries(isObject(target) ? target : {}));
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name);
    else merged.set(name, mergePatch(merged.get(name), value));
  }
  return Object.fromEntries(merged);
};

const isObject = (value: unknown): value is Document => typeof value === 'object' && value !== null && !Array.isArray(value);

const same = (one_: unknown, other: unknown): boolean => {
  if (one_ === undefined || other === undefined) return one_ === other;
  return canonicalJson(one_) === canonicalJson(other);
};

/** Fields the server changed since the base. */
const changedFields = (base: Document, current: Document): readonly string[] =>
  [...new Set([...Object.keys(base), ...Object.keys(current)])].filter((name) => !same(base[name], current[name]));

/** Never by a patch: these say whose camera it is and what it is. */
const FIXED: ReadonlySet<string> = new Set(['id', 'code', 'classification', 'ownershipClass', 'managingUnitId']);

const faultOf = (error: { readonly issues: readonly { readonly path: readonly PropertyKey[] }[] }): string =>
  (error.issues[0]?.path ?? []).map(String).join('.') || 'document';

/**
 * A patch writes null for "remove", and a camera has fields that are null by right:
 * what a patch removes of those is set to null.
 */
const withNulls = (merged: unknown, current: Document): unknown =>
  isObject(merged) ? { ...Object.fromEntries(Object.keys(current).map((name) => [name, null])), ...merged } : merged;

const applyCamera = async (call: ProposalCall, user: User, { id, baseRev, patch, credential }: CameraProposal) => {
  const { transaction, nowMs } = call;
  await transaction.lock('feed');
  const current = await newest(transaction, 'camera', id);
  const camera = cameraSchema.safeParse(current?.document);
  if (current?.document == null || !camera.success || isExcluded(camera.data, nowMs)) throw refuse('not-found');
  if (!(await mayAt(transaction, user, 'camera-manage', placeOf(camera.data))))
    throw refuse('denied', { details: { permission: 'camera-manage' } });
  const fixed = Object.keys(patch).find((name) => FIXED.has(name));
  if (fixed !== undefined) throw refuse('document-refused', { details: { at: fixed } });
  const { connection } = patch;
  if (isObject(connection) && 'credentialRev' in connection)
    throw refuse('document-refused', { details: { at: 'connection.credentialRev' } });
  if (credential !== undefined && !isObject(connection)) throw refuse('document-refused', { details: { at: 'connection' } });
  const base = await atRevision(transaction, 'camera', id, baseRev);
  // Without the base nobody can tell who changed what.
  if (base?.document == null) throw refuse('conflict', { server: serverValue(current), fields: Object.keys(patch) });
  const changed = changedFields(base.document, current.document);
  const both = changed.filter((name) => name in patch && !same(current.document?.[name], mergePatch(base.document?.[name], patch[name])));
  if (both.length > 0) throw refuse('conflict', { server: serverValue(current), fields: both });
  const merged = withNulls(mergePatch(current.document, patch), current.document);
  const document = cameraSchema.safeParse(merged);
  if (!document.success) throw refuse('document-refused', { details: { at: faultOf(document.error) } });
  // The parser drops members it does not know; here they are a mistake of the client's.
  if (!same(document.data, merged)) throw refuse('document-refused', { details: { at: 'patch' } });
  const { credentialRev } = document.data.connection;
  const newRev = credential === undefined ? credentialRev : await replaceCredential(call, document.data, credential);
  const changedDocument = { ...document.data, connection: { ...document.data.connection, credentialRev: newRev } };
  const [rev = ''] = await commit(transaction, nowMs, [{ type: 'camera', id, document: changedDocument }]);
  return { id, rev, mergedFields: changed.filter((name) => !(name in patch)) };
};

/** Its revision: later than any this camera had, since a device tries no older one than it holds. */
const replaceCredential = async ({ transaction, province }: ProposalCall, { id, connection }: Camera, sealed: string): Promise<number> => {
  const opened = await openCredential(sealed, id, province.keys.transfer);
  if (opened === null) throw refuse('document-refused', { details: { at: 'credential' } });
  const row = await one(transaction.all('SELECT credential_rev FROM credential WHERE camera_id = ?', id));
  const rev = Math.max(connection.credentialRev ?? 0, row === null ? 0 : numberOf(row, 'credential_rev')) + 1;
  await transaction.run('DELETE FROM credential WHERE camera_id = ?', id);
  await storeCredential(transaction, opened, rev);
  return rev;
};

const storeCredential = (transaction: Transaction, { cameraId, username, password }: CameraCredential, rev: number): Promise<void> =>
  transaction.run(
    'INSERT INTO credential (camera_id, credential_rev, username, password) VALUES (?, ?, ?, ?)',
    cameraId,
    rev,
    username,
    password,
  );

/** A camera nobody has yet; whoever comes second with an id or a code keeps theirs as a refused edit. */
const applyAddition = async ({ province, transaction, nowMs }: ProposalCall, user: User, { id, document, credential }: CameraAddition) => {
  await transaction.lock('feed');
  if (document.id !== id) throw refuse('document-refused', { details: { at: 'id' } });
  if (isExcluded(document, nowMs)) throw refuse('document-refused', { details: { at: 'classification' } });
  if (!(await mayAt(transaction, user, 'camera-manage', placeOf(document))))
    throw refuse('denied', { details: { permission: 'camera-manage' } });
  const [area, unit] = [document.areaPath.split('/').at(-1) ?? '', document.managingUnitId];
  if (document.areaPath !== '19' && (await newest(transaction, 'area', area))?.document == null)
    throw refuse('document-refused', { details: { at: 'areaPath' } });
  if ((await newest(transaction, 'unit', unit))?.document == null) throw refuse('document-refused', { details: { at: 'managingUnitId' } });
  const known = await newest(transaction, 'camera', id);
  if (known !== null) throw refuse('already-exists', { details: { at: 'id' } });
  const sameCode = (await livingOf(transaction, 'camera')).find(({ code }) => code === document.code);
  if (sameCode !== undefined) throw refuse('already-exists', { details: { at: 'code' } });
  const opened = credential === null ? null : await openCredential(credential, id, province.keys.transfer);
  if (credential !== null && opened === null) throw refuse('document-refused', { details: { at: 'credential' } });
  const connection = { ...document.connection, credentialRev: opened === null ? null : 1 };
  if (opened !== null) await storeCredential(transaction, opened, 1);
  const [rev = ''] = await commit(transaction, nowMs, [{ type: 'camera', id, document: { ...document, connection } }]);
  return { id, rev, mergedFields: [] };
};

const apply = (call: ProposalCall, user: User, proposal: Proposal) => {
  switch (proposal.kind) {
    case 'camera-patch':
      return applyCamera(call, user, proposal);
    case 'camera-add':
      return applyAddition(call, user, proposal);
    case 'layout-put':
    case 'layout-delete':
    case 'scenario-put':
    case 'scenario-delete':
      return applyArrangement(call, user, proposal);
    case 'other':
      throw refuse('not-editable', { details: { type: proposal.type } });
  }
};

/** What was answered the first time, for a repetition. */
const remembered = async ({ transaction, path }: ProposalCall, sha256: string, user: User): Promise<ProposalOutcome | null> => {
  const row = await one(transaction.all('SELECT * FROM proposal WHERE proposal_id = ?', path.proposalId));
  if (row === null) return null;
  if (textOf(row, 'content_sha256') !== sha256 || textOf(row, 'user_id') !== user.id) throw refuse('proposal-reused');
  const answer: unknown = JSON.parse(textOf(row, 'answer'));
  if (numberOf(row, 'status') === 200) return proposalOutcomeSchema.parse(answer);
  const { kind, details, server, fields } = problemSchema.parse(answer);
  throw refuse(kind, { details, ...(server === undefined ? {} : { server }), ...(fields === undefined ? {} : { fields }) });
};

export const propose: Handler<'propose'> = async (call) => {
  const { transaction, path, body, nowMs } = call;
  const user = personOf(call.caller);
  await transaction.lock(`proposal:${path.proposalId}`);
  const sha256 = createHash('sha256').update(canonicalJson(body)).digest('hex');
  const before = await remembered(call, sha256, user);
  if (before !== null) return { status: 200, body: before };
  const keep = (status: number, answer: unknown): Promise<void> =>
    transaction.run(
      'INSERT INTO proposal (proposal_id, user_id, content_sha256, status, answer) VALUES (?, ?, ?, ?, ?)',
      path.proposalId,
      user.id,
      sha256,
      status,
      JSON.stringify(answer),
    );
  try {
    const outcome = { proposalId: path.proposalId, ...(await apply(call, user, body)), serverTime: new Date(nowMs).toISOString() };
    await keep(200, outcome);
    return { status: 200, body: outcome };
  } catch (failure) {
    if (!(failure instanceof Refusal)) throw failure;
    const { problem } = problemOf(failure);
    await keep(problem.status, problem);
    throw refuse(failure.kind, { ...failure.extras, keep: true });
  }
};
