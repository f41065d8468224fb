import { Checkbox, Select, Slider } from 'antd';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Stick } from '../../../src-contract/model/controls.ts';
import { shaped, velocityOf } from '../../lib/gamepad/stick.ts';
import { textOf } from '../../lib/i18n.ts';
import { padButton } from '../../lib/keys/chord.ts';
import type { GamepadDriver, PadState } from '../../players/gamepad/gamepad-driver.ts';
import { chordsOf } from '../../stores/commands/key-map.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { Field } from '../../ui/Field.tsx';
import { KeyCaps } from '../../ui/KeyCaps.tsx';
import { useKeepControls } from './KeysSection.tsx';

export type PadWatch = Pick<GamepadDriver, 'watch'>;

/** Half the plot's side, in its own units. */
const HALF = 100;
const CURVE_POINTS = 41;

/** The curve from the middle to the right, as a line over the plot's lower half. */
function curvePoints(stick: Stick): string {
  return Array.from({ length: CURVE_POINTS }, (_, at) => {
    const way = at / (CURVE_POINTS - 1);
    return `${String(way * HALF)},${String(HALF - shaped(way, stick) * HALF)}`;
  }).join(' ');
}

/** Moves the two dots of the plot with the stick, past React. */
function useLiveDots(
  pad: PadWatch,
  stick: Stick,
  raw: RefObject<SVGCircleElement | null>,
  wanted: RefObject<SVGCircleElement | null>,
): void {
  useEffect(() => {
    const place = (dot: SVGCircleElement | null, right: number, up: number): void => {
      dot?.setAttribute('cx', String(right * HALF));
      dot?.setAttribute('cy', String(-up * HALF));
    };
    return pad.watch((state) => {
      const axes = state?.axes ?? [];
      const { pan, tilt } = velocityOf(axes, stick);
      const plain = velocityOf(axes, { ...stick, deadZone: 0, curve: 0 });
      place(raw.current, plain.pan, plain.tilt);
      place(wanted.current, pan, tilt);
    });
  }, [pad, stick, raw, wanted]);
}

function StickPlot({ pad, stick }: { readonly pad: PadWatch; readonly stick: Stick }) {
  const { t } = useTranslation();
  const raw = useRef<SVGCircleElement>(null);
  const wanted = useRef<SVGCircleElement>(null);
  useLiveDots(pad, stick, raw, wanted);
  return (
    <div>
      <svg className="stick-plot" viewBox={`${String(-HALF - 4)} ${String(-HALF - 4)} 208 208`} role="img" aria-label={t('stick.plot')}>
        <line className="stick-cross" x1={-HALF} x2={HALF} y1={0} y2={0} />
        <line className="stick-cross" x1={0} x2={0} y1={-HALF} y2={HALF} />
        <circle className="stick-rest" cx={0} cy={0} r={stick.deadZone * HALF} />
        <polyline className="stick-curve" points={curvePoints(stick)} />
        <circle ref={wanted} className="stick-wanted" cx={0} cy={0} r={6} />
        <circle ref={raw} className="stick-raw" cx={0} cy={0} r={9} />
      </svg>
      <p className="stick-legend">{t('stick.legend')}</p>
    </div>
  );
}

/** Which gamepad there is and which of its buttons are down, told only when that changes. */
function usePad(pad: PadWatch): { readonly id: string | null; readonly down: string; readonly axes: number } {
  const [seen, setSeen] = useState<{ readonly id: string | null; readonly down: string; readonly axes: number }>({
    id: null,
    down: '',
    axes: 0,
  });
  useEffect(
    () =>
      pad.watch((state: PadState | null) => {
        const down = state?.buttons.flatMap(({ pressed }, button) => (pressed ? [String(button + 1)] : [])).join(', ') ?? '';
        const next = { id: state?.id ?? null, down, axes: state?.axes.length ?? 0 };
        setSeen((before) => (before.id === next.id && before.down === down && before.axes === next.axes ? before : next));
      }),
    [pad],
  );
  return seen;
}

