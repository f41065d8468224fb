import { useTranslation } from 'react-i18next';
import type { SignedIn } from '../../stores/session-screen.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { StateMark } from '../../ui/StateMark.tsx';

/** The purpose in force, and the way to change it; missing, it says so. */
export function PurposeButton({ current }: { readonly current: SignedIn }) {
  const { t } = useTranslation();
  const { view } = useStores();
  const { purpose } = current;
  const text =
    purpose === null
      ? t('session.purpose.none')
      : purpose.caseNo === null
        ? t('session.purpose.shown', { name: purpose.name })
        : t('session.purpose.shownCase', { name: purpose.name, caseNo: purpose.caseNo });
  return (
    <button
      type="button"
      className={purpose === null ? 'purpose-button purpose-button-none' : 'purpose-button'}
      title={text}
      onClick={() => {
        view.getState().open({ kind: 'purpose', refused: false });
      }}
    >
      {purpose === null && <StateMark shape="triangle" />}
      {purpose !== null && <span className="visually-hidden">{text}</span>}
      <span aria-hidden={purpose !== null}>
        {purpose === null ? text : [purpose.name, purpose.caseNo].filter((part) => part !== null).join(' · ')}
      </span>
    </button>
  );
}
