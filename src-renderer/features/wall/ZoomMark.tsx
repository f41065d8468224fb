import { useTranslation } from 'react-i18next';
import { seenPart, type Zoom } from '../../lib/zoom.ts';

/** How far a picture is zoomed, and which part of it is seen. */
export function ZoomMark({ zoom, onReset }: { readonly zoom: Zoom; readonly onReset: () => void }) {
  const { t, i18n } = useTranslation();
  const { x, y, size } = seenPart(zoom);
  const factor = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 }).format(zoom.scale);
  return (
    <button type="button" className="zoom-mark" tabIndex={-1} title={t('zoom.reset')} onClick={onReset}>
      <svg className="zoom-overview" viewBox="0 0 160 90" preserveAspectRatio="none" aria-hidden="true">
        <rect className="zoom-seen" x={x * 160} y={y * 90} width={size * 160} height={size * 90} />
      </svg>
      <span>{t('zoom.factor', { factor })}</span>
    </button>
  );
}
