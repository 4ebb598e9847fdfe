import { bdi, button, group, h } from '../h.ts';

export interface Notices {
  readonly element: HTMLElement;
  add(text: string): void;
}

const most = 3;

/** Sentences from the host; each stays until it is dismissed, or three newer ones are there. */
export function createNotices(): Notices {
  const element = group('notices', 'Notices', { hidden: true });
  const settle = () => {
    while (element.children.length > most) element.firstElementChild?.remove();
    element.hidden = element.children.length === 0;
  };
  return {
    element,
    add: (text) => {
      const notice = h('div.notice', bdi(text));
      notice.append(
        button(
          'Dismiss',
          () => {
            notice.remove();
            settle();
          },
          { class: 'quiet' },
        ),
      );
      element.append(notice);
      settle();
    },
  };
}
