import { h, setText } from '../h.ts';

export interface Problem {
  readonly element: HTMLElement;
  /** `hasView`: what was shown last stays below it. */
  show(text: string | null, hasView: boolean): void;
}

/** Why there is nothing to show, or nothing new. */
export function createProblem(): Problem {
  const text = h('p');
  const element = h('div.problem', text);
  setText(text, 'Waiting for the run…');
  return {
    element,
    show: (problem, hasView) => {
      element.hidden = problem === null;
      setText(text, problem === null ? '' : `${problem}${hasView ? ' What is shown may be old.' : ''}`);
    },
  };
}
