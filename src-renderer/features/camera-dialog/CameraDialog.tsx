import { App } from 'antd';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { fromWireError, VmsError } from '../../../src-contract/errors.ts';
import type { Camera, CameraDraftInput } from '../../../src-contract/model/camera.ts';
import type { CameraDevice } from '../../../src-contract/model/device.ts';
import type { Stores } from '../../stores/stores.ts';
import { errorText } from '../../lib/message-text.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { useAreaWords } from '../../stores/use-area-words.ts';

import { areaAsWas, draftOf, formOf, formProblems, type CameraForm } from './camera-form.ts';
import { CameraFields } from './CameraFields.tsx';
import { CameraFormDialog } from './CameraFormDialog.tsx';
import { TrustedCertificate } from './TrustedCertificate.tsx';
import { ConnectionTester } from './ConnectionTester.tsx';
import { OnvifRow } from './OnvifRow.tsx';
import { EditCorrector } from './EditCorrector.tsx';
import { RegistrationEditor } from './RegistrationEditor.tsx';
import { UrlTemplateRow } from './UrlTemplateRow.tsx';
import { useDiscard } from './use-discard.ts';
import './camera-dialog.css';

interface EditorProps {
  readonly camera: Camera | null;
  readonly testAtOnce: boolean;
  readonly onLeave: () => void;
}

/** What ONVIF read, and the address it gave: one that was written over by hand is not the device's any more. */
interface ReadDevice {
  readonly device: CameraDevice;
  readonly mainUrl: string;
}

/** With its device where the form was filled from one, so that it can be moved and asked again. */
async function addNew(
  draft: CameraDraftInput,
  read: ReadDevice | null,
  { cameras, devices }: Stores,
): Promise<Pick<Camera, 'number' | 'name'>> {
  if (read?.mainUrl !== draft.mainUrl) return cameras.getState().add(draft);
  const { results } = await devices.getState().addMany({ drafts: [{ draft, device: read.device }] });
  const [result] = results;
  if (result === undefined) throw new VmsError('internal', 'internal');
  if (result.kind === 'failed') throw fromWireError(result.error);
  return { number: result.number, name: draft.name };
}

/** What the province must take first is only on its way. */
function savedText({ number, name, province }: Pick<Camera, 'number' | 'name' | 'province'>, isNew: boolean, t: TFunction): string {
  if (isNew) return t('camera.added', { number, name });
  return (province?.pendingEdits ?? 0) > 0 ? t('registration.edited', { number, name }) : t('camera.saved', { number, name });
}

function Editor({ camera, testAtOnce, onLeave }: EditorProps) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const stores = useStores();
  const { cameras, settings } = stores;
  const ordered = useStore(cameras, (state) => state.ordered);
  const areaOf = useAreaWords(i18n);
  const [initial] = useState(() => formOf(camera, settings.getState().settings.defaultTransport, areaOf));
  const [form, setForm] = useState(initial);
  const [showProblems, setShowProblems] = useState(false);
  const [saving, setSaving] = useState(false);
  const [read, setRead] = useState<ReadDevice | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const problems = formProblems(form, camera?.id ?? null, ordered);
  const change = (patch: Partial<CameraForm>): void => {
    setForm((current) => ({ ...current, ...patch }));
    setRefusal(null);
  };

  const save = async (): Promise<void> => {
    setShowProblems(true);
    if (Object.keys(problems).length > 0) return;
    setSaving(true);
    try {
      const calls = cameras.getState();
      const saved =
        camera === null
          ? await addNew(draftOf(form), read, stores)
          : await calls.update(camera.id, draftOf(areaAsWas(form, initial, camera)));
      void message.success(savedText(saved, camera === null, t));
      onLeave();
    } catch (failure) {
      setRefusal(errorText(i18n, failure));
      setSaving(false);
    }
  };
  const cancel = useDiscard(form, initial, onLeave);

  return (
    <CameraFormDialog
      title={camera === null ? t('camera.addTitle') : t('camera.editTitle')}
      act={camera === null ? t('camera.saveAdd') : t('common.save')}
      acting={saving}
      failure={refusal}
      onAct={save}
      onCancel={cancel}
    >
      <OnvifRow
        form={form}
        onFill={(patch, from) => {
          change(patch);
          setRead(from === null || patch.mainUrl === undefined ? null : { device: from, mainUrl: patch.mainUrl });
        }}
      />
      <UrlTemplateRow onFill={change} />
      <CameraFields
        form={form}
        problems={showProblems ? problems : {}}
        hasPassword={camera?.hasPassword ?? false}
        of={camera?.province === undefined ? 'workstation' : 'province'}
        onChange={change}
      />
      {form.trustedCertificate !== null && (
        <TrustedCertificate
          fingerprint={form.trustedCertificate}
          onForget={() => {
            change({ trustedCertificate: null });
          }}
        />
      )}
      <ConnectionTester
        cameraId={camera?.id ?? null}
        form={form}
        problems={problems}
        testAtOnce={testAtOnce}
        onTrust={(trustedCertificate) => {
          change({ trustedCertificate });
        }}
      />
    </CameraFormDialog>
  );
}

/** Adds or edits one camera, offers one to the province, or corrects what it refused; open while the view asks for it. */
export function CameraDialog() {
  const { view, cameras, session } = useStores();
  const standalone = useStore(session, (state) => state.session.kind === 'standalone');
  const dialog = useStore(view, (state) => state.dialog);
  if (dialog.kind === 'correction') {
    const { form, proposalId, cameraId } = dialog;
    if (form === 'registration') return <RegistrationEditor key={proposalId} proposalId={proposalId} />;
    return <EditCorrector key={proposalId} proposalId={proposalId} cameraId={cameraId} />;
  }
  if (dialog.kind !== 'camera') return null;
  if (dialog.id === null && !standalone) return <RegistrationEditor />;
  const camera = dialog.id === null ? null : (cameras.getState().byId.get(dialog.id) ?? null);
  return <Editor camera={camera} testAtOnce={dialog.testAtOnce} onLeave={view.getState().close} />;
}
