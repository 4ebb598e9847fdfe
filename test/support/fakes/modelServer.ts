import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { replyAsAnthropic } from './anthropicReply.ts';
import { ModelScript, type ModelScenario } from './modelScenario.ts';

export interface ModelServer {
  /** Base URL on the loopback interface. */
  readonly url: string;
  /** Bodies of the requests that consumed a step, as they came. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** A fake model API that speaks Anthropic's Messages dialect and plays a scenario. */
export async function startModelServer(scenario: ModelScenario): Promise<ModelServer> {
  const script = new ModelScript(scenario);
  const requests: string[] = [];
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const isMain = answer(request, response, { body, script });
      if (isMain) requests.push(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Exchange {
  readonly body: string;
  readonly script: ModelScript;
}

/** True when the request was for the model's main work; titles, probes and counts consume no step. */
function answer(request: IncomingMessage, response: ServerResponse, { body, script }: Exchange): boolean {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  if (path.endsWith('/count_tokens')) {
    sendJson(response, 200, { input_tokens: 1_000 });
    return false;
  }
  if (request.method !== 'POST' || !path.endsWith('/v1/messages')) {
    sendJson(response, 404, { error: { message: 'not here' } });
    return false;
  }
  const { model = 'unknown', tools = [] } = JSON.parse(body) as { model?: string; tools?: unknown[] };
  const isMain = tools.length > 0;
  replyAsAnthropic(response, model, isMain ? script.next(body) : { text: 'ok' });
  return isMain;
}

function sendJson(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}
