import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { passwordProblem } from '../../lib/password-rules.ts';
import { signInProblemText } from '../../lib/sign-in-problem.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { Field } from '../../ui/Field.tsx';
import { useAttempt } from '../../ui/use-attempt.ts';
import { PasswordRules } from './PasswordRules.tsx';

const nothing = { current: '', next: '', again: '' };
const fields = ['current', 'next', 'again'] as const;

/** Old, new, new again; the server has the last word on what is good enough. */
export function PasswordForm({ onDone }: { readonly onDone: () => void }) {
  const { t, i18n } = useTranslation();
  const { session } = useStores();
  const [typed, setTyped] = useState(nothing);
  const attempt = useAttempt();
  const problem = passwordProblem(typed);
  const ready = typed.current !== '' && problem === null;
  const problemOf = (field: (typeof fields)[number]): string | undefined => {
    if (field === 'next' && problem === 'same' && typed.next !== '') return t('session.change.same');
    return field === 'again' && problem === 'differs' && typed.again !== '' ? t('session.change.differs') : undefined;
  };
  const change = async (): Promise<void> => {
    if (!ready) return;
    if (await attempt.run(() => session.getState().changePassword(typed.current, typed.next))) onDone();
    else setTyped(nothing);
  };
  return (
    <form
      className="session-form"
      onSubmit={(event) => {
        event.preventDefault();
        void change();
      }}
    >
      {fields.map((field) => (
        <Field key={field} label={t(`session.change.${field}`)} problem={problemOf(field)}>
          {(ids) => (
            <Input.Password
              {...ids}
              autoFocus={field === 'current'}
              autoComplete="off"
              maxLength={200}
              value={typed[field]}
              onChange={({ target }) => {
                attempt.forget();
                setTyped((current) => ({ ...current, [field]: target.value }));
              }}
            />
          )}
        </Field>
      ))}
      <PasswordRules password={typed.next} />
      {attempt.failure !== null && (
        <Alert type="error" showIcon title={signInProblemText(i18n, attempt.failure.thrown, attempt.failure.at)} />
      )}
      <Button block type="primary" htmlType="submit" disabled={!ready} loading={attempt.running}>
        {t('session.change.save')}
      </Button>
    </form>
  );
}
