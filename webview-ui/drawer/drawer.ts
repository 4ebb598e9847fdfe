import type { TaskDetail } from '../../src/shared/dashboard/view.ts';
import { button, group, h, on } from '../h.ts';
import { refill } from '../refill.ts';
import type { Scene } from '../scene.ts';
import { drawerSections, type DrawerActions } from './sections.ts';

export interface DrawerOptions extends DrawerActions {
  readonly onClose: () => void;
}

export interface Drawer {
  readonly element: HTMLElement;
  /** The task that it shows; null while it is closed. */
  readonly ref: () => string | null;
  open(ref: string, scene: Scene): void;
  close(): void;
  show(scene: Scene): void;
  /** What the host knows of a task; of another than the shown one it is ignored. */
  detail(ref: string, detail: TaskDetail | null, scene: Scene): void;
}

/** All about one task, beside the tab. Escape closes it, and the focus goes back to where it came from. */
export function createDrawer({ onAct, onOpen, onFocus, onClose }: DrawerOptions): Drawer {
  const body = group('drawer-body', 'Details of the task', { tabindex: 0 });
  const heading = h('h2', { tabindex: -1, id: 'drawer-title' });
  const close = button('Close', () => closeDrawer(), { class: 'quiet', 'aria-keyshortcuts': 'Escape' });
  const element = h(
    'aside.drawer',
    { 'aria-labelledby': 'drawer-title', hidden: true },
    h('div.drawer-head', heading, close),
    body,
  );
  const actions: DrawerActions = { onAct, onOpen, onFocus };
  let ref: string | null = null;
  let known: TaskDetail | null | undefined;

  function closeDrawer(): void {
    if (ref === null) return;
    ref = null;
    element.hidden = true;
    onClose();
  }

  function show(scene: Scene): void {
    if (ref === null) return;
    const card = scene.cards.get(ref);
    if (card === undefined) {
      closeDrawer();
      return;
    }
    const { title, sections } = drawerSections({ card, detail: known, scene }, actions);
    refill(heading, title);
    refill(body, sections, () => heading);
  }

  on(element, {
    keydown: (event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      closeDrawer();
    },
  });

  return {
    element,
    ref: () => ref,
    close: closeDrawer,
    show,
    open: (next, scene) => {
      if (next !== ref) {
        known = undefined;
        // The buttons of another task look the same.
        body.replaceChildren();
        body.scrollTop = 0;
      }
      ref = next;
      element.hidden = false;
      show(scene);
      heading.focus();
    },
    detail: (of, detail, scene) => {
      if (of !== ref) return;
      known = detail;
      show(scene);
    },
  };
}
