import { LoadingOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionTest, StreamProfile } from '../../../src-contract/model/camera.ts';
import { certificateFactsSchema, type CertificateFacts } from '../../../src-contract/model/certificate.ts';
import { VmsError } from '../../../src-contract/errors.ts';
import { errorText } from '../../lib/message-text.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import { UntrustedCertificate } from './UntrustedCertificate.tsx';
import { canTest, draftOf, type CameraForm, type FormProblems } from './camera-form.ts';

type TestState =
  | { readonly kind: 'none' }
  | { readonly kind: 'running'; readonly profile: StreamProfile }
  | { readonly kind: 'ok'; readonly profile: StreamProfile; readonly result: ConnectionTest }
  | { readonly kind: 'failed'; readonly profile: StreamProfile; readonly reason: string; readonly certificate: CertificateFacts | null };

function Result({ result }: { readonly result: ConnectionTest }) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  const facts: readonly (readonly [string, string])[] = [
    [t('test.codec'), result.codec],
    [t('test.size'), `${String(result.width)}×${String(result.height)}`],
    [t('test.fps'), result.fps === null ? '–' : t('test.fpsValue', { fps: number.format(result.fps) })],
    [t('test.first'), t('test.firstValue', { ms: number.format(Math.round(result.firstKeyframeMs)) })],
  ];
  return (
    <>
      {result.picture === null ? (
        <div className="test-picture test-no-picture">
          {result.pictureHidden === true ? t('privacy.testPictureHidden') : t('test.noPicture')}
        </div>
      ) : (
        <img className="test-picture" src={result.picture} alt={t('test.picture')} />
      )}
      <div className="test-facts">
        <p className="test-verdict test-ok">
          <StateMark shape="dot" />
          {t('test.ok')}
        </p>
        <dl>
          {facts.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd className="selectable">{value}</dd>
            </div>
          ))}
        </dl>
      </div>
    </>
  );
}

interface OutcomeProps {
  readonly state: TestState;
  readonly onTrust: (fingerprint: string) => void;
}

function Outcome({ state, onTrust }: OutcomeProps) {
  const { t } = useTranslation();
  switch (state.kind) {
    case 'none':
      return null;
    case 'running':
      return (
        <div className="test-outcome" role="status">
          <LoadingOutlined aria-hidden /> {t('test.running')}
        </div>
      );
    case 'ok':
      return (
        <div className="test-outcome" role="status">
          <Result result={state.result} />
        </div>
      );
    case 'failed':
      return (
        <div className="test-outcome test-outcome-failed" role="alert">
          <p className="test-verdict test-failed">
            <StateMark shape="cross" />
            {t('test.failed')}
          </p>
          <p className="selectable">{state.reason}</p>
          {state.certificate !== null && (
            <UntrustedCertificate
              certificate={state.certificate}
              onTrust={() => {
                if (state.certificate !== null) onTrust(state.certificate.fingerprint);
              }}
            />
          )}
        </div>
      );
  }
}

function certificateOf(failure: unknown): CertificateFacts | null {
  const facts = failure instanceof VmsError ? certificateFactsSchema.safeParse(failure.details) : null;
  return facts?.success === true ? facts.data : null;
}

export interface ConnectionTesterProps {
  readonly cameraId: string | null;
  readonly form: CameraForm;
  readonly problems: FormProblems;
  readonly testAtOnce: boolean;
  readonly onTrust: (fingerprint: string) => void;
}

/** Dials the address as it stands in the form and shows the picture it gave, or why there is none. */
export function ConnectionTester({ cameraId, form, problems, testAtOnce, onTrust }: ConnectionTesterProps) {
  const { t, i18n } = useTranslation();
  const { cameras } = useStores();
  const [state, setState] = useState<TestState>({ kind: 'none' });
  const started = useRef(0);
  const run = async (profile: StreamProfile, tested: CameraForm): Promise<void> => {
    started.current += 1;
    const own = started.current;
    setState({ kind: 'running', profile });
    const next = await cameras
      .getState()
      .testConnection(cameraId, { ...draftOf(tested), name: tested.name.trim() === '' ? '?' : tested.name.trim() }, profile)
      .then((result): TestState => ({ kind: 'ok', profile, result }))
      .catch((failure: unknown): TestState => ({
        kind: 'failed',
        profile,
        reason: errorText(i18n, failure),
        certificate: certificateOf(failure),
      }));
    if (own === started.current) setState(next);
  };
  const runAtOnce = useRef(testAtOnce ? () => run('main', form) : null);
  useEffect(() => {
    void runAtOnce.current?.();
    runAtOnce.current = null;
    return () => {
      started.current += 1;
    };
  }, []);
  const trust = (fingerprint: string): void => {
    onTrust(fingerprint);
    if (state.kind === 'failed') void run(state.profile, { ...form, trustedCertificate: fingerprint });
  };
  const button = (profile: StreamProfile, label: string) => (
    <Button
      disabled={!canTest(problems, form, profile)}
      loading={state.kind === 'running' && state.profile === profile}
      onClick={() => void run(profile, form)}
    >
      {label}
    </Button>
  );
  return (
    <section className="tester" aria-label={t('test.run')}>
      <div className="tester-buttons">
        {button('main', t('test.runMain'))}
        {button('sub', t('test.runSub'))}
      </div>
      <Outcome state={state} onTrust={trust} />
    </section>
  );
}
