import { Button, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { urlsFromTemplate, urlTemplates, type UrlTemplate } from '../../lib/stream-url-templates.ts';
import { Field } from '../../ui/Field.tsx';
import type { CameraForm } from './camera-form.ts';

/** Fills in both addresses from a manufacturer's usual paths. */
export function UrlTemplateRow({ onFill }: { readonly onFill: (patch: Partial<CameraForm>) => void }) {
  const { t } = useTranslation();
  const [template, setTemplate] = useState<UrlTemplate | null>(null);
  const [device, setDevice] = useState({ host: '', port: 554, channel: 1 });
  const [badHost, setBadHost] = useState(false);
  const fill = (): void => {
    if (template === null) return;
    const urls = urlsFromTemplate(template, device);
    setBadHost(urls === null);
    if (urls !== null) onFill({ mainUrl: urls.mainUrl, subUrl: urls.subUrl ?? '' });
  };
  return (
    <fieldset className="template-row">
      <Field label={t('camera.vendor')}>
        {(ids) => (
          <Select<string>
            id={ids.id}
            value={template?.id ?? null}
            placeholder="Hikvision, Dahua, Axis…"
            options={urlTemplates.map(({ id, label }) => ({ value: id, label }))}
            onChange={(id) => {
              setTemplate(urlTemplates.find((candidate) => candidate.id === id) ?? null);
            }}
          />
        )}
      </Field>
      <Field label={t('camera.host')} problem={badHost ? t('camera.badHost') : undefined}>
        {(ids) => (
          <Input
            {...ids}
            value={device.host}
            placeholder="192.168.1.64"
            onChange={(event) => {
              setDevice({ ...device, host: event.target.value });
            }}
            onPressEnter={(event) => {
              event.preventDefault();
              fill();
            }}
          />
        )}
      </Field>
      <Field label={t('camera.port')}>
        {(ids) => (
          <InputNumber<number>
            {...ids}
            value={device.port}
            min={1}
            max={65_535}
            controls={false}
            onChange={(port) => {
              setDevice({ ...device, port: port ?? 554 });
            }}
          />
        )}
      </Field>
      <Field label={t('camera.channel')}>
        {(ids) => (
          <InputNumber<number>
            {...ids}
            value={device.channel}
            min={1}
            max={256}
            onChange={(channel) => {
              setDevice({ ...device, channel: channel ?? 1 });
            }}
          />
        )}
      </Field>
      <Button className="template-fill" disabled={template === null || device.host.trim() === ''} onClick={fill}>
        {t('camera.applyTemplate')}
      </Button>
    </fieldset>
  );
}
