import { LoadingOutlined } from '@ant-design/icons';
import { App, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import viVN from 'antd/locale/vi_VN';
import type { ReactNode } from 'react';
import { controlRoomTheme, type Shade } from './theme.ts';

/** Below the header: a message stays as long as the pointer rests on it, so it must not lie over what one goes to press. */
const MESSAGES = { maxCount: 3, top: 'calc(var(--header-height) + 8px)' };

/**
 * The turning mark of a busy button. One of our own, because the library's folds away by a transition it waits for to end:
 * work done within a few milliseconds never starts one, and the mark stayed in the button, and in its name, for good.
 */
const BUTTONS = { autoInsertSpace: false, loadingIcon: <LoadingOutlined aria-hidden aria-label={undefined} /> };

export interface UiFrameProps {
  readonly language: 'vi' | 'en';
  readonly shade: Shade;
  /** Admits the style elements the component library writes, under the window's content security policy. */
  readonly nonce: string | null;
  readonly children: ReactNode;
}

/** Dresses the component library: theme, language, security nonce, and where messages appear. */
export function UiFrame({ language, shade, nonce, children }: UiFrameProps) {
  return (
    <ConfigProvider
      theme={controlRoomTheme[shade]}
      locale={language === 'vi' ? viVN : enUS}
      {...(nonce === null ? {} : { csp: { nonce } })}
      wave={{ disabled: true }}
      button={BUTTONS}
    >
      <App component={false} message={MESSAGES} notification={{ placement: 'bottomRight', maxCount: 4 }}>
        {children}
      </App>
    </ConfigProvider>
  );
}
