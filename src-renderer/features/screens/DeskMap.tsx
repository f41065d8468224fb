import { useState, type CSSProperties, type DragEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Desk, ScreenNumber } from '../../../src-contract/model/screen.ts';
import { deskPicture, displayAt, neighbourDisplay, type Spot } from './desk-picture.ts';

export interface DeskMapProps {
  readonly desk: Desk;
  readonly own: ScreenNumber;
  readonly selected: ScreenNumber | null;
  /** Whether windows may be moved at all. */
  readonly movable: boolean;
  readonly onSelect: (screen: ScreenNumber) => void;
  readonly onMove: (screen: ScreenNumber, displayId: string) => void;
}

const DRAGGED = 'application/x-vms-screen';
const directions: Readonly<Record<string, 'left' | 'right' | 'up' | 'down'>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

const styleOf = ({ left, top, width, height }: Spot): CSSProperties => ({
  left: `${left}%`,
  top: `${top}%`,
  width: `${width}%`,
  height: `${height}%`,
});

/** The desk as it stands: monitors to scale, windows on them; a window is dragged, or moved with Ctrl and the arrows. */
export function DeskMap({ desk, own, selected, movable, onSelect, onMove }: DeskMapProps) {
  const { t } = useTranslation();
  const [over, setOver] = useState<string | null>(null);
  const picture = deskPicture(desk);
  if (picture === null) return <p className="screens-none">{t('screens.noDisplays')}</p>;
  const under = (event: DragEvent): string | null => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    return displayAt(picture, ((event.clientX - left) / width) * 100, ((event.clientY - top) / height) * 100);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(null);
    const displayId = under(event);
    const screen = Number(event.dataTransfer.getData(DRAGGED));
    if (displayId !== null && desk.screens.some((one) => one.screen === screen)) onMove(screen, displayId);
  };
  const moveByKey = (event: KeyboardEvent, screen: ScreenNumber, displayId: string | null): void => {
    const direction = directions[event.key];
    if (direction === undefined || !event.ctrlKey || !movable) return;
    event.preventDefault();
    const target = neighbourDisplay(desk.displays, displayId, direction);
    if (target !== null && target !== displayId) onMove(screen, target);
  };
  return (
    <div
      className="desk"
      style={{ aspectRatio: String(picture.ratio), maxWidth: `calc(42vh * ${picture.ratio})` }}
      role="group"
      aria-label={t('screens.map')}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(DRAGGED)) return;
        event.preventDefault();
        setOver(under(event));
      }}
      onDragLeave={() => {
        setOver(null);
      }}
      onDrop={drop}
    >
      {picture.displays.map(({ display, spot }, index) => (
        <div key={display.id} className={over === display.id ? 'desk-display desk-display-over' : 'desk-display'} style={styleOf(spot)}>
          <span className="desk-display-name">
            {display.label === '' ? t('screens.display', { number: index + 1 }) : display.label}
            {display.primary && <span className="desk-primary">{t('screens.primary')}</span>}
          </span>
          <span className="desk-display-size">
            {t('screens.size', {
              width: Math.round(display.area.width * display.scale),
              height: Math.round(display.area.height * display.scale),
              scale: Math.round(display.scale * 100),
            })}
          </span>
        </div>
      ))}
      {picture.screens.map(({ screen: { screen, displayId, away }, spot }) => (
        <div key={screen} className="desk-spot" style={styleOf(spot)}>
          <button
            type="button"
            className="desk-window"
            aria-pressed={screen === selected}
            draggable={movable}
            onDragStart={(event) => {
              event.dataTransfer.setData(DRAGGED, String(screen));
              event.dataTransfer.effectAllowed = 'move';
              onSelect(screen);
            }}
            onClick={() => {
              onSelect(screen);
            }}
            onKeyDown={(event) => {
              moveByKey(event, screen, displayId);
            }}
          >
            <span className="visually-hidden">
              {t(away ? 'screens.windowAway' : screen === own ? 'screens.windowOwn' : 'screens.window', { screen })}
            </span>
            <span className="desk-window-number" aria-hidden>
              {screen}
            </span>
            {screen === own && (
              <span className="desk-window-word" aria-hidden>
                {t('screens.own')}
              </span>
            )}
            {away && (
              <span className="desk-window-word desk-window-away" aria-hidden>
                {t('screens.away')}
              </span>
            )}
          </button>
        </div>
      ))}
    </div>
  );
}
