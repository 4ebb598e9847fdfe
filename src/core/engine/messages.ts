import type { AgentSpec } from '../../shared/attempt.ts';
import type { CommitMessage } from './ports.ts';
import type { RunTask } from './runPlan.ts';

/** Message of the commit that holds an attempt's work. */
export function workMessage(run: string, plan: string, task: RunTask): CommitMessage {
  return {
    subject: oneLine(`${task.id} ${task.title}`),
    body: '',
    trailers: [...tuttiTrailers(run, plan, task), ['Co-authored-by', coAuthor(task.agent)]],
  };
}

/** Message of the commit that lands a task; its trailers are how later runs know what is done. */
export function mergeMessage(run: string, plan: string, task: RunTask): CommitMessage {
  return {
    subject: oneLine(`Land ${task.id}: ${task.title}`),
    body: '',
    trailers: tuttiTrailers(run, plan, task),
  };
}

function tuttiTrailers(run: string, plan: string, task: RunTask): readonly (readonly [string, string])[] {
  return [
    ['Tutti-Plan', plan],
    ['Tutti-Task', task.identity],
    ['Tutti-Run', run],
    ['Tutti-Agent', task.agent.name],
  ];
}

function coAuthor(agent: AgentSpec): string {
  if (agent.adapter === 'claude') return 'Claude <noreply@anthropic.com>';
  const name = agent.name.replace(/[<>\r\n]/g, '');
  return `${name} <${name.replace(/[^\w.-]/g, '-')}@agents.invalid>`;
}

/** Git subjects are one line; control characters and a leading `#` (a comment to some tools) don't survive. */
function oneLine(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are the characters to remove
  const clean = text.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim();
  return clean.length > 72 ? `${clean.slice(0, 71)}…` : clean;
}
