import { useTranslation } from 'react-i18next';
import type { SignedOut } from '../../stores/session-screen.ts';
import { StateMark, type MarkShape } from '../../ui/StateMark.tsx';

const shapes: Readonly<Record<SignedOut['reach'], MarkShape>> = { online: 'dot', offline: 'triangle', unknown: 'ring' };

/** Whose server this is and whether it answers; always two lines, so that nothing below moves. */
export function ReachNote({ session }: { readonly session: SignedOut }) {
  const { t } = useTranslation();
  return (
    <div className="session-reach">
      <p className="session-province selectable">
        {session.province.name} <span>{session.province.url}</span>
      </p>
      <p className={`session-reach-state session-reach-${session.reach}`} role="status">
        <StateMark shape={shapes[session.reach]} />
        <span>{t(`session.reach.${session.reach}`)}</span>
      </p>
    </div>
  );
}
