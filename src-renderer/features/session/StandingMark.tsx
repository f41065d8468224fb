import { useTranslation } from 'react-i18next';
import { epochMs } from '../../../src-contract/time.ts';
import { clockText, lengthText } from '../../lib/time-text.ts';
import type { SignedIn } from '../../stores/session-screen.ts';
import { StateMark } from '../../ui/StateMark.tsx';
import { useNow } from '../../ui/use-now.ts';

const EVERY_MS = 10_000;

/** Whether the province vouches for the session, or for how long it may go on without. */
export function StandingMark({ current }: { readonly current: SignedIn }) {
  const { t, i18n } = useTranslation();
  const now = useNow(EVERY_MS);
  if (current.mode === 'online') {
    return (
      <span className="standing standing-online" role="status" title={t('session.onlineHint')}>
        <StateMark shape="dot" />
        {t('session.online')}
      </span>
    );
  }
  const endsAt = current.graceEndsAt;
  return (
    <span
      className="standing standing-offline"
      role="status"
      title={endsAt === null ? t('session.offline') : t('session.offlineUntil', { at: clockText(epochMs(endsAt)) })}
    >
      <StateMark shape="triangle" />
      {endsAt === null ? t('session.offline') : t('session.offlineLeft', { left: lengthText(Math.max(0, endsAt - now), i18n) })}
    </span>
  );
}
