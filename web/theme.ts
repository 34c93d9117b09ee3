import { createTheme } from '@mantine/core';
import type { CSSVariablesResolver, MantineColorsTuple } from '@mantine/core';
import { ru } from './texts/ru.ts';
import { returnFocus } from './ui/return-focus.ts';

const accent: MantineColorsTuple = [
  '#eef1ff', '#dfe4ff', '#c3ccff', '#9dabfd', '#7c8ff6', '#5d72ea', '#3f55dd', '#3447c4',
  '#2a3aa3', '#212e82',
];

/** Mantine's own darks are warm; whatever no token names follows the night of the house. */
const dark: MantineColorsTuple = [
  '#e8e9ef', '#b9bcc8', '#9a9eae', '#7b8092', '#363946', '#2a2d38', '#1c1e26', '#16171d',
  '#121319', '#0f1014',
];

const quick = { transitionProps: { duration: 80 } };

// Components are named, not imported: an import here would put each of them into the first load.
export const theme = createTheme({
  primaryColor: 'accent',
  colors: { accent, dark },
  primaryShade: { light: 6, dark: 6 },
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  defaultRadius: 6,
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '16px', sm: '20px', md: '20px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'never',
  components: {
    Button: {
      defaultProps: { size: 'xs' },
      vars: () => ({
        root: {
          '--button-height': '28px', '--button-padding-x': '10px', '--button-fz': '13px',
        },
      }),
      styles: { root: { fontWeight: 500 } },
    },
    ActionIcon: {
      defaultProps: { variant: 'subtle', color: 'gray', size: 28 },
    },
    Tooltip: {
      defaultProps: { openDelay: 350, fz: 12, px: 8, py: 4, radius: 6, ...quick },
    },
    TextInput: { defaultProps: { size: 'xs' } },
    PasswordInput: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
    InputBase: { defaultProps: { size: 'xs' } },
    NativeSelect: { defaultProps: { size: 'xs' } },
    MultiSelect: { defaultProps: { size: 'xs' } },
    Select: {
      defaultProps: { size: 'xs', checkIconPosition: 'right', comboboxProps: quick },
    },
    NumberInput: {
      defaultProps: { size: 'xs', thousandSeparator: '\u00a0', decimalSeparator: ',' },
    },
    Checkbox: { defaultProps: { size: 'xs', radius: 4 } },
    Loader: { defaultProps: { size: 16 } },
    Menu: { defaultProps: { radius: 8, ...quick } },
    Popover: { defaultProps: { radius: 12, ...quick } },
    Modal: {
      defaultProps: {
        radius: 12,
        yOffset: '8vh',
        transitionProps: { duration: 120 },
        overlayProps: { color: '#10142a', backgroundOpacity: 0.4 },
        closeButtonProps: { 'aria-label': ru.common.close, ref: returnFocus },
      },
    },
  },
});

/** Mantine's own variables follow the tokens, so both themes are described in one place. */
const tokens = {
  '--mantine-color-body': 'var(--bg-panel)',
  '--mantine-color-text': 'var(--tx-1)',
  '--mantine-color-dimmed': 'var(--tx-3)',
  '--mantine-color-placeholder': 'var(--tx-3)',
  '--mantine-color-default': 'var(--bg-panel)',
  '--mantine-color-default-hover': 'var(--bg-hover)',
  '--mantine-color-default-color': 'var(--tx-1)',
  '--mantine-color-default-border': 'var(--bd-2)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-anchor': 'var(--ac-t)',
  '--mantine-color-accent-filled': 'var(--btn)',
  '--mantine-color-accent-filled-hover': 'var(--btn-h)',
  '--mantine-color-red-filled': 'var(--btn-bad)',
  '--mantine-color-red-filled-hover': 'var(--btn-bad-h)',
  '--mantine-color-disabled': 'var(--bg-active)',
  '--mantine-color-accent-light': 'var(--ac-s)',
  '--mantine-color-accent-light-color': 'var(--ac-t)',
  '--mantine-color-gray-light-color': 'var(--tx-2)',
  '--mantine-color-gray-light-hover': 'var(--bg-active)',
};

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: tokens,
  dark: tokens,
});
