import type { Person } from '../../../src-contract/model/session.ts';

/** `Trực ban IOC · Trung tâm IOC tỉnh`. */
export const standingOf = ({ roles, unitName }: Person): string => [...roles.map(({ name }) => name), unitName].join(' · ');

/** Whose session this is. */
export function PersonCard({ person }: { readonly person: Person }) {
  return (
    <div className="person-card">
      <span className="person-card-name">{person.name}</span>
      <span className="person-card-standing">{standingOf(person)}</span>
    </div>
  );
}
