import { useTranslation } from 'react-i18next';
import { momentOfField } from '../../lib/vietnam-field.ts';

export interface MomentFieldProps {
  readonly label: string;
  /** As typed; empty: open. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Whether a search may be started with it. */
export const isMoment = (text: string): boolean => text.trim() === '' || momentOfField(text) !== null;

/** Date and time in Vietnam. The browser's own field would show them in the order of its own language. */
export function MomentField({ label, value, onChange }: MomentFieldProps) {
  const { t } = useTranslation();
  return (
    <label className="audit-moment">
      <span>{label}</span>
      <input
        type="text"
        inputMode="numeric"
        maxLength={20}
        placeholder={t('audit.filter.moment')}
        title={t('audit.filter.momentHint')}
        aria-invalid={!isMoment(value)}
        value={value}
        onChange={(event) => {
          onChange(event.target.value);
        }}
      />
    </label>
  );
}
