import {
  ApartmentOutlined,
  AppstoreOutlined,
  BankOutlined,
  HistoryOutlined,
  StarOutlined,
  TagsOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons';
import { Tooltip } from 'antd';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { FindingView } from '../../../src-contract/model/finding.ts';
import { useStores } from '../../stores/stores-context.tsx';

const icons: Readonly<Record<FindingView, ReactNode>> = {
  area: <ApartmentOutlined aria-hidden />,
  unit: <BankOutlined aria-hidden />,
  group: <AppstoreOutlined aria-hidden />,
  favourites: <StarOutlined aria-hidden />,
  recent: <HistoryOutlined aria-hidden />,
  tags: <TagsOutlined aria-hidden />,
  list: <UnorderedListOutlined aria-hidden />,
};

/** Units, groups and codes are the province's; a workstation of its own has none. */
const ofProvince: readonly FindingView[] = ['area', 'unit', 'group', 'favourites', 'recent', 'tags', 'list'];
const ofWorkstation: readonly FindingView[] = ['area', 'favourites', 'recent', 'tags', 'list'];

/** What the list is ordered by: the chosen one says its name, the others on hover. Arrow keys go along. */
export function ViewTabs({ standalone }: { readonly standalone: boolean }) {
  const { t } = useTranslation();
  const { finding } = useStores();
  const view = useStore(finding, (state) => state.view);
  const views = standalone ? ofWorkstation : ofProvince;
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = views[(views.indexOf(view) + step + views.length) % views.length];
    if (step === 0 || next === undefined) return;
    event.preventDefault();
    finding.getState().show(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-view=${next}]`)?.focus();
  };
  return (
    <div className="list-views" role="tablist" aria-label={t('find.view.label')} onKeyDown={onKeyDown}>
      {views.map((one) => {
        const chosen = one === view;
        const name = t(`find.view.${one}`);
        return (
          <Tooltip key={one} title={chosen ? null : name} mouseEnterDelay={0.4}>
            <button
              type="button"
              role="tab"
              data-view={one}
              aria-selected={chosen}
              aria-label={name}
              tabIndex={chosen ? 0 : -1}
              className={chosen ? 'list-view list-view-chosen' : 'list-view'}
              onClick={() => {
                finding.getState().show(one);
              }}
            >
              {icons[one]}
              {chosen && <span>{name}</span>}
            </button>
          </Tooltip>
        );
      })}
    </div>
  );
}
