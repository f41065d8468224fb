import { UnlockOutlined } from '@ant-design/icons';
import { App } from 'antd';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { errorText } from '../../lib/message-text.ts';
import type { OpenUntil } from '../../stores/privacy-store.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { useNow } from '../../ui/use-now.ts';

const SECOND_MS = 1_000;
const two = (value: number): string => String(value).padStart(2, '0');

/** `29:41`. */
function leftText(untilMs: number, nowMs: number): string {
  const seconds = Math.max(0, Math.ceil((untilMs - nowMs) / SECOND_MS));
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}

function Opened({ opening: { act, cameraId, byName, secondName, untilMs } }: { readonly opening: OpenUntil }) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const { privacy } = useStores();
  const now = useNow(SECOND_MS);
  const shut = (): void => {
    privacy
      .getState()
      .shut(act, cameraId)
      .catch((failure: unknown) => {
        void message.error(errorText(i18n, failure));
      });
  };
  // its time is over, whatever main still has to say of it: the worker has drawn the mask again by its own clock
  if (untilMs <= now) return null;
  const left = leftText(untilMs, now);
  return (
    <div className="tile-opened" title={t('privacy.openedBy', { by: byName, second: secondName })}>
      <UnlockOutlined aria-hidden="true" />
      <span>{t(`privacy.opened.${act}`, { left })}</span>
      <button type="button" className="tile-opened-shut" tabIndex={-1} onClick={shut}>
        {t(`privacy.shut.${act}`)}
      </button>
    </div>
  );
}

/** What two persons opened for this camera, how long still, and the way to end it at once. */
export const TileOpenings = memo(function TileOpenings({ cameraId }: { readonly cameraId: string }) {
  const { privacy } = useStores();
  const openings = useStore(privacy, (state) => state.openings);
  const own = openings.filter((opening) => opening.cameraId === cameraId);
  return own.length === 0 ? null : (
    <div className="tile-openings">
      {own.map((opening) => (
        <Opened key={opening.act} opening={opening} />
      ))}
    </div>
  );
});
