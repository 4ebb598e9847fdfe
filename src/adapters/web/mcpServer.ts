import type { Readable, Writable } from 'node:stream';
import { McpServer, type StandardSchemaWithJSON } from '@modelcontextprotocol/server';
import { serveStdio, StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { reasonOf, systemFault } from '../../core/base/systemFault.ts';
import { UserError } from '../../core/base/userError.ts';

/**
 * What a tool does beside answering: nothing; something that can be taken back; or something that ends or leaves out
 * work that is under way.
 */
export type McpEffect = 'reads' | 'changes' | 'interrupts';

/** One tool. `run` gets what `input` let through, and answers in text; a UserError becomes an answer that is an error. */
export interface McpTool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly effect: McpEffect;
  /** It starts agents, which talk to the outside. */
  readonly startsAgents: boolean;
  readonly input: StandardSchemaWithJSON;
  readonly run: (input: unknown) => Promise<string>;
}

export interface McpResource {
  readonly name: string;
  readonly uri: string;
  readonly title: string;
  readonly description: string;
  readonly mimeType: string;
  readonly read: () => Promise<string>;
}

export interface McpService {
  readonly version: string;
  /** What the client tells its model about this server as a whole. */
  readonly instructions: string;
  readonly tools: readonly McpTool[];
  readonly resources: readonly McpResource[];
}

export interface McpConnection {
  readonly input: Readable;
  readonly output: Writable;
  /** Ends the connection from this side. */
  readonly signal: AbortSignal;
}

/**
 * Serves the Model Context Protocol, one JSON-RPC message a line, in its present and in its 2025 form. Resolves when the
 * client has closed its end or the signal is aborted.
 */
export async function serveMcp(service: McpService, { input, output, signal }: McpConnection): Promise<void> {
  const gone = whenGone(input, signal);
  const transport = new StdioServerTransport(input, output);
  const handle = serveStdio(() => toServer(service), { transport });
  await gone;
  await handle.close();
}

function toServer({ version, instructions, tools, resources }: McpService): McpServer {
  const server = new McpServer({ name: 'tutti', title: 'Tutti', version }, { instructions });
  for (const tool of tools) {
    const { title, description, input: inputSchema } = tool;
    const config = { title, description, inputSchema, annotations: annotationsOf(tool) };
    server.registerTool(tool.name, config, (input) => answer(tool, input));
  }
  for (const resource of resources) {
    const { title, description, mimeType } = resource;
    server.registerResource(
      resource.name,
      resource.uri,
      { title, description, mimeType },
      async ({ href }) => ({
        contents: [{ uri: href, mimeType, text: await resource.read() }],
      }),
    );
  }
  return server;
}

function annotationsOf({ effect, startsAgents }: McpTool) {
  return {
    readOnlyHint: effect === 'reads',
    destructiveHint: effect === 'interrupts',
    openWorldHint: startsAgents,
  };
}

async function answer(tool: McpTool, input: unknown) {
  try {
    return { content: [{ type: 'text' as const, text: await tool.run(input) }] };
  } catch (error) {
    const known = error instanceof UserError || systemFault(error) !== null;
    const text = known ? reasonOf(error) : `Tutti went wrong in ${tool.name}: ${reasonOf(error)}`;
    return { content: [{ type: 'text' as const, text }], isError: true };
  }
}

function whenGone(input: Readable, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => resolve();
    for (const event of ['end', 'close', 'error']) input.once(event, settle);
    signal.addEventListener('abort', settle, { once: true });
    if (signal.aborted) settle();
  });
}
