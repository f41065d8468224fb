import { useTranslation } from 'react-i18next';
import type { SignedOut } from '../../stores/session-screen.ts';

export interface RememberedPeopleProps {
  readonly people: SignedOut['remembered'];
  /** Login of the one chosen; `null` for somebody else. */
  readonly chosen: string | null;
  /** Whether somebody not listed can sign in here. */
  readonly others: boolean;
  readonly onChoose: (login: string | null) => void;
}

/** One press says who one is; the password is still asked. */
export function RememberedPeople({ people, chosen, others, onChoose }: RememberedPeopleProps) {
  const { t } = useTranslation();
  if (people.length === 0) return null;
  return (
    <div className="session-people" role="group" aria-label={t('session.people')}>
      {people.map(({ login, name }) => (
        <button
          key={login}
          type="button"
          className="session-person"
          aria-pressed={login === chosen}
          onClick={() => {
            onChoose(login);
          }}
        >
          <span className="session-person-name">{name}</span>
          <span className="session-person-login">{login}</span>
        </button>
      ))}
      {others && (
        <button
          type="button"
          className="session-person"
          aria-pressed={chosen === null}
          onClick={() => {
            onChoose(null);
          }}
        >
          <span className="session-person-name">{t('session.otherPerson')}</span>
        </button>
      )}
    </div>
  );
}
