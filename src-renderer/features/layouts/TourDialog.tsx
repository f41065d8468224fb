import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined } from '@ant-design/icons';
import { Button, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import {
  LONGEST_DWELL,
  LONGEST_NAME,
  SHORTEST_DWELL,
  type Arrangement,
  type Tour,
  type TourStep,
} from '../../../src-contract/model/arrangement.ts';
import { MOST_TILES } from '../../../src-contract/model/layout.ts';
import { errorText } from '../../lib/message-text.ts';
import { findLayout, layoutsIn, refOf } from '../../stores/kept-layout.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { useAttempt } from '../../ui/use-attempt.ts';

const USUAL_DWELL = 15;

/** The steps with one of them moved; the same where it is at the end already. */
function moved(steps: readonly TourStep[], at: number, by: 1 | -1): readonly TourStep[] {
  const step = steps[at];
  const to = at + by;
  if (step === undefined || to < 0 || to >= steps.length) return steps;
  const others = steps.filter((_, index) => index !== at);
  return [...others.slice(0, to), step, ...others.slice(to)];
}

function useStepName(all: readonly Arrangement[]): (step: TourStep) => string {
  const { t } = useTranslation();
  const { cameras } = useStores();
  const byId = useStore(cameras, (state) => state.byId);
  return (step) => {
    if (step.kind === 'layout') return findLayout(all, step.layout)?.name ?? t('layouts.gone');
    const camera = byId.get(step.cameraId);
    return camera === undefined ? t('layouts.gone') : `${String(camera.number)} ${camera.name}`;
  };
}

interface StepsProps {
  readonly steps: readonly TourStep[];
  readonly nameOf: (step: TourStep) => string;
  readonly onChange: (steps: readonly TourStep[]) => void;
}

function Steps({ steps, nameOf, onChange }: StepsProps) {
  const { t } = useTranslation();
  if (steps.length === 0) return <p className="kept-empty">{t('layouts.noSteps')}</p>;
  return (
    <ol className="tour-steps">
      {steps.map((step, at) => {
        const name = nameOf(step);
        const shift = (by: 1 | -1) => () => {
          onChange(moved(steps, at, by));
        };
        return (
          <li key={`${String(at)}-${name}`}>
            <span className="tour-step-name">{name}</span>
            <button
              type="button"
              className="icon-button"
              aria-label={t('layouts.stepUp', { name })}
              disabled={at === 0}
              onClick={shift(-1)}
            >
              <ArrowUpOutlined aria-hidden />
            </button>
            <button
              type="button"
              className="icon-button"
              aria-label={t('layouts.stepDown', { name })}
              disabled={at === steps.length - 1}
              onClick={shift(1)}
            >
              <ArrowDownOutlined aria-hidden />
            </button>
            <button
              type="button"
              className="icon-button"
              aria-label={t('layouts.stepRemove', { name })}
              onClick={() => {
                onChange(steps.filter((_, index) => index !== at));
              }}
            >
              <DeleteOutlined aria-hidden />
            </button>
          </li>
        );
      })}
    </ol>
  );
}

function StepPicker({ onPick }: { readonly onPick: (step: TourStep) => void }) {
  const { t } = useTranslation();
  const { layouts, cameras } = useStores();
  const all = layoutsIn(useStore(layouts, (state) => state.arrangements));
  const ordered = useStore(cameras, (state) => state.ordered);
  return (
    <Select<string>
      showSearch={{ optionFilterProp: 'label' }}
      value={null}
      placeholder={t('layouts.addStep')}
      aria-label={t('layouts.addStep')}
      options={[
        { label: t('layouts.title'), options: all.map((layout) => ({ value: `layout ${layout.place} ${layout.id}`, label: layout.name })) },
        {
          label: t('layouts.cameras'),
          options: ordered.map(({ id, number, name }) => ({ value: `camera ${id}`, label: `${String(number)} ${name}` })),
        },
      ]}
      onChange={(value: string) => {
        const layout = all.find(({ place, id }) => value === `layout ${place} ${id}`);
        if (layout !== undefined) onPick({ kind: 'layout', layout: refOf(layout) });
        else onPick({ kind: 'camera', cameraId: value.slice('camera '.length) });
      }}
    />
  );
}

/** Makes a tour, or changes one. */
export function TourDialog({ tour, onClose }: { readonly tour: Tour | null; readonly onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const { layouts } = useStores();
  const all = useStore(layouts, (state) => state.arrangements);
  const [name, setName] = useState(tour?.tour.name ?? '');
  const [dwellSeconds, setDwell] = useState(tour?.tour.dwellSeconds ?? USUAL_DWELL);
  const [steps, setSteps] = useState<readonly TourStep[]>(tour?.tour.steps ?? []);
  const stepName = useStepName(all);
  const { running, failure, run } = useAttempt();
  const save = async (): Promise<void> => {
    const draft = { name: name.trim(), dwellSeconds, steps };
    if (await run(() => layouts.getState().saveTour(tour?.id ?? null, draft))) onClose();
  };
  const ready = name.trim() !== '' && steps.length > 0;
  return (
    <Dialog
      title={tour === null ? t('layouts.newTour') : t('layouts.editTour', { name: tour.tour.name })}
      width={520}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="primary" disabled={!ready} loading={running} onClick={() => void save()}>
            {t('layouts.save')}
          </Button>
        </>
      }
    >
      <Field label={t('layouts.name')}>
        {(ids) => (
          <Input
            {...ids}
            value={name}
            maxLength={LONGEST_NAME}
            onChange={(event) => {
              setName(event.target.value);
            }}
          />
        )}
      </Field>
      <Field label={t('layouts.dwell')} hint={t('layouts.dwellHint', { seconds: SHORTEST_DWELL })}>
        {(ids) => (
          <InputNumber<number>
            {...ids}
            min={SHORTEST_DWELL}
            max={LONGEST_DWELL}
            precision={0}
            value={dwellSeconds}
            onChange={(value) => {
              setDwell(value ?? USUAL_DWELL);
            }}
          />
        )}
      </Field>
      <h3 className="tour-steps-title">{t('layouts.steps')}</h3>
      <Steps steps={steps} nameOf={stepName} onChange={setSteps} />
      {steps.length < MOST_TILES && (
        <StepPicker
          onPick={(step) => {
            setSteps([...steps, step]);
          }}
        />
      )}
      {failure !== null && (
        <p className="kept-problem" role="alert">
          {errorText(i18n, failure.thrown)}
        </p>
      )}
    </Dialog>
  );
}
