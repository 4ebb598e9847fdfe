import type { HeaderView } from '../../src/shared/dashboard/view.ts';
import type { TaskStateWord } from '../../src/shared/status.ts';
import { button, group, h, setAttributes, setText } from '../h.ts';
import { icon, taskLooks, taskStates } from '../looks.ts';

export interface Counts {
  readonly element: HTMLElement;
  show(counts: HeaderView['counts'], pressed: readonly TaskStateWord[]): void;
}

interface Chip {
  readonly state: TaskStateWord;
  readonly element: HTMLButtonElement;
  readonly count: HTMLElement;
}

/** How many tasks are in each state; each is a button that filters by it. */
export function createCounts(onStates: (states: readonly TaskStateWord[]) => void): Counts {
  let pressed: readonly TaskStateWord[] = [];
  const chips = taskStates.map((state): Chip => {
    const look = taskLooks[state];
    const count = h('b');
    const press = () =>
      onStates(pressed.includes(state) ? pressed.filter((one) => one !== state) : [...pressed, state]);
    const element = button('', press, { class: 'chip', hidden: true }, icon(look), count, ` ${look.word}`);
    return { state, element, count };
  });
  return {
    element: group(
      'counts',
      'Tasks by state; a state that is pressed filters',
      ...chips.map(({ element }) => element),
    ),
    show: (counts, now) => {
      pressed = now;
      for (const { state, element, count } of chips) {
        const isPressed = now.includes(state);
        setText(count, String(counts[state] ?? 0));
        setAttributes(element, {
          hidden: (counts[state] ?? 0) === 0 && !isPressed,
          'aria-pressed': String(isPressed),
        });
      }
    },
  };
}
