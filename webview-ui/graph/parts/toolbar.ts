import { button, group } from '../../h.ts';

export interface ToolbarActions {
  readonly zoomIn: () => void;
  readonly zoomOut: () => void;
  readonly zoomFull: () => void;
  readonly fit: () => void;
}

export interface Toolbar {
  readonly root: HTMLElement;
  showZoom(zoom: number): void;
}

export function createToolbar(actions: ToolbarActions): Toolbar {
  const press = (text: string, label: string, act: () => void) =>
    button(text, act, { title: label, 'aria-label': label });
  const full = press('100 %', 'Zoom to 100 %', actions.zoomFull);
  return {
    root: group(
      'tutti-graph-toolbar',
      'Zoom',
      press('−', 'Zoom out', actions.zoomOut),
      full,
      press('+', 'Zoom in', actions.zoomIn),
      press('Fit', 'Fit all into the view', actions.fit),
    ),
    showZoom(zoom) {
      const text = `${Math.round(zoom * 100)} %`;
      if (full.textContent === text) return;
      full.textContent = text;
      full.setAttribute('aria-label', `Zoom is ${text}; zoom to 100 %`);
    },
  };
}
