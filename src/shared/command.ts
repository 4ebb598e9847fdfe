/** What a person asks of a run: one JSON object a line in `.tutti/inbox.ndjson`; answered by an event of the journal. */
export type RunCommand = { readonly id: string; readonly run: string; readonly at: number } & RunCommandBody;

export type RunCommandBody =
  | { readonly type: 'pause' }
  | { readonly type: 'unpause' }
  /** Starts nothing new; stops when what runs has landed. */
  | { readonly type: 'drain' }
  /** Interrupts the agents, keeps their work on their branches. */
  | { readonly type: 'stop' }
  | { readonly type: 'retry'; readonly task: string; readonly note: string | null }
  | { readonly type: 'skip'; readonly task: string }
  | { readonly type: 'cancel'; readonly task: string }
  /** Says a message to a task's agent: now when it runs, else at its next attempt. */
  | { readonly type: 'send'; readonly task: string; readonly text: string }
  /** Approves a review or a result, or allows what an agent asked for. */
  | { readonly type: 'approve'; readonly task: string; readonly forRun: boolean }
  | { readonly type: 'deny'; readonly task: string }
  | { readonly type: 'answer'; readonly task: string; readonly answer: string }
  | { readonly type: 'addPlan'; readonly path: string };

const commandTypes: ReadonlySet<string> = new Set<RunCommandBody['type']>([
  'pause',
  'unpause',
  'drain',
  'stop',
  'retry',
  'skip',
  'cancel',
  'send',
  'approve',
  'deny',
  'answer',
  'addPlan',
]);

/** Guard for a line of the inbox. */
export function isRunCommand(value: unknown): value is RunCommand {
  if (typeof value !== 'object' || value === null) return false;
  const { id, run, type, task, path, text, answer } = value as Readonly<Record<string, unknown>>;
  if (typeof id !== 'string' || typeof run !== 'string' || typeof type !== 'string') return false;
  if (!commandTypes.has(type)) return false;
  if (type === 'addPlan') return typeof path === 'string';
  if (type === 'send' && typeof text !== 'string') return false;
  if (type === 'answer' && typeof answer !== 'string') return false;
  return ['pause', 'unpause', 'drain', 'stop'].includes(type) || typeof task === 'string';
}
