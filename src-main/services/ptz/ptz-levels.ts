/** Who goes before whom at a camera: a level by role, 1…254, as control rooms know it. Pure. */

/** Of a province that has no levels of its own in its contract: whoever answers for a scene goes before whoever keeps the machines. */
const levelOfRole: Readonly<Record<string, number>> = {
  'ioc-operator': 200,
  'unit-operator': 120,
  contractor: 40,
  'device-admin': 30,
};
/** Roles the province made itself. */
const OTHER_ROLE = 100;
/** Of whoever sits at a workstation without a province. */
export const STANDALONE_LEVEL = 100;

/** Of a person with several roles the highest counts. */
export function levelOf(roleIds: readonly string[]): number {
  return Math.max(1, ...roleIds.map((id) => levelOfRole[id] ?? OTHER_ROLE));
}
