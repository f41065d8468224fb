import { TeamOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { SavedLayout } from '../../../src-contract/model/arrangement.ts';

interface KeptAboutProps extends Pick<SavedLayout, 'place' | 'waiting'> {
  readonly what: string;
}

/** The line below a kept name: what it is, whose, and whether the province has it yet. */
export function KeptAbout({ what, place, waiting }: KeptAboutProps) {
  const { t } = useTranslation();
  const parts = [what, place === 'shared' ? t('layouts.shared') : t('layouts.personal'), ...(waiting ? [t('layouts.waiting')] : [])];
  return (
    <span className="kept-about">
      {place === 'shared' && <TeamOutlined aria-hidden />} {parts.join(' · ')}
    </span>
  );
}
