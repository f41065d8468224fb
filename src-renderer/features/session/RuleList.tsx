import { useTranslation } from 'react-i18next';
import { StateMark, type MarkShape } from '../../ui/StateMark.tsx';

/** `unknown`: the server alone can tell. */
export type RuleStanding = 'met' | 'notMet' | 'unknown';
const shapes: Readonly<Record<RuleStanding, MarkShape>> = { met: 'dot', notMet: 'ring', unknown: 'diamond' };

/** What is asked of something secret while it is typed, and what of it is met so far. */
export function RuleList({ rules }: { readonly rules: readonly (readonly [string, RuleStanding])[] }) {
  const { t } = useTranslation();
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
