import { Alert, Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CameraDevice, DeviceFacts } from '../../../src-contract/model/device.ts';
import { deviceName, profileLabel, streamOf } from '../../lib/device-profiles.ts';
import { errorText } from '../../lib/message-text.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { Field } from '../../ui/Field.tsx';
import { useAttempt } from '../../ui/use-attempt.ts';
import type { CameraForm } from './camera-form.ts';
import { chosenAtFirst, onvifPatch, type OnvifChoice } from './onvif-choice.ts';

export interface OnvifRowProps {
  readonly form: CameraForm;
  readonly onFill: (patch: Partial<CameraForm>, device: CameraDevice | null) => void;
}

interface ChoiceProps {
  readonly facts: DeviceFacts;
  readonly choice: OnvifChoice;
  readonly onChoose: (choice: OnvifChoice) => void;
}

/** Which lens or channel, and which of its profiles. */
function Choice({ facts, choice, onChoose }: ChoiceProps) {
  const { t } = useTranslation();
  const channel = facts.channels[choice.channel];
  if (channel === undefined || choice.main === null) return <Alert type="warning" showIcon title={t('devices.remark.no-stream')} />;
  const options = channel.profiles
    .filter((profile) => streamOf(channel, profile.token) !== null)
    .map((profile) => ({ value: profile.token, label: profileLabel(profile) }));
  const none = { value: '', label: t('common.none') };
  const channels = facts.channels.map(({ source }, at) => ({
    value: at,
    label: source === '' ? String(at + 1) : `${String(at + 1)} · ${source}`,
  }));
  return (
    <>
      {channels.length > 1 && (
        <Field label={t('camera.channel')}>
          {(ids) => (
            <Select<number>
              id={ids.id}
              value={choice.channel}
              options={channels}
              onChange={(at) => {
                onChoose(chosenAtFirst(facts, at));
              }}
            />
          )}
        </Field>
      )}
      <Field label={t('devices.main')}>
        {(ids) => <Select<string> id={ids.id} value={choice.main} options={options} onChange={(main) => onChoose({ ...choice, main })} />}
      </Field>
      <Field label={t('devices.sub')}>
        {(ids) => (
          <Select<string>
            id={ids.id}
            value={choice.sub ?? ''}
            options={[none, ...options]}
            onChange={(sub) => onChoose({ ...choice, sub: sub === '' ? null : sub })}
          />
        )}
      </Field>
    </>
  );
}

/** Fills in name and streams from the device itself, with the login of the form; tried once, for devices lock accounts. */
export function OnvifRow({ form, onFill }: OnvifRowProps) {
  const { t, i18n } = useTranslation();
  const { devices } = useStores();
  const [address, setAddress] = useState(URL.canParse(form.mainUrl) ? new URL(form.mainUrl).hostname : '');
  const [read, setRead] = useState<{ readonly facts: DeviceFacts; readonly choice: OnvifChoice } | null>(null);
  const attempt = useAttempt();
  const choose = (facts: DeviceFacts, choice: OnvifChoice): void => {
    setRead({ facts, choice });
    const { patch, device } = onvifPatch(facts, choice, form);
    onFill(patch, device);
  };
  const readNow = (): void => {
    setRead(null);
    void attempt.run(async () => {
      const { username, password, trustedCertificate } = form;
      const facts = await devices.getState().inspect({ address: address.trim(), username: username.trim(), password, trustedCertificate });
      choose(facts, chosenAtFirst(facts, 0));
    });
  };
  return (
    <fieldset className="template-row onvif-row" aria-label={t('devices.readHere')}>
      <Field label={t('devices.deviceAddress')} hint={t('devices.readHint')}>
        {(ids) => (
          <Input
            {...ids}
            value={address}
            placeholder="192.168.1.64"
            maxLength={500}
            onChange={(event) => {
              setAddress(event.target.value);
              attempt.forget();
            }}
            onPressEnter={(event) => {
              event.preventDefault();
              if (address.trim() !== '') readNow();
            }}
          />
        )}
      </Field>
      <Button className="template-fill" disabled={address.trim() === ''} loading={attempt.running} onClick={readNow}>
        {t('devices.readHere')}
      </Button>
      <div className="onvif-outcome" role="status">
        {attempt.running && t('devices.reading')}
        {read !== null && t('devices.readDone', { device: deviceName(read.facts) || read.facts.address })}
      </div>
      {read !== null && (
        <Choice
          {...read}
          onChoose={(choice) => {
            choose(read.facts, choice);
          }}
        />
      )}
      {attempt.failure !== null && (
        <Alert className="onvif-failure" type="error" showIcon title={errorText(i18n, attempt.failure.thrown)} />
      )}
    </fieldset>
  );
}
