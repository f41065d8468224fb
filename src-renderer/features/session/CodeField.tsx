import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '../../ui/Field.tsx';

export interface CodeFieldProps {
  /** `null` while no code is asked for. */
  readonly code: string | null;
  readonly problem: boolean;
  /** The account may have one: what was given was not enough. */
  readonly suggested: boolean;
  readonly onChange: (code: string | null) => void;
}

/** The second factor: most accounts at isolated sites have none, so it is asked for by a press. */
export function CodeField({ code, problem, suggested, onChange }: CodeFieldProps) {
  const { t } = useTranslation();
  return (
    <div className="session-code">
      {code !== null && (
        <Field label={t('session.code')} hint={t('session.codeHint')} problem={problem ? t('session.codeShape') : undefined}>
          {(ids) => (
            <Input
              {...ids}
              autoFocus
              autoComplete="one-time-code"
              inputMode="numeric"
              maxLength={8}
              value={code}
              onChange={({ target }) => {
                onChange(target.value);
              }}
            />
          )}
        </Field>
      )}
      <button
        type="button"
        className="link-button"
        aria-expanded={code !== null}
        onClick={() => {
          onChange(code === null ? '' : null);
        }}
      >
        {code === null ? t('session.useCode') : t('session.noCode')}
      </button>
      {suggested && <span className="session-code-maybe">{t('session.codeMaybe')}</span>}
    </div>
  );
}
