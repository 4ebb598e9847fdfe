import { runProcess } from '../process/run.ts';
import { findExecutable } from './findExecutable.ts';

/** An agent CLI that was looked for on PATH. */
export interface AgentFinding {
  /** Name of the program and of the profile, e.g. `claude`. */
  readonly name: string;
  /** As people call it, e.g. `Claude Code`. */
  readonly title: string;
  /** Absolute path; null when it is not installed. */
  readonly path: string | null;
  /** As its `--version` prints it; null when it is not installed or does not say. */
  readonly version: string | null;
  /** Whether this version of Tutti can drive it by an adapter of its own. */
  readonly supported: boolean;
  /** Command that installs it. */
  readonly install: string;
}

export interface FindAgentsOptions {
  readonly environment?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly signal?: AbortSignal;
}

type KnownAgent = Pick<AgentFinding, 'name' | 'title' | 'supported' | 'install'>;

const knownAgents: readonly KnownAgent[] = [
  {
    name: 'claude',
    title: 'Claude Code',
    supported: true,
    install: 'npm install -g @anthropic-ai/claude-code',
  },
  { name: 'codex', title: 'Codex', supported: false, install: 'npm install -g @openai/codex' },
  { name: 'gemini', title: 'Gemini CLI', supported: false, install: 'npm install -g @google/gemini-cli' },
  { name: 'opencode', title: 'opencode', supported: false, install: 'npm install -g opencode-ai' },
];

/** Asking for a version starts a whole CLI; a busy machine takes seconds for it. */
const versionTimeoutMs = 20_000;

/** Looks for all agent CLIs that are known, installed or not, in a fixed order. */
export function findAgents(options: FindAgentsOptions = {}): Promise<readonly AgentFinding[]> {
  const { environment = process.env, cwd = process.cwd(), signal } = options;
  return Promise.all(
    knownAgents.map(async (agent) => {
      const path = findExecutable(agent.name, environment, cwd);
      return { ...agent, path, version: path === null ? null : await versionOf(path, environment, signal) };
    }),
  );
}

/** One sentence for somebody who has none of the supported agents: what was looked for, and how to get one. */
export function describeMissingAgents(findings: readonly AgentFinding[]): string {
  const names = findings.map(({ name }) => `\`${name}\``).join(', ');
  const ways = findings
    .filter(({ supported }) => supported)
    .map(({ title, install }) => `${title}: ${install}`);
  const found = findings.filter(({ path }) => path !== null).map(({ name }) => `\`${name}\``);
  const beside =
    found.length === 0 ? '' : ` Found ${found.join(', ')}, to be used by the \`command\` adapter.`;
  return `No supported agent CLI on PATH (looked for ${names}).${beside} Get one: ${ways.join('; ')}.`;
}

async function versionOf(
  path: string,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal | undefined,
): Promise<string | null> {
  const outcome = await runProcess(path, ['--version'], {
    env,
    timeoutMs: versionTimeoutMs,
    maxOutputBytes: 64 * 1024,
    ...(signal === undefined ? {} : { signal }),
  });
  return /\d+\.\d+\.\d+[\w.+-]*/.exec(outcome.stdout)?.[0] ?? null;
}
