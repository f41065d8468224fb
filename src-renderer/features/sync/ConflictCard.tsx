import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { SyncConflict } from '../../../src-contract/model/sync.ts';
import { epochMs } from '../../../src-contract/time.ts';
import { errorText } from '../../lib/message-text.ts';
import { clockText } from '../../lib/time-text.ts';
import { mayDo } from '../../stores/rights-store.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { ConflictEnd } from './ConflictEnd.tsx';
import { useResolving } from './use-resolving.ts';

/** Opens the form it was made in, with what was proposed. */
function CorrectButton({ conflict }: { readonly conflict: SyncConflict }) {
  const { t } = useTranslation();
  const { view, rights } = useStores();
  const { form, proposalId, subject } = conflict;
  const allowed = useStore(rights, (state) =>
    form === 'registration' ? mayDo(state.rights, 'camera.add') : mayDo(state.rights, 'camera.manage', subject.id),
  );
  if (form === null || !allowed) return null;
  return (
    <Button
      size="small"
      type="primary"
      title={t('correction.openHint')}
      onClick={() => {
        view.getState().open({ kind: 'correction', form, proposalId, cameraId: subject.id });
      }}
    >
      {t('correction.open')}
    </Button>
  );
}

/** One edit: what happened to it, both sides field by field, and what can be done. A choice can be taken back for some seconds. */
export function ConflictCard({ conflict }: { readonly conflict: SyncConflict }) {
  const { t, i18n } = useTranslation();
  const { waiting, attempt, choose, takeBack } = useResolving(conflict.proposalId);
  const { subject } = conflict;
  return (
    <li className="conflict" aria-label={`${t(`sync.subject.${subject.kind}`)} ${subject.name}`}>
      <div className="conflict-head">
        <span className="conflict-kind">{t(`sync.subject.${subject.kind}`)}</span>
        <strong className="selectable">{subject.name}</strong>
        <span className="conflict-made">{t('sync.madeAt', { at: clockText(epochMs(conflict.madeAt)) })}</span>
      </div>
      <ConflictEnd end={conflict.end} form={conflict.form} />
      <div className="conflict-acts">
        {waiting === null ? (
          <>
            {!attempt.running && <CorrectButton conflict={conflict} />}
            {conflict.choices.map((resolution) => (
              <Button
                key={resolution}
                size="small"
                danger={resolution === 'discard'}
                loading={attempt.running}
                title={t(`sync.resolveHint.${resolution}`)}
                onClick={() => {
                  choose(resolution);
                }}
              >
                {t(`sync.resolve.${resolution}`)}
              </Button>
            ))}
          </>
        ) : (
          <>
            <span role="status">{t(`sync.resolving.${waiting}`)}</span>
            <Button size="small" autoFocus onClick={takeBack}>
              {t('common.undo')}
            </Button>
          </>
        )}
      </div>
      {attempt.failure !== null && <Alert type="error" showIcon title={errorText(i18n, attempt.failure.thrown)} />}
    </li>
  );
}
