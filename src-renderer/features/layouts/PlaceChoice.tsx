import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Place } from '../../../src-contract/model/arrangement.ts';
import { useMay } from '../../stores/use-may.ts';
import { useStores } from '../../stores/stores-context.tsx';

/** Whether there is anybody to share with, and the person may. */
export function useMayShare(): boolean {
  const { session } = useStores();
  const ofProvince = useStore(session, (state) => state.session.kind !== 'standalone');
  return useMay('wall.share') && ofProvince;
}

/** For oneself, or for everybody. */
export function PlaceChoice({ value, onChange }: { readonly value: Place; readonly onChange: (place: Place) => void }) {
  const { t } = useTranslation();
  return (
    <Segmented<Place>
      block
      value={value}
      aria-label={t('layouts.where')}
      options={[
        { value: 'personal', label: t('layouts.personal') },
        { value: 'shared', label: t('layouts.shared') },
      ]}
      onChange={onChange}
    />
  );
}
