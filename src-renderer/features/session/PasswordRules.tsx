import { useTranslation } from 'react-i18next';
import { passwordFacts } from '../../lib/password-rules.ts';
import { RuleList } from './RuleList.tsx';

/** What is asked of the new password, and what of it is met so far. */
export function PasswordRules({ password }: { readonly password: string }) {
  const { t } = useTranslation();
  const { long, fourClasses } = passwordFacts(password);
  return (
    <RuleList
      rules={[
        [t('session.change.ruleLength'), long ? 'met' : 'notMet'],
        [t('session.change.ruleClasses'), fourClasses ? 'met' : 'notMet'],
        [t('session.change.ruleOld'), 'unknown'],
      ]}
    />
  );
}
