import type { ViewId } from './views.ts';

/** When-clauses that several tables share. Commands check in code as well: a clause only hides. */
export const trusted = 'isWorkspaceTrusted';

/** In the title bar of the Plan view. */
export const inPlan = 'view == tutti.plan';

/** A key that acts on the rows of a view. */
export function keyIn<View extends ViewId>(view: View) {
  return { when: `focusedView == ${view} && listFocus && !inputFocus`, args: view } as const;
}

/** The file of an editor tab or of the explorer is a plan. */
export const isPlanFile = 'resourcePath in tutti.planFiles';

/** A task in the dashboard: its context has folder, plan and task, as commands take them. */
export const onDashboardTask = "webviewId == 'tutti.dag' && webviewSection == task";

export const has = { plan: 'tutti.hasPlan', ready: 'tutti.hasReady', needsYou: 'tutti.needsYou' } as const;

/** The run that goes on is in one of these states. */
export function runIs(...states: readonly ('running' | 'paused' | 'draining' | 'halted')[]): string {
  return `tutti.runState =~ /^(${states.join('|')})$/`;
}

/** A row of one of these kinds: the first token of its `contextValue`. */
export function row(...kinds: readonly string[]): string {
  return `viewItem =~ /^(${kinds.join('|')})\\b/`;
}

/** A row of a task, in any view, with one of these tokens in its `contextValue`; a group of tasks is none. */
export function taskIn(...tokens: readonly string[]): string {
  return `viewItem =~ /^(task|queueEntry|conflict)\\b(?!.*\\bgroup\\b).*\\b(${tokens.join('|')})\\b/`;
}

/** A row of a task in the Plan view with one of these tokens. */
export function planTaskIn(...tokens: readonly string[]): string {
  return `${inPlan} && viewItem =~ /^task\\b(?!.*\\bgroup\\b).*\\b(${tokens.join('|')})\\b/`;
}

/** A row of a group of tasks with one of these tokens. */
export function groupIn(...tokens: readonly string[]): string {
  return `${inPlan} && viewItem =~ /^task (${tokens.join('|')}) group\\b/`;
}
