import { idOf, isTask } from './nodes.ts';
import type { RunTask } from './runPlan.ts';
import type { NodeState, PlanState, RunState } from './state.ts';

/** What only the outside knows about an attempt's surroundings. */
export interface PromptContext {
  /** Absolute path of the run's `status.json`. */
  readonly statusFile: string;
  /** `wisdom.md`, cut to a bounded length; empty when there is none. */
  readonly wisdom: string;
  /** What the task's own branch changed so far, for an agent that can't resume its session. */
  readonly ownChange: string;
}

/** The whole prompt of a new session: the task's full text and all that the agent should know, never a path to it. */
export function fullPrompt(state: RunState, node: NodeState, context: PromptContext): string {
  const plan = state.plans.get(node.plan);
  if (plan === undefined || !isTask(node)) return '';
  const sections = [
    taskSection(node.spec),
    planSection(plan),
    dependencySection(state, node),
    neighbourSection(state, node),
    context.wisdom === '' ? '' : `## Notes from earlier runs\n\n${context.wisdom}`,
    workSection(node.spec, context),
    context.ownChange === '' ? '' : `## What your branch already changes\n\n${fence(context.ownChange)}`,
    rejectionSection(state, node),
    noteSection(node),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

/** What a resumed session is told: only what is new. */
export function followUpPrompt(state: RunState, node: NodeState): string {
  const news = [rejectionSection(state, node), noteSection(node)].filter((section) => section !== '');
  if (news.length > 0) return `${news.join('\n\n')}\n`;
  return 'Your session was interrupted. Your files are as you left them. Go on with the task and finish it.\n';
}

function taskSection(task: RunTask): string {
  const body = task.body.trim() === '' ? '' : `\n\n${task.body.trim()}`;
  return `# Task ${task.id}: ${task.title}${body}`;
}

function planSection(plan: PlanState): string {
  const { title, intro, criteria } = plan.plan;
  const parts = [intro.trim(), criteria.length === 0 ? '' : criteria.map((line) => `- ${line}`).join('\n')];
  const text = parts.filter((part) => part !== '').join('\n\n');
  return `## The plan it belongs to: ${title}${text === '' ? '' : `\n\n${text}`}`;
}

function dependencySection(state: RunState, node: NodeState): string {
  const lines = workBefore(state, node).map((dependency) => {
    const files = dependency.changed.slice(0, 20).join(', ');
    const last = dependency.attempts.at(-1)?.end?.summary ?? '';
    const said = last === '' ? '' : ` It said: ${last.replace(/\s+/g, ' ').slice(0, 300)}`;
    return `- ${idOf(dependency.ref)} ${dependency.spec.title}${files === '' ? '' : ` (changed ${files})`}.${said}`;
  });
  return lines.length === 0 ? '' : `## Already done, and in your files\n\n${lines.join('\n')}`;
}

/** Landed work that the task depends on, through barriers and groups, at most 20. */
function workBefore(state: RunState, node: NodeState): readonly NodeState[] {
  const found: NodeState[] = [];
  const seen = new Set<string>([node.ref]);
  const work = [...node.dependsOn];
  for (let ref = work.pop(); ref !== undefined && found.length < 20; ref = work.pop()) {
    const dependency = state.nodes.get(ref);
    if (dependency === undefined || seen.has(ref)) continue;
    seen.add(ref);
    if (dependency.spec.kind === 'barrier' || dependency.spec.kind === 'group')
      work.push(...dependency.dependsOn);
    else if (dependency.status.name === 'landed') found.push(dependency);
  }
  return found;
}

function neighbourSection(state: RunState, node: NodeState): string {
  const others = [...state.active]
    .map((ref) => state.nodes.get(ref))
    .filter((other) => other !== undefined && other !== node);
  const lines = others.slice(0, 20).map((other) => {
    if (other === undefined || !isTask(other)) return '';
    const files = fileLeases(other.spec);
    return `- ${idOf(other.ref)} ${other.spec.title}${files === '' ? '' : ` — keep out of ${files}`}`;
  });
  const text = lines.filter((line) => line !== '').join('\n');
  return text === '' ? '' : `## Others are working right now, each in a worktree of their own\n\n${text}`;
}

function fileLeases(task: RunTask): string {
  const keys = task.leases
    .filter((lease) => lease.key.startsWith('file:'))
    .map((lease) => lease.key.slice(5));
  return keys.slice(0, 10).join(', ');
}

function workSection(task: RunTask, context: PromptContext): string {
  const gate = task.gate.map((command) => `\`${command}\``).join(', ');
  const lines = [
    '- Work only in the current folder: it is a git worktree made for this task. Do not switch branches, do not push, do not use `git stash`.',
    '- You need not commit: what you leave is committed on your branch. The plan file itself is left out.',
    ...(gate === '' ? [] : [`- Before it lands, this must pass on the merged result: ${gate}.`]),
    `- The state of the whole run can be read in \`${context.statusFile}\` (JSON; read-only).`,
    task.verification === null
      ? '- When you are done, end with a short summary of what you changed and what those who build on it must know.'
      : '- Check and report. End with a line `VERIFY: PASS`, or `VERIFY: FAIL` and the reason.',
  ];
  return `## How to work\n\n${lines.join('\n')}`;
}

function rejectionSection(state: RunState, node: NodeState): string {
  const { rejection } = node;
  if (rejection === null) return '';
  if (rejection.kind === 'gate') {
    return `## The gate failed\n\n\`${rejection.command}\` failed on your work merged with the integration branch. Mend it. Its output:\n\n${fence(rejection.output)}`;
  }
  const others = rejection.against
    .map((ref) => state.nodes.get(ref))
    .map((other) => (other === undefined ? '' : `- ${idOf(other.ref)} ${other.spec.title}${intent(other)}`));
  const against = others.length === 0 ? '' : `\n\nThe other side came from:\n\n${others.join('\n')}`;
  return `## Your work conflicts with what has landed since\n\nThe integration branch is merged into your files; conflict markers are in ${rejection.files.join(', ')}. The first side of each marker is the integration branch, the second is yours. Resolve them so that both intents survive, remove every marker, and check that it works.${against}`;
}

function intent(node: NodeState): string {
  const body = isTask(node) ? node.spec.body.trim().replace(/\s+/g, ' ').slice(0, 400) : '';
  return body === '' ? '' : `: ${body}`;
}

function noteSection(node: NodeState): string {
  return node.note === null ? '' : `## A note from the person who runs this\n\n${node.note}`;
}

/** A fence longer than any in the text, so that hostile output can't end it. */
function fence(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map((match) => match[0].length));
  const marks = '`'.repeat(longest + 1);
  return `${marks}\n${text}\n${marks}`;
}
