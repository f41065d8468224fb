import { App, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import viVN from 'antd/locale/vi_VN';
import type { ReactNode } from 'react';
import { controlRoomTheme, type Shade } from './theme.ts';

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
      button={{ autoInsertSpace: false }}
    >
      <App component={false} message={{ maxCount: 3 }} notification={{ placement: 'bottomRight', maxCount: 4 }}>
        {children}
      </App>
    </ConfigProvider>
  );
}