function ButtonList() {
  const { t, i18n } = useTranslation();
  const { commands, controls } = useStores();
  const all = useStore(commands, (state) => state.commands);
  const own = useStore(controls, (state) => state.controls.keys);
  const bound = all.flatMap((command) =>
    chordsOf(command, own)
      .filter((chord) => padButton(chord) !== null)
      .map((chord) => ({ chord, command })),
  );
  bound.sort((one, other) => (padButton(one.chord) ?? 0) - (padButton(other.chord) ?? 0));
  return (
    <section aria-label={t('stick.buttons')}>
      <h3 className="keys-group">{t('stick.buttons')}</h3>
      <dl className="stick-buttons">
        {bound.map(({ chord, command }) => (
          <div key={`${chord} ${command.id}`} style={{ display: 'contents' }}>
            <dt>
              <KeyCaps chord={chord} />
            </dt>
            <dd>{textOf(i18n, command.text, command.values)}</dd>
          </div>
        ))}
      </dl>
      <p className="stick-legend">{t('stick.buttonsHint')}</p>
    </section>
  );
}

const axes = ['pan', 'tilt', 'zoom'] as const;
const MOST_AXES = 8;

/** How a joystick or gamepad is read, with the stick drawn as it stands. */
export function StickSection({ pad }: { readonly pad: PadWatch }) {
  const { t } = useTranslation();
  const { controls } = useStores();
  const stick = useStore(controls, (state) => state.controls.stick);
  const [tried, setTried] = useState<Stick | null>(null);
  const { id, down, axes: count } = usePad(pad);
  const keep = useKeepControls();
  const current = tried ?? stick;
  const change = (next: Stick): void => {
    setTried(null);
    keep({ stick: next });
  };
  return (
    <div className="settings-section">
      <p className="stick-device" role="status">
        {id === null ? t('stick.none') : t('stick.found', { id })}
        {down !== '' && ` · ${t('stick.down', { buttons: down })}`}
      </p>
      <div className="stick">
        <StickPlot pad={pad} stick={current} />
        <div>
          <Field label={t('stick.deadZone')} hint={t('stick.deadZoneHint')}>
            {(ids) => (
              <Slider
                {...{ id: ids.id, ariaLabelForHandle: t('stick.deadZone') }}
                min={2}
                max={50}
                value={Math.round(current.deadZone * 100)}
                onChange={(percent) => {
                  setTried({ ...current, deadZone: percent / 100 });
                }}
                onChangeComplete={(percent) => {
                  change({ ...current, deadZone: percent / 100 });
                }}
              />
            )}
          </Field>
          <Field label={t('stick.curve')} hint={t('stick.curveHint')}>
            {(ids) => (
              <Slider
                {...{ id: ids.id, ariaLabelForHandle: t('stick.curve') }}
                min={0}
                max={100}
                value={Math.round(current.curve * 100)}
                onChange={(percent) => {
                  setTried({ ...current, curve: percent / 100 });
                }}
                onChangeComplete={(percent) => {
                  change({ ...current, curve: percent / 100 });
                }}
              />
            )}
          </Field>
          {axes.map((name) => (
            <Field key={name} label={t(`stick.${name}`)}>
              {(ids) => (
                <div className="stick-axis">
                  <Select
                    id={ids.id}
                    value={current[name].axis}
                    options={Array.from({ length: Math.max(MOST_AXES, count) }, (_, axis) => ({
                      value: axis,
                      label: t('stick.axis', { axis: axis + 1 }),
                    }))}
                    onChange={(axis) => {
                      change({ ...current, [name]: { ...current[name], axis } });
                    }}
                  />
                  <Checkbox
                    checked={current[name].inverted}
                    onChange={(event) => {
                      change({ ...current, [name]: { ...current[name], inverted: event.target.checked } });
                    }}
                  >
                    {t('stick.inverted')}
                  </Checkbox>
                </div>
              )}
            </Field>
          ))}
        </div>
      </div>
      <ButtonList />
    </div>
  );
}
