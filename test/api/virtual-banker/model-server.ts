import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRemoteAssistant } from '../../../domain/assistant/remote-assistant.ts';
import type { Assistant } from '../../../domain/assistant/assistant.ts';

/** An OpenAI-compatible endpoint that says what a test wants it to. */
export interface ModelServer {
  readonly assistant: Assistant;
  /** Answers the next question; until it is called the model thinks. */
  answer(write: (model: Model) => void): void;
  close(): Promise<void>;
}

/** One answer, piece by piece. */
export interface Model {
  say(text: string): void;
  call(name: string, params: Readonly<Record<string, unknown>>): void;
  done(): void;
  /** Breaks the answer off. */
  crash(): void;
}

export async function startModelServer(): Promise<ModelServer> {
  const scripts: ((model: Model) => void)[] = [];
  const questions: Model[] = [];
  const meet = (): void => {
    while (scripts.length > 0 && questions.length > 0) scripts.shift()?.(questions.shift() as Model);
  };
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.flushHeaders();
    questions.push(modelOf(response));
    meet();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    assistant: createRemoteAssistant({ baseUrl: `http://127.0.0.1:${port}/v1`, model: 'test' }),
    answer(write) {
      scripts.push(write);
      meet();
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function modelOf(response: ServerResponse): Model {
  const write = (delta: object, finish: string | null = null): void => {
    response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`);
  };
  return {
    say: (text) => write({ content: text }),
    call: (name, params) => write({ tool_calls: [{ index: 0, id: 'call-1', type: 'function', function: { name, arguments: JSON.stringify(params) } }] }),
    done() {
      write({}, 'stop');
      response.end('data: [DONE]\n\n');
    },
    crash: () => response.destroy(),
  };
}
