import { readFile } from 'node:fs/promises';
import type { Readable, Writable } from 'node:stream';
import PQueue from 'p-queue';
import { serveMcp, type McpResource, type McpTool } from '../adapters/web/mcpServer.ts';
import { UserError } from '../core/base/userError.ts';
import { McpSession } from './mcpSession.ts';
import { mcpTools } from './mcpTools.ts';

export interface McpOptions {
  readonly cwd: string;
  readonly version: string;
  /** Absolute path of the SKILL.md that teaches the plan grammar. */
  readonly grammarFile: string;
  readonly input: Readable;
  readonly output: Writable;
  /** Ends the session from this side. */
  readonly signal: AbortSignal;
  /** Offers no tool that starts or changes anything: for an agent that is part of a run itself. */
  readonly readOnly: boolean;
  /** For what no answer can carry. */
  readonly report: (message: string) => void;
}

const instructions =
  'Tutti plays markdown plans with many coding agents in parallel, each task in a git worktree of its own, and lands what passes its gate on one branch. Read the resource tutti://plan-grammar before you write a plan, and check it with tutti_diagnostics. tutti_planStatus says where a run is, tutti_why why a task waits. Permissions, questions and reviews of agents are for people to answer.';

/** Serves one client until it is gone; a run that was started for it is let go of then, and its agents go on. */
export async function serveMcpSession(options: McpOptions): Promise<void> {
  const { cwd, version, input, output, signal, report } = options;
  const session = new McpSession(cwd, report);
  // One after the other: a run starts once, and no client fills the machine with git processes.
  const queue = new PQueue({ concurrency: 1 });
  const inTurn = (tool: McpTool): McpTool => ({ ...tool, run: (given) => queue.add(() => tool.run(given)) });
  const service = {
    version,
    instructions,
    tools: mcpTools(session)
      .filter(({ effect }) => effect === 'reads' || !options.readOnly)
      .map(inTurn),
    resources: resourcesOf(session, options.grammarFile),
  };
  await serveMcp(service, { input, output, signal });
  queue.clear();
  await queue.onIdle();
  await session.close();
}

function resourcesOf(session: McpSession, grammarFile: string): readonly McpResource[] {
  return [
    {
      name: 'plan-grammar',
      uri: 'tutti://plan-grammar',
      title: 'Plan grammar',
      description: 'How a plan is written: phases, tasks, dependencies, attributes.',
      mimeType: 'text/markdown',
      read: async () => withoutFrontMatter(await readFile(grammarFile, 'utf8')),
    },
    {
      name: 'status',
      uri: 'tutti://status',
      title: 'Status of the latest run',
      description: 'status.json: every task, worker and limit of the latest run.',
      mimeType: 'application/json',
      read: async () => {
        const status = await session.status(await session.project());
        if (status === null) throw new UserError('There is no run in this repository yet.');
        return JSON.stringify(status);
      },
    },
  ];
}

function withoutFrontMatter(text: string): string {
  return text.replace(/^---\n[\s\S]*?\n---\n+/, '');
}
