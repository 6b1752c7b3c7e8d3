import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ModelRequest {
  readonly url: string;
  readonly authorization: string | undefined;
  readonly body: { model: string; stream: boolean; messages: { role: string; content: string }[]; tools?: unknown[] };
}

/** A language model's endpoint on this machine that answers as the test says, and remembers what it was asked. */
export async function givenLanguageModel(answer: (response: ServerResponse) => unknown) {
  const requests: ModelRequest[] = [];
  let closed: () => void = () => undefined;
  const abandoned = new Promise<void>((resolve) => (closed = resolve));
  const server = createServer((request, response) => {
    response.on('close', () => closed());
    void readRequest(request).then(async (asked) => {
      requests.push(asked);
      await answer(response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { baseUrl: `http://127.0.0.1:${port}/v1/`, requests, close, abandoned };
}

async function readRequest(request: IncomingMessage): Promise<ModelRequest> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return { url: request.url ?? '', authorization: request.headers.authorization, body: JSON.parse(text) as ModelRequest['body'] };
}

/** One event of a streamed completion. */
export function chunk(delta: Record<string, unknown>, finish: string | null = null): string {
  const choices = [{ index: 0, delta, finish_reason: finish }];
  return `data: ${JSON.stringify({ object: 'chat.completion.chunk', choices })}\n\n`;
}
