import type { TaskIcon } from '../../shared/taskSign.ts';

/** Colours of a light and of a dark editor: pictures in the gutter can't follow the theme by themselves. */
const colors = {
  grey: { light: '#6e7781', dark: '#8b949e' },
  blue: { light: '#0b66c3', dark: '#4aa3ff' },
  green: { light: '#1a7f37', dark: '#3fb950' },
  red: { light: '#cf222e', dark: '#f85149' },
  yellow: { light: '#9a6700', dark: '#d8a72c' },
  purple: { light: '#7b3fd1', dark: '#b083f0' },
} as const;

/** What is drawn on 16 by 16, in `currentColor` strokes unless it says `fill`. */
const shapes = {
  circle: '<circle cx="8" cy="8" r="4.5"/>',
  clock: '<circle cx="8" cy="8" r="5.2"/><path d="M8 5v3.2l2.2 1.3"/>',
  play: '<path d="M6 4.5v7l5.5-3.5z" fill="currentColor"/>',
  pause: '<path d="M6 4.5v7M10 4.5v7" stroke-width="2"/>',
  warning: '<path d="M8 3l5.5 10h-11zM8 6.8v2.6M8 11v.6"/>',
  bell: '<path d="M4 11h8c-1.2-1.2-1.2-2-1.2-3.8a2.8 2.8 0 0 0-5.6 0C5.2 9 5.2 9.8 4 11zM7.2 13h1.6"/>',
  merge:
    '<circle cx="5" cy="4" r="1.5"/><circle cx="5" cy="12" r="1.5"/><circle cx="11" cy="9" r="1.5"/><path d="M5 5.5v5M5 5.5C5 8 7 9 9.5 9"/>',
  beaker: '<path d="M6.5 3v3.5L3.5 13h9L9.5 6.5V3M5.5 3h5"/>',
  sync: '<path d="M12.5 8a4.5 4.5 0 1 1-1.4-3.2M11.3 2.5v2.5H8.8"/>',
  check: '<path d="M3.5 8.5l3 3 6-7" stroke-width="1.8"/>',
  lock: '<rect x="4.5" y="7.5" width="7" height="5"/><path d="M6 7.5V6a2 2 0 0 1 4 0v1.5"/>',
  cross: '<path d="M4 4l8 8M12 4l-8 8" stroke-width="1.8"/>',
  skip: '<path d="M3 9a5 5 0 0 1 9-2.5M12.5 3.5v3.2H9.3"/><circle cx="8" cy="12" r="1" fill="currentColor"/>',
  slash: '<circle cx="8" cy="8" r="5"/><path d="M4.5 11.5l7-7"/>',
} as const;

const looks: Readonly<Record<TaskIcon, readonly [keyof typeof shapes, keyof typeof colors]>> = {
  pending: ['circle', 'grey'],
  ready: ['clock', 'grey'],
  preparing: ['clock', 'blue'],
  running: ['play', 'blue'],
  stuck: ['warning', 'yellow'],
  waiting: ['pause', 'yellow'],
  'needs-you': ['bell', 'yellow'],
  queued: ['merge', 'purple'],
  held: ['pause', 'purple'],
  gate: ['beaker', 'blue'],
  landing: ['sync', 'purple'],
  landed: ['check', 'green'],
  ungated: ['check', 'grey'],
  blocked: ['lock', 'grey'],
  failed: ['cross', 'red'],
  skipped: ['skip', 'grey'],
  cancelled: ['slash', 'grey'],
};

/** The picture of a state as an SVG file's text. */
export function gutterIcon(icon: TaskIcon, theme: 'light' | 'dark'): string {
  const [shape, color] = looks[icon];
  const value = colors[color][theme];
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16" fill="none"',
    ` stroke="${value}" color="${value}" stroke-width="1.3" stroke-linecap="round" stroke-linejoin="round">`,
    shapes[shape],
    '</svg>',
  ].join('');
}
