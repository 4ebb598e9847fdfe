import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

const program = fileURLToPath(new URL('../../dist/tutti.mjs', import.meta.url));

export interface ToolAnswer {
  readonly text: string;
  readonly isError: boolean;
}

/** A client of `tutti mcp`, which runs as it was built. */
export interface McpClient {
  readonly client: Client;
  readonly pid: number;
  readonly call: (tool: string, input?: Readonly<Record<string, unknown>>) => Promise<ToolAnswer>;
  readonly read: (uri: string) => Promise<string>;
  /** What came that is no message of the protocol. */
  readonly noise: readonly string[];
  /** Closes the server's standard input. */
  readonly close: () => Promise<void>;
}

/** `protocol`: the revision that the client insists on, or `legacy` for the hand-shake of 2025. */
export async function startMcp(
  cwd: string,
  env: Readonly<Record<string, string>> = {},
  protocol = 'legacy',
): Promise<McpClient> {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [program, 'mcp'],
    cwd,
    env: { ...Object.fromEntries(inherited), ...env },
    stderr: 'ignore',
  });
  const mode = protocol === 'legacy' ? 'legacy' : { pin: protocol };
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
  const noise: string[] = [];
  client.onerror = (error) => noise.push(error.message);
  await client.connect(transport);
  return {
    client,
    pid: transport.pid ?? 0,
    noise,
    call: async (name, input = {}) => {
      const { content, isError } = await client.callTool({ name, arguments: input });
      const text = content.map((part) => (part.type === 'text' ? part.text : part.type)).join('\n');
      return { text, isError: isError === true };
    },
    read: async (uri) => {
      const { contents } = await client.readResource({ uri });
      return contents.map((part) => ('text' in part ? part.text : '')).join('');
    },
    close: () => client.close(),
  };
}
