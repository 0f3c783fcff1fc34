import { hexOf } from './css-color';
import type { Monaco } from './load-monaco';

/** Name of the one theme; it is defined anew from the page's tokens whenever the page changes between light and dark. */
export const THEME = 'penstock';

type Token =
  | 'bg'
  | 'panel'
  | 'sunken'
  | 'line'
  | 'line-strong'
  | 'text'
  | 'muted'
  | 'faint'
  | 'accent'
  | 'accent-soft'
  | 'bad'
  | 'warn'
  | 'kw'
  | 'fn'
  | 'str'
  | 'num'
  | 'cmt'
  | 'chg';

/** Keeps Monaco's colours equal to the page's CSS tokens. */
export function followTheme(monaco: Monaco): void {
  const root = document.documentElement;
  let applied = '';
  const apply = () => {
    const key = `${root.dataset.theme}${getComputedStyle(root).getPropertyValue('--panel')}`;
    if (key === applied) return;
    applied = key;
    monaco.editor.defineTheme(THEME, themeFromTokens(root));
    monaco.editor.setTheme(THEME);
  };
  apply();
  new MutationObserver(apply).observe(root, {
    attributes: true,
    attributeFilter: ['data-theme', 'class', 'style'],
  });
}

function themeFromTokens(root: HTMLElement) {
  const style = getComputedStyle(root);
  const probe = document.createElement('span');
  // Where less motion is asked for, every change of colour is a transition, however short, and would be read at its beginning.
  probe.style.setProperty('transition', 'none', 'important');
  document.body.append(probe);
  const color = (token: Token) => {
    probe.style.color = `var(--${token})`;
    return hexOf(getComputedStyle(probe).color);
  };
  const bare = (token: Token) => color(token).replace('#', '');
  const theme = {
    base: style.colorScheme.includes('dark') ? ('vs-dark' as const) : ('vs' as const),
    inherit: false,
    rules: [
      { token: '', foreground: bare('text') },
      { token: 'keyword', foreground: bare('kw') },
      { token: 'predefined', foreground: bare('fn') },
      { token: 'string', foreground: bare('str') },
      { token: 'number', foreground: bare('num') },
      { token: 'comment', foreground: bare('cmt') },
      { token: 'variable', foreground: bare('accent') },
      { token: 'type', foreground: bare('fn') },
    ],
    colors: {
      'editor.background': color('panel'),
      'editor.foreground': color('text'),
      'editorLineNumber.foreground': color('faint'),
      'editorLineNumber.activeForeground': color('text'),
      'editorLineNumber.dimmedForeground': color('faint'),
      'editor.lineHighlightBackground': color('sunken'),
      'editor.lineHighlightBorder': color('sunken'),
      'editor.selectionBackground': `${color('accent')}40`,
      'editor.inactiveSelectionBackground': `${color('accent')}26`,
      'editor.wordHighlightBackground': `${color('accent')}1f`,
      'editor.findMatchBackground': `${color('warn')}66`,
      'editor.findMatchHighlightBackground': `${color('warn')}33`,
      'editorCursor.foreground': color('text'),
      'editorIndentGuide.background1': color('line'),
      'editorBracketMatch.background': color('accent-soft'),
      'editorBracketMatch.border': color('accent'),
      'editorError.foreground': color('bad'),
      'editorWarning.foreground': color('warn'),
      'editorInfo.foreground': color('accent'),
      'editorWidget.background': color('panel'),
      'editorWidget.foreground': color('text'),
      'editorWidget.border': color('line-strong'),
      'editorHoverWidget.background': color('panel'),
      'editorHoverWidget.foreground': color('text'),
      'editorHoverWidget.border': color('line-strong'),
      'editorSuggestWidget.background': color('panel'),
      'editorSuggestWidget.foreground': color('text'),
      'editorSuggestWidget.border': color('line-strong'),
      'editorSuggestWidget.selectedBackground': color('accent-soft'),
      'editorSuggestWidget.selectedForeground': color('text'),
      'editorSuggestWidget.highlightForeground': color('accent'),
      'editorSuggestWidget.focusHighlightForeground': color('accent'),
      'quickInput.background': color('panel'),
      'menu.background': color('panel'),
      'menu.foreground': color('text'),
      'menu.selectionBackground': color('accent-soft'),
      'menu.selectionForeground': color('text'),
      'menu.border': color('line-strong'),
      'editorActionList.background': color('panel'),
      'editorActionList.foreground': color('text'),
      'editorActionList.focusBackground': color('accent-soft'),
      'editorActionList.focusForeground': color('text'),
      'input.background': color('panel'),
      'input.foreground': color('text'),
      'input.border': color('line-strong'),
      focusBorder: color('accent'),
      'scrollbarSlider.background': `${color('faint')}40`,
      'scrollbarSlider.hoverBackground': `${color('faint')}66`,
      'scrollbarSlider.activeBackground': `${color('faint')}80`,
      'scrollbar.shadow': '#00000000',
      'widget.shadow': '#0000002e',
      'editorOverviewRuler.border': '#00000000',
    },
  };
  probe.remove();
  return theme;
}
