import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dayText, typedDay } from './vietnam-day.ts';

export interface DayFieldProps {
  /** `2026-12-31`. */
  readonly day: string;
  /** The newest day there is. */
  readonly max: string;
  readonly onDay: (day: string) => void;
}

/** A day in Vietnam's order. The browser's own field would show it in the order of its own language. */
export function DayField({ day, max, onDay }: DayFieldProps) {
  const { t } = useTranslation();
  /** `null` while nobody types. */
  const [typed, setTyped] = useState<string | null>(null);
  const found = typed === null ? day : typedDay(typed);
  const take = (): void => {
    if (found !== null && found <= max) onDay(found);
    setTyped(null);
  };
  return (
    <input
      type="text"
      inputMode="numeric"
      maxLength={10}
      className="outages-day"
      aria-label={t('outages.day')}
      placeholder={t('outages.dayForm')}
      title={t('outages.dayForm')}
      aria-invalid={found === null || found > max}
      value={typed ?? dayText(day)}
      onChange={(event) => {
        setTyped(event.target.value);
      }}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take();
      }}
    />
  );
}
