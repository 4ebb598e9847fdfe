import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, it } from 'mocha';
import { EventStream } from '../../../../src/adapters/web/eventStream.ts';
import { until } from '../../../support/until.ts';

describe('A stream of events', () => {
  let server: Server;
  let socket: Socket;

  afterEach(() => {
    socket.destroy();
    server.close();
  });

  async function open(): Promise<{ readonly stream: EventStream; readonly isOver: () => boolean }> {
    let opened: EventStream | null = null;
    let over = false;
    server = createServer((_, response) => {
      response.once('close', () => (over = true));
      opened = new EventStream(response, {});
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: here\r\n\r\n');
    await until(() => opened !== null, 'the stream');
    return { stream: opened!, isOver: () => over };
  }

  it('drops a listener that does not read', async () => {
    const { stream, isOver } = await open();
    const message = { text: 'x'.repeat(1024 * 1024) };
    await until(() => {
      stream.send(message);
      return isOver();
    }, 'the end of the stream');
  });

  it('keeps one that reads, whatever a message holds', async () => {
    const { stream, isOver } = await open();
    let heard = '';
    socket.setEncoding('utf8').on('data', (text: string) => (heard += text));
    stream.send({ text: 'two\n\nlines' });
    await until(() => heard.includes('lines'), 'the message');
    assert.ok(heard.includes('data: {"text":"two\\n\\nlines"}\n\n'));
    assert.equal(isOver(), false);
  });
});
