import { PictureOutlined, LoadingOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { VmsError } from '../../../src-contract/errors.ts';
import { certificateFactsSchema, fingerprintText } from '../../../src-contract/model/certificate.ts';
import type { DeviceFacts } from '../../../src-contract/model/device.ts';
import { profileLabel } from '../../lib/device-profiles.ts';
import { errorText } from '../../lib/message-text.ts';
import { StateMark } from '../../ui/StateMark.tsx';
import { remarksOf, shownAddress, type ChannelRow, type DeviceRow, type Login } from './device-rows.ts';
import { offsetText } from './offset-text.ts';
import type { DeviceRows } from './use-device-rows.ts';

interface RowProps {
  readonly row: DeviceRow;
  readonly devices: DeviceRows;
}

function Remarks({ facts }: { readonly facts: DeviceFacts }) {
  const { t } = useTranslation();
  return (
    <ul className="devices-remarks">
      {remarksOf(facts).map((remark) => (
        <li key={remark} className={remark === 'no-stream' ? 'devices-bad' : 'devices-warning'}>
          <StateMark shape={remark === 'no-stream' ? 'cross' : 'triangle'} />
          {t(`devices.remark.${remark}`, { offset: offsetText(facts.clock?.offsetMs ?? 0, t) })}
        </li>
      ))}
    </ul>
  );
}

function certificateIn(thrown: unknown) {
  const parsed = thrown instanceof VmsError ? certificateFactsSchema.safeParse(thrown.details) : null;
  return parsed?.success === true ? parsed.data : null;
}

/** What was wrong with a device, and the way to try it again with another login or a certificate a person has compared. */
function Failed({ row, devices, thrown }: RowProps & { readonly thrown: unknown }) {
  const { t, i18n } = useTranslation();
  const [login, setLogin] = useState<Login>(row.own ?? { username: '', password: '' });
  const certificate = certificateIn(thrown);
  return (
    <div className="devices-failed" role="alert">
      <p className="devices-bad selectable">
        <StateMark shape="cross" />
        {errorText(i18n, thrown)}
      </p>
      {certificate === null ? (
        <form
          className="devices-again"
          onSubmit={(event) => {
            event.preventDefault();
            devices.readAgain(row.key, login, row.trusted);
          }}
        >
          <Input
            value={login.username}
            aria-label={t('camera.username')}
            placeholder={t('camera.username')}
            autoComplete="off"
            onChange={(event) => {
              setLogin({ ...login, username: event.target.value });
            }}
          />
          <Input.Password
            value={login.password}
            aria-label={t('camera.password')}
            placeholder={t('camera.password')}
            autoComplete="new-password"
            onChange={(event) => {
              setLogin({ ...login, password: event.target.value });
            }}
          />
          <Button htmlType="submit">{t('common.retry')}</Button>
        </form>
      ) : (
        <div className="devices-certificate">
          <code className="selectable">{fingerprintText(certificate.fingerprint)}</code>
          <p>{t('certificate.compare')}</p>
          <Button
            onClick={() => {
              devices.readAgain(row.key, row.own ?? devices.common, certificate.fingerprint);
            }}
          >
            {t('certificate.trust')}
          </Button>
        </div>
      )}
    </div>
  );
}

function Picture({ row, channel, devices }: RowProps & { readonly channel: ChannelRow }) {
  const { t, i18n } = useTranslation();
  const { preview } = channel;
  const look = (): void => {
    devices.preview(row, channel);
  };
  if (preview.kind === 'picture' && preview.url !== null)
    return <img className="devices-picture" src={preview.url} alt={t('test.picture')} />;
  return (
    <button
      type="button"
      className="devices-picture devices-no-picture"
      disabled={channel.main === null || preview.kind === 'running'}
      onClick={look}
    >
      {preview.kind === 'running' ? <LoadingOutlined aria-hidden /> : <PictureOutlined aria-hidden />}
      <span>
        {preview.kind === 'failed' ? errorText(i18n, preview.thrown) : preview.kind === 'picture' ? t('test.noPicture') : t('devices.look')}
      </span>
    </button>
  );
}

function Result({ channel }: { readonly channel: ChannelRow }) {
  const { t, i18n } = useTranslation();
  switch (channel.outcome.kind) {
    case 'none':
      return null;
    case 'added':
      return (
        <p className="devices-mark devices-new" role="status">
          <StateMark shape="dot" />
          {t('devices.added', { number: channel.outcome.number })}
        </p>
      );
    case 'failed':
      return (
        <p className="devices-bad" role="alert">
          <StateMark shape="cross" />
          {errorText(i18n, channel.outcome.thrown)}
        </p>
      );
  }
}

function Channel({ row, channel, devices }: RowProps & { readonly channel: ChannelRow }) {
  const { t } = useTranslation();
  const change = (patch: Partial<ChannelRow>): void => {
    devices.change(channel.key, patch);
  };
  const options = channel.channel.profiles
    .filter(({ streamUri }) => streamUri !== null)
    .map((profile) => ({ value: profile.token, label: profileLabel(profile) }));
  const fixed = channel.outcome.kind === 'added' || channel.main === null;
  return (
    <div className="devices-channel">
      <Checkbox
        checked={channel.chosen && channel.main !== null}
        disabled={fixed}
        aria-label={t('devices.choose', { name: channel.name })}
        onChange={(event) => {
          change({ chosen: event.target.checked });
        }}
      />
      <Picture row={row} channel={channel} devices={devices} />
      <div className="devices-inputs">
        <Input
          value={channel.name}
          disabled={fixed}
          maxLength={200}
          aria-label={t('camera.name')}
          status={channel.chosen && channel.name.trim() === '' ? 'error' : ''}
          onChange={(event) => {
            change({ name: event.target.value });
          }}
        />
        <InputNumber<number>
          value={channel.number}
          disabled={fixed}
          controls={false}
          min={1}
          max={999_999}
          precision={0}
          aria-label={t('camera.number')}
          placeholder={t('camera.number')}
          onChange={(number) => {
            change({ number });
          }}
        />
        <Input
          value={channel.area}
          disabled={fixed}
          maxLength={200}
          aria-label={t('camera.area')}
          placeholder={t('camera.area')}
          onChange={(event) => {
            change({ area: event.target.value });
          }}
        />
        <Select<string>
          className="devices-stream"
          value={channel.main}
          disabled={fixed}
          options={options}
          aria-label={t('devices.main')}
          prefix={t('devices.main')}
          onChange={(main) => {
            change({ main, preview: { kind: 'none' } });
          }}
        />
        <Select<string>
          className="devices-stream"
          value={channel.sub ?? ''}
          disabled={fixed}
          options={[{ value: '', label: t('common.none') }, ...options]}
          aria-label={t('devices.sub')}
          prefix={t('devices.sub')}
          onChange={(sub) => {
            change({ sub: sub === '' ? null : sub, preview: { kind: 'none' } });
          }}
        />
        <Result channel={channel} />
      </div>
    </div>
  );
}

function Device({ row, devices }: RowProps) {
  const { t } = useTranslation();
  const { reading } = row;
  return (
    <section className="devices-device" aria-label={shownAddress(row.address)}>
      <header className="devices-head">
        <span className="devices-address selectable">{shownAddress(row.address)}</span>
        {reading.kind === 'read' ? (
          <span className="devices-identity selectable">
            {[`${reading.facts.manufacturer} ${reading.facts.model}`.trim(), reading.facts.firmware, reading.facts.serial]
              .filter((part) => part !== '')
              .join(' · ')}
          </span>
        ) : (
          <span className="devices-identity">{row.label}</span>
        )}
        {reading.kind === 'running' && (
          <span role="status">
            <LoadingOutlined aria-hidden /> {t('devices.reading')}
          </span>
        )}
      </header>
      {reading.kind === 'failed' && <Failed row={row} devices={devices} thrown={reading.thrown} />}
      {reading.kind === 'read' && <Remarks facts={reading.facts} />}
      {row.channels.map((channel) => (
        <Channel key={channel.key} row={row} channel={channel} devices={devices} />
      ))}
    </section>
  );
}

/** What the devices said, and what of it becomes a camera. */
export function ReviewStep({ devices }: { readonly devices: DeviceRows }) {
  return (
    <div className="devices-review">
      {devices.rows.map((row) => (
        <Device key={row.key} row={row} devices={devices} />
      ))}
    </div>
  );
}
