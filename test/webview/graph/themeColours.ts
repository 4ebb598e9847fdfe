export type ThemeName = 'dark' | 'light' | 'high-contrast' | 'high-contrast-light';

/** The variables that VS Code sets, for the colours that the graph uses, as its built-in themes have them. */
export function themeColours(theme: ThemeName): { readonly name: string; readonly variables: string } {
  const variables = Object.entries({ ...fonts, ...colours[theme] })
    .map(([key, value]) => `--vscode-${key}:${value}`)
    .join(';');
  return {
    name: `vscode-${theme}${theme === 'high-contrast-light' ? ' vscode-high-contrast' : ''}`,
    variables,
  };
}

const fonts = { 'font-family': 'system-ui, sans-serif', 'font-size': '13px' };

const dark = {
  foreground: '#cccccc',
  descriptionForeground: '#9d9d9d',
  'editor-background': '#1f1f1f',
  'editorWidget-background': '#202020',
  'editorIndentGuide-activeBackground1': '#707070',
  'sideBarSectionHeader-background': '#2a2a2a',
  'widget-border': '#454545',
  focusBorder: '#0078d4',
  'list-hoverBackground': '#2a2d2e',
  'list-inactiveSelectionBackground': '#37373d',
  'button-secondaryForeground': '#cccccc',
  'button-secondaryBackground': '#313131',
  'button-secondaryHoverBackground': '#3c3c3c',
  'charts-blue': '#3794ff',
  'charts-green': '#89d185',
  'charts-orange': '#d18616',
  'charts-purple': '#b180d7',
  'charts-red': '#f14c4c',
  'charts-yellow': '#cca700',
};

const light = {
  ...dark,
  foreground: '#3b3b3b',
  descriptionForeground: '#616161',
  'editor-background': '#ffffff',
  'editorWidget-background': '#f8f8f8',
  'editorIndentGuide-activeBackground1': '#939393',
  'sideBarSectionHeader-background': '#f8f8f8',
  'widget-border': '#e5e5e5',
  focusBorder: '#005fb8',
  'list-hoverBackground': '#f2f2f2',
  'list-inactiveSelectionBackground': '#e4e6f1',
  'button-secondaryForeground': '#3b3b3b',
  'button-secondaryBackground': '#e5e5e5',
  'button-secondaryHoverBackground': '#cccccc',
  'charts-blue': '#1a85ff',
  'charts-green': '#388a34',
  'charts-orange': '#d18616',
  'charts-purple': '#652d90',
  'charts-red': '#e51400',
  'charts-yellow': '#bf8803',
};

const colours: Readonly<Record<ThemeName, Readonly<Record<string, string>>>> = {
  dark,
  light,
  'high-contrast': {
    ...dark,
    foreground: '#ffffff',
    descriptionForeground: '#ffffff',
    'editor-background': '#000000',
    'editorWidget-background': '#0c141f',
    contrastBorder: '#6fc3df',
    contrastActiveBorder: '#f38518',
    focusBorder: '#f38518',
    'button-secondaryForeground': '#ffffff',
    'button-secondaryBackground': '#000000',
  },
  'high-contrast-light': {
    ...light,
    foreground: '#292929',
    descriptionForeground: '#292929',
    'editorWidget-background': '#ffffff',
    contrastBorder: '#0f4a85',
    contrastActiveBorder: '#006bbd',
    focusBorder: '#006bbd',
    'button-secondaryForeground': '#292929',
    'button-secondaryBackground': '#ffffff',
  },
};
