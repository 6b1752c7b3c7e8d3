import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Assistant } from '../../../../domain/assistant/assistant.ts';
import { createRemoteAssistant } from '../../../../domain/assistant/remote-assistant.ts';
import { chunk, givenLanguageModel } from '../../../domain/given/language-model.ts';

/** A language model that thinks until the test lets it answer. */
export interface HeldModel {
  readonly assistant: Assistant;
  /** What it was told so far, request by request: roles and contents. */
  readonly prompts: readonly (readonly { readonly role: string; readonly content: string }[])[];
  /** Resolves once a question waits for its answer. */
  asked(): Promise<void>;
  /** Begins the answer that is waited for, or the next one. */
  answer(text: string): Promise<void>;
  /** Fails it. */
  fail(): Promise<void>;
  close(): void;
}

export async function startHeldModel(): Promise<HeldModel> {
  const waiting: ServerResponse[] = [];
  const arrivals = new EventTarget();
  const model = await givenLanguageModel((response) => {
    waiting.push(response);
    arrivals.dispatchEvent(new Event('arrival'));
  });
  const asked = async (): Promise<void> => {
    while (waiting.length === 0) await once(arrivals, 'arrival');
  };
  const next = async (): Promise<ServerResponse> => {
    for (;;) {
      await asked();
      const response = waiting.shift();
      if (response) return response;
    }
  };
  return {
    assistant: createRemoteAssistant({ baseUrl: model.baseUrl, model: 'held' }),
    get prompts() {
      return model.requests.map(({ body }) => body.messages);
    },
    asked,
    answer: async (text) => {
      const response = await next();
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const piece of text.match(/[^]{1,100000}/g) ?? []) response.write(chunk({ content: piece }));
      response.end(`${chunk({}, 'stop')}data: [DONE]\n\n`);
    },
    fail: async () => void (await next()).writeHead(500).end('out of order'),
    close: model.close,
  };
}
