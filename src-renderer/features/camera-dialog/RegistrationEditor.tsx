import { Alert, App } from 'antd';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ProposedAddition } from '../../../src-contract/model/correction.ts';
import type { RegistrationPlaces } from '../../../src-contract/model/registration.ts';
import { errorText, problemTextOf } from '../../lib/message-text.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ScreenState } from '../../ui/ScreenState.tsx';
import { useAttempt } from '../../ui/use-attempt.ts';
import { formOf, formProblems, type CameraForm } from './camera-form.ts';
import { CameraFields } from './CameraFields.tsx';
import { CameraFormDialog } from './CameraFormDialog.tsx';
import { ConnectionTester } from './ConnectionTester.tsx';
import { cameraFormOf, correctedDraft, factsFormOf, fieldAt, loginProblems, saidOfCamera, saidOfFacts } from './correction-form.ts';
import { OnvifRow } from './OnvifRow.tsx';
import { registrationFormOf, registrationOf, registrationProblems, type ReadDevice } from './registration-form.ts';
import { RegistrationFields } from './RegistrationFields.tsx';
import { UrlTemplateRow } from './UrlTemplateRow.tsx';
import { useAsked } from './use-asked.ts';
import { useDiscard } from './use-discard.ts';
import { useFocusOnProblem } from './use-focus-on-problem.ts';

/** What the province refused, as it was proposed. */
interface Refused {
  readonly proposalId: string;
  readonly proposed: ProposedAddition;
}

interface FormProps {
  readonly places: RegistrationPlaces;
  /** `null`: a new one. */
  readonly refused: Refused | null;
  readonly onLeave: () => void;
}

/** As ONVIF read it, with the address it gave: one that was written over by hand is not the device's any more. */
interface DeviceAt {
  readonly device: ReadDevice;
  readonly mainUrl: string;
}

function deviceBefore(refused: Refused | null): DeviceAt | null {
  if (refused === null) return null;
  const { registration, mainUrl } = refused.proposed;
  const { firmware, serial } = registration.device;
  return { device: { firmware, serial, address: registration.onvif ?? '' }, mainUrl };
}

function useRegistration({ places, refused }: FormProps) {
  const { settings } = useStores();
  const transport = settings.getState().settings.defaultTransport;
  const [initial] = useState(() => (refused === null ? formOf(null, transport, () => '') : cameraFormOf(refused.proposed, transport)));
  const [blank] = useState(() => (refused === null ? registrationFormOf(places) : factsFormOf(refused.proposed.registration, places)));
  const [form, setForm] = useState(initial);
  const [facts, setFacts] = useState(blank);
  const [read, setRead] = useState<DeviceAt | null>(() => deviceBefore(refused));
  return { initial, blank, form, setForm, facts, setFacts, read, setRead };
}

function Form(props: FormProps) {
  const { places, refused, onLeave } = props;
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const { cameras, registration, corrections } = useStores();
  const ordered = useStore(cameras, (state) => state.ordered);
  const { initial, blank, form, setForm, facts, setFacts, read, setRead } = useRegistration(props);
  const [showProblems, setShowProblems] = useState(false);
  const attempt = useAttempt();
  const focus = useFocusOnProblem();
  const login = refused?.proposed.login ?? 'none';
  const problems = { ...formProblems(form, null, ordered), ...loginProblems(form, initial, login) };
  const missing = registrationProblems(facts, ordered);
  const refusal = refused?.proposed.refusal ?? null;
  const at = fieldAt(refusal?.at ?? null);
  const said = refusal === null ? '' : problemTextOf(i18n, refusal.problem, refusal.at);
  const change = (patch: Partial<CameraForm>): void => {
    setForm((current) => ({ ...current, ...patch }));
    attempt.forget();
  };
  const offer = async (): Promise<void> => {
    setShowProblems(true);
    const told = registrationOf(facts, read?.mainUrl === form.mainUrl.trim() ? read.device : null);
    if (told === null || Object.keys(problems).length > 0 || Object.keys(missing).length > 0) return;
    const corrected = correctedDraft(form, login);
    const stored = await attempt.run(() =>
      refused === null
        ? registration.offer(corrected.draft, told)
        : corrections.offerAddition(refused.proposalId, corrected.draft, told, corrected.login),
    );
    if (!stored) return;
    void message.success(t('registration.offered', { name: form.name.trim() }));
    onLeave();
  };
  const cancel = useDiscard([form, facts], [initial, blank], onLeave);
  return (
    <CameraFormDialog
      title={t(refused === null ? 'registration.title' : 'correction.additionTitle')}
      act={t(refused === null ? 'registration.offer' : 'correction.send')}
      acting={attempt.running}
      failure={attempt.failure === null ? null : errorText(i18n, attempt.failure.thrown)}
      onAct={offer}
      onCancel={cancel}
      formRef={focus}
    >
      {refusal === null ? (
        <p className="registration-lead">{t('registration.lead')}</p>
      ) : (
        <Alert
          type="warning"
          showIcon
          title={at === null ? t('correction.refused', { reason: said }) : t('correction.refusedAt')}
          description={t('correction.lead')}
        />
      )}
      {!places.takesPasswords && <Alert type="warning" showIcon title={t('registration.noPasswords')} />}
      <OnvifRow
        form={form}
        onFill={(patch, device) => {
          change(patch);
          setRead(device === null || patch.mainUrl === undefined ? null : { device, mainUrl: patch.mainUrl });
          if (device !== null) setFacts((current) => ({ ...current, make: device.manufacturer, model: device.model }));
        }}
      />
      <UrlTemplateRow onFill={change} />
      <CameraFields
        form={form}
        problems={{ ...saidOfCamera(at, said, form, initial), ...(showProblems ? problems : {}) }}
        hasPassword={false}
        of="new-to-province"
        sent={login}
        onChange={change}
      />
      <RegistrationFields
        form={facts}
        places={places}
        problems={{ ...saidOfFacts(at, said, facts, blank), ...(showProblems ? missing : {}) }}
        onChange={(next) => {
          setFacts(next);
          attempt.forget();
        }}
      />
      <ConnectionTester
        cameraId={null}
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

/** Offers a camera to the province, or again what it refused; it is in the list once the province has taken it. */
export function RegistrationEditor({ proposalId = null }: { readonly proposalId?: string | null }) {
  const { t, i18n } = useTranslation();
  const { registration, corrections, view } = useStores();
  const ask = useCallback(async () => {
    const refused = proposalId === null ? null : { proposalId, proposed: await corrections.addition(proposalId) };
    return { places: await registration.places(), refused };
  }, [registration, corrections, proposalId]);
  const asked = useAsked(ask);
  const leave = (): void => {
    if (proposalId === null) view.getState().close();
    else view.getState().open({ kind: 'sync' });
  };
  if (asked.kind === 'ready' && asked.value.places.areas.length > 0) return <Form {...asked.value} onLeave={leave} />;
  return (
    <Dialog width={760} title={t(proposalId === null ? 'registration.title' : 'correction.additionTitle')} footer={null} onClose={leave}>
      {asked.kind === 'loading' && <ScreenState kind="loading" title={t('registration.loading')} />}
      {asked.kind === 'failed' && <ScreenState kind="error" title={errorText(i18n, asked.thrown)} />}
      {asked.kind === 'ready' && <ScreenState kind="empty" title={t('registration.nowhere')} hint={t('registration.nowhereHint')} />}
    </Dialog>
  );
}
