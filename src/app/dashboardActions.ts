import type { RunCommandBody } from '../shared/command.ts';
import type { PageMessage } from '../shared/dashboard/messages.ts';
import type { RunControl, TaskAction } from '../shared/dashboard/view.ts';
import type { Project, RunHandle } from './project.ts';
import { ownerOf } from './runOwner.ts';

/** What only the host of a page can do: it has terminals, editors and a way to start runs. */
export type HostAction = Extract<
  TaskAction,
  'showTerminal' | 'showChanges' | 'showTranscript' | 'revealInPlan'
>;

const hostActions: ReadonlySet<TaskAction> = new Set<HostAction>([
  'showTerminal',
  'showChanges',
  'showTranscript',
  'revealInPlan',
]);

/** Whether the host of the page has to do it. */
export function isHostAction(action: TaskAction): action is HostAction {
  return hostActions.has(action);
}

/** What a page asks for that is more than to be shown something. */
export type PageAction = Extract<PageMessage, { readonly type: 'control' | 'act' | 'save' }>;

export type ActMessage = Extract<PageMessage, { readonly type: 'act' }>;

/** What the page's host does by itself, in its own way. Each answers null when it is done, else a sentence for the person. */
export interface DashboardHost {
  readonly act?: (asked: ActMessage) => Promise<string | null>;
  readonly control?: (control: RunControl) => Promise<string | null>;
  readonly save?: (file: Extract<PageMessage, { readonly type: 'save' }>) => Promise<string | null>;
}

interface Situation {
  /** Null where nothing may run. */
  readonly project: Project | null;
  readonly host: DashboardHost;
  /** Of the run that is shown; null when there is none. */
  readonly handle: RunHandle | null;
  readonly readOnly: boolean;
}

/** Does what a page asks for; null when it is done, else a sentence that says why not. */
export async function performPageAction(
  message: PageAction,
  { project, host, handle, readOnly }: Situation,
): Promise<string | null> {
  if (message.type === 'save') return host.save?.(message) ?? 'Files can not be saved from here.';
  if (readOnly) return 'Nothing was done: this page only shows.';
  if (message.type === 'act') {
    if (host.act !== undefined) return host.act(message);
    if (isHostAction(message.action)) return 'That can only be shown in VS Code.';
    return handle === null ? noRun : carryOut(handle, actionCommand(message.action, message));
  }
  if (host.control !== undefined) return host.control(message.control);
  const command = controlCommand(message.control);
  if (command === null) return 'Runs are started with tutti run, or in VS Code.';
  if (handle === null || project === null) return noRun;
  return ownerOf(project, handle.run) === null
    ? `Nobody plays ${handle.run} now: tutti resume goes on with it.`
    : carryOut(handle, command);
}

const noRun = 'There is no run yet.';

async function carryOut(handle: RunHandle, command: RunCommandBody): Promise<string | null> {
  const answer = await handle.command(command);
  return answer.ok ? null : `Nothing was done: ${answer.reason}.`;
}

/** What is asked of the run; null for starting one, which is the host's. */
function controlCommand(control: RunControl): RunCommandBody | null {
  switch (control) {
    case 'run':
      return null;
    case 'pause':
      return { type: 'pause' };
    case 'resume':
      return { type: 'unpause' };
    case 'drain':
      return { type: 'drain' };
    case 'stop':
      return { type: 'stop' };
  }
}

/** What is asked of the run about a task (`plan/id`). */
function actionCommand(
  action: Exclude<TaskAction, HostAction>,
  { ref: task, request, answer = '' }: ActMessage,
): RunCommandBody {
  switch (action) {
    case 'run':
      return { type: 'select', tasks: [task] };
    case 'retry':
      return { type: 'retry', task, note: null };
    case 'skip':
    case 'cancel':
    case 'markDone':
    case 'hold':
    case 'release':
    case 'landNow':
      return { type: action, task };
    case 'approve':
      return { type: 'approve', task, forRun: false, request };
    case 'deny':
      return { type: 'deny', task, request };
    case 'answer':
      return { type: 'answer', task, answer, request };
  }
}
