import { Alert, App, Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { CameraDevice } from '../../../src-contract/model/device.ts';
import type { RegistrationPlaces } from '../../../src-contract/model/registration.ts';
import { errorText } from '../../lib/message-text.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ScreenState } from '../../ui/ScreenState.tsx';
import { useAttempt } from '../../ui/use-attempt.ts';
import { draftOf, formOf, formProblems, type CameraForm } from './camera-form.ts';
import { CameraFields } from './CameraFields.tsx';
import { ConnectionTester } from './ConnectionTester.tsx';
import { OnvifRow } from './OnvifRow.tsx';
import { registrationFormOf, registrationOf, registrationProblems } from './registration-form.ts';
import { RegistrationFields } from './RegistrationFields.tsx';
import { UrlTemplateRow } from './UrlTemplateRow.tsx';
import { useDiscard } from './use-discard.ts';

/** As ONVIF read it, with the address it gave: one that was written over by hand is not the device's any more. */
interface ReadDevice {
  readonly device: CameraDevice;
  readonly mainUrl: string;
}

function Form({ places }: { readonly places: RegistrationPlaces }) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const { cameras, settings, view, registration } = useStores();
  const ordered = useStore(cameras, (state) => state.ordered);
  const [initial] = useState(() => formOf(null, settings.getState().settings.defaultTransport, () => ''));
  const [blank] = useState(() => registrationFormOf(places));
  const [form, setForm] = useState(initial);
  const [facts, setFacts] = useState(blank);
  const [read, setRead] = useState<ReadDevice | null>(null);
  const [showProblems, setShowProblems] = useState(false);
  const attempt = useAttempt();
  const problems = formProblems(form, null, ordered);
  const missing = registrationProblems(facts, ordered);
  const change = (patch: Partial<CameraForm>): void => {
    setForm((current) => ({ ...current, ...patch }));
    attempt.forget();
  };
  const offer = async (): Promise<void> => {
    setShowProblems(true);
    const told = registrationOf(facts, read?.mainUrl === form.mainUrl.trim() ? read.device : null);
    if (told === null || Object.keys(problems).length > 0 || Object.keys(missing).length > 0) return;
    const stored = await attempt.run(() => registration.offer(draftOf(form), told));
    if (!stored) return;
    void message.success(t('registration.offered', { name: form.name.trim() }));
    view.getState().close();
  };
  const cancel = useDiscard([form, facts], [initial, blank]);
  return (
    <Dialog
      width={760}
      title={t('registration.title')}
      onClose={cancel}
      footer={
        <>
          <Button onClick={cancel}>{t('common.cancel')}</Button>
          <Button type="primary" loading={attempt.running} onClick={() => void offer()}>
            {t('registration.offer')}
          </Button>
        </>
      }
    >
      <form
        className="camera-form"
        onSubmit={(event) => {
          event.preventDefault();
          void offer();
        }}
      >
        <p className="registration-lead">{t('registration.lead')}</p>
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
        <CameraFields form={form} problems={showProblems ? problems : {}} hasPassword={false} of="new-to-province" onChange={change} />
        <RegistrationFields
          form={facts}
          places={places}
          problems={showProblems ? missing : {}}
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
        {attempt.failure !== null && <Alert type="error" showIcon title={errorText(i18n, attempt.failure.thrown)} />}
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}

type Asked =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly thrown: unknown }
  | { readonly kind: 'ready'; readonly places: RegistrationPlaces };

/** Offers a camera to the province; it is in the list once the province has taken it. */
export function RegistrationEditor() {
  const { t, i18n } = useTranslation();
  const { registration, view } = useStores();
  const [asked, setAsked] = useState<Asked>({ kind: 'loading' });
  useEffect(() => {
    let gone = false;
    registration.places().then(
      (places) => {
        if (!gone) setAsked({ kind: 'ready', places });
      },
      (thrown: unknown) => {
        if (!gone) setAsked({ kind: 'failed', thrown });
      },
    );
    return () => {
      gone = true;
    };
  }, [registration]);
  if (asked.kind === 'ready' && asked.places.areas.length > 0) return <Form places={asked.places} />;
  return (
    <Dialog width={760} title={t('registration.title')} footer={null} onClose={view.getState().close}>
      {asked.kind === 'loading' && <ScreenState kind="loading" title={t('registration.loading')} />}
      {asked.kind === 'failed' && <ScreenState kind="error" title={errorText(i18n, asked.thrown)} />}
      {asked.kind === 'ready' && <ScreenState kind="empty" title={t('registration.nowhere')} hint={t('registration.nowhereHint')} />}
    </Dialog>
  );
}
