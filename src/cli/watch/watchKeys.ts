import type { DashboardView } from '../../shared/dashboard/view.ts';
import { paneItems, placeOf } from './paneItems.ts';
import { pressedAction } from './watchActions.ts';
import {
  paneNames,
  type Ask,
  type PaneName,
  type ReadMode,
  type TypingMode,
  type WatchUi,
} from './watchUi.ts';

export type WatchKey =
  | {
      readonly name:
        | 'up'
        | 'down'
        | 'pageUp'
        | 'pageDown'
        | 'home'
        | 'end'
        | 'tab'
        | 'backTab'
        | 'enter'
        | 'escape'
        | 'backspace';
    }
  | { readonly name: 'text'; readonly text: string };

/** What keys are about: the frame that the person saw when they were pressed. */
export interface WatchFacts {
  readonly view: DashboardView;
  /** What a task (`plan/id`) asked of a person in that frame; null: nothing. */
  readonly requestOf: (ref: string) => { readonly id: string; readonly kind: string } | null;
  /** Lines of a page of the pane or text that has the keys. */
  readonly page: number;
  /** How far the text in front can be scrolled. */
  readonly lastTop: number;
}

export interface WatchStep {
  readonly ui: WatchUi;
  readonly effect: { readonly kind: 'ask'; readonly ask: Ask } | { readonly kind: 'leave' } | null;
}

const maxTyped = 2_000;

/** What a key does. */
export function watchKeys(before: WatchUi, key: WatchKey, facts: WatchFacts): WatchStep {
  const ui: WatchUi = { ...before, notice: null };
  const { mode } = ui;
  switch (mode.kind) {
    case 'confirm': {
      const step = stay({ ...ui, mode: mode.back });
      if (key.name === 'text' && key.text.toLowerCase() === 'y')
        return { ...step, effect: { kind: 'ask', ask: mode.ask } };
      return stay({ ...step.ui, notice: 'Nothing was done.' });
    }
    case 'typing':
      return typed(ui, mode, key);
    case 'panes':
    case 'detail':
    case 'figures':
    case 'help':
      return key.name === 'text'
        ? pressed(ui, mode, { text: key.text, facts })
        : moved(ui, mode, { key, facts });
  }
}

function stay(ui: WatchUi): WatchStep {
  return { ui, effect: null };
}

function typed(ui: WatchUi, mode: TypingMode, key: WatchKey): WatchStep {
  const back = { ...ui, mode: mode.back };
  const withText = (text: string) => stay({ ...ui, mode: { ...mode, text } });
  switch (key.name) {
    case 'text':
      return withText(`${mode.text}${key.text}`.slice(0, maxTyped));
    case 'backspace':
      return withText(mode.text.replace(/.$/su, ''));
    case 'enter': {
      const text = mode.text.trim();
      return text === '' ? stay(back) : { ui: back, effect: { kind: 'ask', ask: mode.ask(text) } };
    }
    case 'escape':
      return stay(back);
    default:
      return stay(ui);
  }
}

function pressed(
  ui: WatchUi,
  mode: ReadMode,
  { text, facts }: { readonly text: string; readonly facts: WatchFacts },
): WatchStep {
  if (text === 'q') return { ui, effect: { kind: 'leave' } };
  if (text === '?')
    return stay({ ...ui, mode: mode.kind === 'help' ? { kind: 'panes' } : { kind: 'help', top: 0 } });
  if (text === 'j') return moved(ui, mode, { key: { name: 'down' }, facts });
  if (text === 'k') return moved(ui, mode, { key: { name: 'up' }, facts });
  const pane = paneNames[Number(text) - 1];
  if (pane !== undefined) return stay({ ...ui, pane, mode: { kind: 'panes' } });
  const action = pressedAction(text, chosenTask(ui, mode, facts), facts);
  if (action === null) return stay(ui);
  switch (action.kind) {
    case 'ask':
      return { ui, effect: action };
    case 'notice':
      return stay({ ...ui, notice: action.text });
    case 'confirm':
    case 'typing':
      return stay({ ...ui, mode: { ...action, back: mode } });
  }
}

/** The task that keys are about. */
function chosenTask(ui: WatchUi, mode: ReadMode, { view }: WatchFacts): string | null {
  if (mode.kind === 'detail') return mode.ref;
  const items = paneItems(view, ui.pane);
  return items[placeOf(ui.cursors[ui.pane], items)]?.task ?? null;
}

function moved(
  ui: WatchUi,
  mode: ReadMode,
  { key, facts }: { readonly key: WatchKey; readonly facts: WatchFacts },
): WatchStep {
  const { page, lastTop, view } = facts;
  if (key.name === 'escape') return stay({ ...ui, mode: { kind: 'panes' } });
  if (mode.kind !== 'panes') {
    const top = target(key, { from: mode.top, last: lastTop, page });
    return stay(top === null ? ui : { ...ui, mode: { ...mode, top } });
  }
  if (key.name === 'tab') return stay({ ...ui, pane: paneBeside(ui.pane, 1) });
  if (key.name === 'backTab') return stay({ ...ui, pane: paneBeside(ui.pane, -1) });
  if (key.name === 'enter') return stay(opened(ui, facts));
  const items = paneItems(view, ui.pane);
  const index = target(key, { from: placeOf(ui.cursors[ui.pane], items), last: items.length - 1, page });
  const item = index === null ? undefined : items[index];
  if (index === null || item === undefined) return stay(ui);
  // At its top the activity goes on with what is new.
  const isFollowed = ui.pane === 'activity' && index === 0;
  const cursor = { key: isFollowed ? null : item.key, index };
  return stay({ ...ui, cursors: { ...ui.cursors, [ui.pane]: cursor } });
}

function opened(ui: WatchUi, facts: WatchFacts): WatchUi {
  if (ui.pane === 'trends') return { ...ui, mode: { kind: 'figures', top: 0 } };
  const ref = chosenTask(ui, { kind: 'panes' }, facts);
  return ref === null ? ui : { ...ui, mode: { kind: 'detail', ref, top: 0 } };
}

function target(
  key: WatchKey,
  { from, last, page }: { readonly from: number; readonly last: number; readonly page: number },
): number | null {
  const clamped = (place: number) => Math.max(0, Math.min(place, last));
  switch (key.name) {
    case 'up':
      return clamped(from - 1);
    case 'down':
      return clamped(from + 1);
    case 'pageUp':
      return clamped(from - page);
    case 'pageDown':
      return clamped(from + page);
    case 'home':
      return 0;
    case 'end':
      return clamped(last);
    default:
      return null;
  }
}

function paneBeside(pane: PaneName, by: number): PaneName {
  const place = (paneNames.indexOf(pane) + by + paneNames.length) % paneNames.length;
  return paneNames[place] ?? pane;
}

/** Ties the cursor of the tasks to the row that it is on: a list that reorders must not slip another task under a key. */
export function withCursorTied(ui: WatchUi, view: DashboardView): WatchUi {
  const items = paneItems(view, 'tasks');
  const index = placeOf(ui.cursors.tasks, items);
  const key = items[index]?.key ?? null;
  return { ...ui, cursors: { ...ui.cursors, tasks: { key, index } } };
}
