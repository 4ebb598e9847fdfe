import type { ServerResponse } from 'node:http';
import type { ModelStep } from './modelScenario.ts';

type Block =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'thinking'; readonly thinking: string; readonly signature: string }
  | { readonly type: 'tool_use'; readonly id: string; readonly name: string; readonly input: object };

const errorTypes: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  404: 'not_found_error',
  429: 'rate_limit_error',
  529: 'overloaded_error',
};

let serial = 0;

/** Answers one request of the Anthropic Messages API as a stream of server-sent events, or with an error. */
export function replyAsAnthropic(response: ServerResponse, model: string, step: ModelStep): void {
  if (step.error !== undefined) {
    const { status, headers, message } = step.error;
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    const error = { type: errorTypes[status] ?? 'api_error', message: message ?? `fake ${String(status)}` };
    response.end(JSON.stringify({ type: 'error', error }));
    return;
  }
  const send = (type: string, data: object): void => {
    response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`);
  };
  const blocks = blocksOf(step);
  const usage = usageOf(step);
  const stopReason = blocks.some((block) => block.type === 'tool_use') ? 'tool_use' : 'end_turn';
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  send('message_start', {
    message: {
      id: nextId('msg'),
      type: 'message',
      role: 'assistant',
      model,
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: { ...usage, output_tokens: 1 },
    },
  });
  if (step.hang === true) return;
  for (const [index, block] of blocks.entries()) {
    send('content_block_start', { index, content_block: emptyBlock(block) });
    for (const delta of deltasOf(block)) send('content_block_delta', { index, delta });
    send('content_block_stop', { index });
  }
  send('message_delta', { delta: { stop_reason: stopReason, stop_sequence: null }, usage });
  send('message_stop', {});
  response.end();
}

function blocksOf(step: ModelStep): readonly Block[] {
  return [
    ...(step.thinking === undefined
      ? []
      : [{ type: 'thinking' as const, thinking: step.thinking, signature: 'ZmFrZQ==' }]),
    ...(step.text === undefined ? [] : [{ type: 'text' as const, text: step.text }]),
    ...(step.tools ?? []).map(({ name, input }) => ({
      type: 'tool_use' as const,
      id: nextId('toolu'),
      name,
      input,
    })),
  ];
}

function usageOf({ usage = {} }: ModelStep): object {
  return {
    input_tokens: usage.input ?? 1_200,
    output_tokens: usage.output ?? 20,
    cache_read_input_tokens: usage.cacheRead ?? 0,
    cache_creation_input_tokens: usage.cacheWrite ?? 0,
  };
}

function emptyBlock(block: Block): object {
  switch (block.type) {
    case 'text':
      return { type: 'text', text: '' };
    case 'thinking':
      return { type: 'thinking', thinking: '', signature: '' };
    case 'tool_use':
      return { ...block, input: {} };
  }
}

function deltasOf(block: Block): readonly object[] {
  switch (block.type) {
    case 'text':
      return [{ type: 'text_delta', text: block.text }];
    case 'thinking':
      return [
        { type: 'thinking_delta', thinking: block.thinking },
        { type: 'signature_delta', signature: block.signature },
      ];
    case 'tool_use':
      return [{ type: 'input_json_delta', partial_json: JSON.stringify(block.input) }];
  }
}

function nextId(prefix: string): string {
  serial += 1;
  return `${prefix}_fake${String(serial).padStart(6, '0')}`;
}
