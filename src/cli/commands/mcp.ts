import { join } from 'node:path';
import { serveMcpSession } from '../../app/mcp.ts';
import { attemptMarkerVariable } from '../../shared/attempt.ts';
import type { CommandContext } from '../commandSpec.ts';
import { packageRoot } from '../packageRoot.ts';
import { packageVersion } from '../packageVersion.ts';

/** Speaks MCP over the standard streams until the client closes them. */
export async function mcp({ terminal, cwd }: CommandContext): Promise<number> {
  if (terminal.interactive)
    terminal.report('This is for an agent to start, e.g.: claude mcp add tutti -- tutti mcp. Ctrl-C leaves.');
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => ending.abort());
  await serveMcpSession({
    cwd,
    version: packageVersion(),
    grammarFile: join(packageRoot(), 'skills', 'tutti-plan', 'SKILL.md'),
    input: process.stdin,
    output: process.stdout,
    signal: ending.signal,
    readOnly: process.env[attemptMarkerVariable] !== undefined,
    report: (message) => terminal.report(message),
  });
  return 0;
}
