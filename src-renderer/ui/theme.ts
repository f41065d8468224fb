import { theme, type ThemeConfig } from 'antd';

/** What is drawn; `system` has been looked up by then. */
export type Shade = 'dark' | 'light';

type Colours = NonNullable<ThemeConfig['token']>;
type Components = NonNullable<ThemeConfig['components']>;

/** The colours of `tokens.css`, which the component library wants as values: it computes others from them. */
const flat: Components['Button'] = { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500 };

const dark: Colours = {
  colorPrimary: '#5aa9e6',
  colorSuccess: '#4fbf7a',
  colorWarning: '#e5a63a',
  colorError: '#ff7a6e',
  colorInfo: '#5aa9e6',
  colorBgBase: '#0c1014',
  colorBgContainer: '#0f141a',
  colorBgElevated: '#161c23',
  colorBgMask: 'rgba(3, 5, 7, 0.5)',
  colorBorder: '#33404c',
  colorBorderSecondary: '#262f39',
  colorText: '#d9e0e7',
  colorTextSecondary: '#a3afbb',
  colorTextTertiary: '#84919e',
  colorTextPlaceholder: '#7d8996',
  boxShadow: '0 8px 28px rgba(0, 0, 0, 0.5)',
  boxShadowSecondary: '0 6px 20px rgba(0, 0, 0, 0.5)',
};
const darkParts: Components = {
  /** Filled ones are deeper than the colour of links and lines, for the white words on them. */
  Button: {
    ...flat,
    colorPrimary: '#2f6fa3',
    colorPrimaryHover: '#357ab3',
    colorPrimaryActive: '#296391',
    dangerColor: '#16090a',
    defaultHoverColor: '#8fc7f4',
    defaultHoverBorderColor: '#5aa9e6',
    defaultActiveColor: '#5aa9e6',
    defaultActiveBorderColor: '#4487bb',
  },
  Modal: { titleFontSize: 15, headerBg: '#161c23', contentBg: '#161c23' },
  Table: { headerBg: '#1a2129', rowHoverBg: '#1a2129', headerSplitColor: 'transparent', cellPaddingBlockSM: 5 },
  Tooltip: { colorBgSpotlight: '#2a343f' },
  Segmented: { itemSelectedBg: '#2a3643', trackBg: '#0c1014' },
};

const light: Colours = {
  colorPrimary: '#14619f',
  colorSuccess: '#13703a',
  colorWarning: '#8a5300',
  colorError: '#b3261e',
  colorInfo: '#14619f',
  colorBgBase: '#ffffff',
  colorBgContainer: '#ffffff',
  colorBgElevated: '#ffffff',
  colorBgMask: 'rgba(24, 34, 44, 0.35)',
  colorBorder: '#a3afbb',
  colorBorderSecondary: '#d5dce3',
  colorText: '#18222c',
  colorTextSecondary: '#465463',
  colorTextTertiary: '#5c6977',
  colorTextPlaceholder: '#5c6977',
  boxShadow: '0 8px 28px rgba(24, 34, 44, 0.22)',
  boxShadowSecondary: '0 6px 20px rgba(24, 34, 44, 0.2)',
};
const lightParts: Components = {
  Modal: { titleFontSize: 15, headerBg: '#ffffff', contentBg: '#ffffff' },
  Table: { headerBg: '#e9edf1', rowHoverBg: '#f2f4f6', headerSplitColor: 'transparent', cellPaddingBlockSM: 5 },
  Tooltip: { colorBgSpotlight: '#2a343f' },
  Segmented: { itemSelectedBg: '#ffffff', trackBg: '#e9edf1' },
};

const shape: Colours = {
  borderRadius: 4,
  fontFamily: "'Inter Variable', 'Segoe UI', 'Noto Sans', 'Helvetica Neue', Arial, sans-serif",
  fontSize: 13,
  controlHeight: 32,
  motionDurationFast: '0.08s',
  motionDurationMid: '0.1s',
  motionDurationSlow: '0.14s',
};
const parts: Components = {
  Button: flat,
  Tabs: { titleFontSize: 13 },
  Form: { itemMarginBottom: 14, verticalLabelPadding: '0 0 3px' },
};

/** Ant Design dressed in the tokens of `tokens.css`: flat, dense, little colour. */
export const controlRoomTheme: Readonly<Record<Shade, ThemeConfig>> = {
  dark: { algorithm: theme.darkAlgorithm, token: { ...shape, ...dark }, components: { ...parts, ...darkParts } },
  light: { algorithm: theme.defaultAlgorithm, token: { ...shape, ...light }, components: { ...parts, ...lightParts } },
};
