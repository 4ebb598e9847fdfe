import { noFilter, type Filter } from '../filter.ts';
import { button, h, on, setText } from '../h.ts';
import { isTaskState, taskLooks, taskStates } from '../looks.ts';
import { tasksOf, type Scene } from '../scene.ts';

export interface FilterBar {
  readonly element: HTMLElement;
  show(scene: Scene): void;
}

const several = '*';

/** Text, state, agent and phase: shared by all tabs that show tasks. `onStep`: the next hit is wanted, or the one before. */
export function createFilterBar(onFilter: (filter: Filter) => void, onStep: (by: 1 | -1) => void): FilterBar {
  const text = h('input', {
    type: 'search',
    placeholder: 'Filter tasks',
    'aria-label': 'Filter by text',
    title: 'Enter: next task, Shift+Enter: the one before',
  });
  const state = h('select', { 'aria-label': 'Filter by state' });
  const agent = h('select', { 'aria-label': 'Filter by agent' });
  const phase = h('select', { 'aria-label': 'Filter by phase' });
  const clear = button('Clear', () => onFilter(noFilter), { 'aria-label': 'Clear all filters' });
  const found = h('span.found');
  let filter = noFilter;
  const change = (part: Partial<Filter>) => onFilter({ ...filter, ...part });
  on(text, {
    input: () => change({ text: text.value }),
    keydown: ({ key, shiftKey, isComposing }) => {
      if (key === 'Enter' && !isComposing) onStep(shiftKey ? -1 : 1);
    },
  });
  on(state, {
    change: () => {
      if (state.value !== several) change({ states: isTaskState(state.value) ? [state.value] : [] });
    },
  });
  on(agent, { change: () => change({ agent: agent.value }) });
  on(phase, { change: () => change({ phase: phase.value }) });
  const element = h(
    'div.filter-bar',
    { role: 'search', 'aria-label': 'Tasks' },
    text,
    state,
    agent,
    phase,
    clear,
    found,
  );
  return {
    element,
    show: (scene) => {
      ({ filter } = scene);
      if (text.value !== filter.text) text.value = filter.text;
      const { structure } = scene.view;
      const tasks = tasksOf(scene.view, scene.index);
      const [only, ...more] = filter.states;
      setOptions(state, only === undefined ? '' : more.length > 0 ? several : only, [
        ['', 'All states'],
        ...(more.length > 0 ? [[several, `${filter.states.length} states`] as const] : []),
        ...taskStates.map((word) => [word, taskLooks[word].word] as const),
      ]);
      const agents = [...new Set(tasks.flatMap((card) => card.agent ?? []))].sort();
      setOptions(agent, filter.agent, [['', 'All agents'], ...agents.map((name) => [name, name] as const)]);
      setOptions(phase, filter.phase, [
        ['', 'All phases'],
        ...structure.phases.map(({ ref, id, title }) => [ref, title === '' ? id : title] as const),
      ]);
      const shown = tasks.filter(({ ref }) => scene.shown?.has(ref));
      setText(found, scene.shown === null ? '' : `${shown.length} of ${tasks.length} tasks`);
      clear.hidden = scene.shown === null;
    },
  };
}

type Option = readonly [value: string, label: string];

/** A value that is not there any more stays, so that the person sees what filters. */
function setOptions(select: HTMLSelectElement, value: string, options: readonly Option[]): void {
  const all = options.some(([one]) => one === value) ? options : [...options, [value, value] as const];
  const key = JSON.stringify(all);
  if (select.dataset['options'] !== key) {
    select.dataset['options'] = key;
    select.replaceChildren(...all.map(([one, label]) => h('option', { value: one }, label)));
  }
  if (select.value !== value) select.value = value;
}
