import { Alert, App } from 'antd';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { VmsError } from '../../../src-contract/errors.ts';
import type { Camera, CameraId } from '../../../src-contract/model/camera.ts';
import type { ProposedEdit } from '../../../src-contract/model/correction.ts';
import { errorText, problemTextOf } from '../../lib/message-text.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { useAreaWords } from '../../stores/use-area-words.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { ScreenState } from '../../ui/ScreenState.tsx';
import { useAttempt } from '../../ui/use-attempt.ts';
import { areaAsWas, formOf, formProblems, type CameraForm } from './camera-form.ts';
import { CameraFields } from './CameraFields.tsx';
import { CameraFormDialog } from './CameraFormDialog.tsx';
import { ConnectionTester } from './ConnectionTester.tsx';
import { collidedIn, correctedDraft, editedFormOf, fieldAt, loginProblems, saidOfCamera } from './correction-form.ts';
import { useAsked } from './use-asked.ts';
import { useDiscard } from './use-discard.ts';
import { useFocusOnProblem } from './use-focus-on-problem.ts';

interface CorrectorProps {
  readonly proposalId: string;
  readonly camera: Camera;
  readonly proposed: ProposedEdit;
  readonly onLeave: () => void;
}

function Form({ proposalId, camera, proposed, onLeave }: CorrectorProps) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const { cameras, corrections } = useStores();
  const ordered = useStore(cameras, (state) => state.ordered);
  const areaOf = useAreaWords(i18n);
  const [initial] = useState(() => editedFormOf(proposed, formOf(camera, camera.transport, areaOf)));
  const [form, setForm] = useState(initial);
  const [showProblems, setShowProblems] = useState(false);
  const attempt = useAttempt();
  const focus = useFocusOnProblem();
  const { login, refusal } = proposed;
  const problems = { ...formProblems(form, camera.id, ordered), ...loginProblems(form, initial, login) };
  const at = fieldAt(refusal?.at ?? null);
  const said = refusal === null ? '' : problemTextOf(i18n, refusal.problem, refusal.at);
  const change = (patch: Partial<CameraForm>): void => {
    setForm((current) => ({ ...current, ...patch }));
    attempt.forget();
  };
  const offer = async (): Promise<void> => {
    setShowProblems(true);
    if (Object.keys(problems).length > 0) return;
    const corrected = correctedDraft(areaAsWas(form, initial, camera), login);
    const stored = await attempt.run(async () => {
      await corrections.offerEdit(proposalId, camera.id, corrected.draft, corrected.login);
    });
    if (!stored) return;
    void message.success(t('registration.edited', { number: form.number ?? camera.number, name: form.name.trim() }));
    onLeave();
  };
  const cancel = useDiscard(form, initial, onLeave);
  const lead = refusal === null ? t('correction.collided') : t('correction.refused', { reason: said });
  return (
    <CameraFormDialog
      title={t('correction.editTitle')}
      act={t('correction.send')}
      acting={attempt.running}
      failure={attempt.failure === null ? null : errorText(i18n, attempt.failure.thrown)}
      onAct={offer}
      onCancel={cancel}
      formRef={focus}
    >
      <Alert type="warning" showIcon title={at === null ? lead : t('correction.refusedAt')} description={t('correction.lead')} />
      <CameraFields
        form={form}
        problems={{
          ...collidedIn(proposed, form, camera),
          ...saidOfCamera(at, said, form, initial),
          ...(showProblems ? problems : {}),
        }}
        hasPassword={camera.hasPassword}
        of="province"
        sent={login}
        onChange={change}
      />
      <ConnectionTester
        cameraId={camera.id}
        form={form}
        problems={problems}
        testAtOnce={false}
        onTrust={(trustedCertificate) => {
          change({ trustedCertificate });
        }}
      />
    </CameraFormDialog>
  );
}

export interface EditCorrectorProps {
  readonly proposalId: string;
  readonly cameraId: CameraId;
}

/** An edit of a camera the province did not take, in the camera's form, over what the province has now. */
export function EditCorrector({ proposalId, cameraId }: EditCorrectorProps) {
  const { t, i18n } = useTranslation();
  const { cameras, corrections, view } = useStores();
  const ask = useCallback(async () => {
    const proposed = await corrections.edit(proposalId, cameraId);
    const camera = cameras.getState().byId.get(cameraId);
    if (camera === undefined) throw new VmsError('not-found', 'camera-not-found');
    return { proposed, camera };
  }, [cameras, corrections, proposalId, cameraId]);
  const asked = useAsked(ask);
  const leave = (): void => {
    view.getState().open({ kind: 'sync' });
  };
  if (asked.kind === 'ready') return <Form {...asked.value} proposalId={proposalId} onLeave={leave} />;
  return (
    <Dialog width={760} title={t('correction.editTitle')} footer={null} onClose={leave}>
      {asked.kind === 'loading' && <ScreenState kind="loading" title={t('correction.loading')} />}
      {asked.kind === 'failed' && <ScreenState kind="error" title={errorText(i18n, asked.thrown)} />}
    </Dialog>
  );
}
