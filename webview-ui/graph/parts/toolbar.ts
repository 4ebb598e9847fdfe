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
  const root = document.createElement('div');
  root.className = 'tutti-graph-toolbar';
  root.setAttribute('role', 'group');
  root.setAttribute('aria-label', 'Zoom');
  const button = (text: string, label: string, act: () => void): HTMLButtonElement => {
    const element = document.createElement('button');
    element.type = 'button';
    element.textContent = text;
    element.title = label;
    element.setAttribute('aria-label', label);
    element.addEventListener('click', act);
    root.append(element);
    return element;
  };
  button('−', 'Zoom out', actions.zoomOut);
  const full = button('100 %', 'Zoom to 100 %', actions.zoomFull);
  button('+', 'Zoom in', actions.zoomIn);
  button('Fit', 'Fit all into the view', actions.fit);
  return {
    root,
    showZoom(zoom) {
      const text = `${Math.round(zoom * 100)} %`;
      if (full.textContent === text) return;
      full.textContent = text;
      full.setAttribute('aria-label', `Zoom is ${text}; zoom to 100 %`);
    },
  };
}
