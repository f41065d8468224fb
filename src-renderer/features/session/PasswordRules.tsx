import { useTranslation } from 'react-i18next';
import { passwordFacts } from '../../lib/password-rules.ts';
import { StateMark, type MarkShape } from '../../ui/StateMark.tsx';

type Standing = 'met' | 'notMet' | 'unknown';
const shapes: Readonly<Record<Standing, MarkShape>> = { met: 'dot', notMet: 'ring', unknown: 'diamond' };

/** What is asked of the new password, and what of it is met so far. */
export function PasswordRules({ password }: { readonly password: string }) {
  const { t } = useTranslation();
  const { long, fourClasses } = passwordFacts(password);
  const rules: readonly (readonly [string, Standing])[] = [
    [t('session.change.ruleLength'), long ? 'met' : 'notMet'],
    [t('session.change.ruleClasses'), fourClasses ? 'met' : 'notMet'],
    [t('session.change.ruleOld'), 'unknown'],
  ];
  return (
    <ul className="password-rules" aria-label={t('session.change.rules')}>
      {rules.map(([text, standing]) => (
        <li key={text} className={`password-rule-${standing}`}>
          <StateMark shape={shapes[standing]} />
          <span>{text}</span>
          <span className="visually-hidden">{t(`session.change.${standing}`)}</span>
        </li>
      ))}
    </ul>
  );
}
