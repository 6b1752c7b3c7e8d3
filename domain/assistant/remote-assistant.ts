import { DomainError } from '../errors.ts';
import { readChunks } from '../read-chunks.ts';
import type { Assistant, Delta, Prompt } from './assistant.ts';
import { readCompletion } from './read-completion.ts';

/** An OpenAI-compatible endpoint. */
export interface RemoteAssistantSettings {
  /** Address before `/chat/completions`, for example `https://api.openai.com/v1`. */
  readonly baseUrl: string;
  /** Sent as a bearer token; local servers often want none. */
  readonly apiKey?: string;
  readonly model: string;
  /** Milliseconds until the answer begins; default 30000. */
  readonly connectTimeoutMs?: number;
  /** Milliseconds between two pieces of it; default 60000. */
  readonly idleTimeoutMs?: number;
}

/** An assistant that asks a language model over HTTP and passes its answer on as it comes. */
export function createRemoteAssistant(settings: RemoteAssistantSettings): Assistant {
  return { answer: (prompt, signal) => askRemote(settings, prompt, signal), ping: () => listModels(settings) };
}

async function* askRemote(settings: RemoteAssistantSettings, prompt: Prompt, signal: AbortSignal): AsyncGenerator<Delta> {
  const { connectTimeoutMs = 30_000, idleTimeoutMs = 60_000 } = settings;
  const giveUp = new AbortController();
  const timer = createTimer(() => giveUp.abort());
  try {
    timer.restart(connectTimeoutMs);
    const body = await request(settings, prompt, AbortSignal.any([signal, giveUp.signal]));
    timer.restart(idleTimeoutMs);
    for await (const delta of readCompletion(readChunks(body), () => timer.restart(idleTimeoutMs))) {
      // A slow listener is no fault of the model's.
      timer.stop();
      yield delta;
      timer.restart(idleTimeoutMs);
    }
  } catch (error) {
    if (signal.aborted) return;
    if (giveUp.signal.aborted) throw new DomainError('upstream_timeout', 'The language model took too long to answer.');
    throw describe(error);
  } finally {
    timer.stop();
    giveUp.abort();
  }
}

/** The least that every OpenAI-compatible endpoint answers without thinking. */
async function listModels(settings: RemoteAssistantSettings): Promise<void> {
  const response = await fetch(addressOf(settings, '/models'), { headers: credentialsOf(settings), signal: AbortSignal.timeout(10_000) });
  await response.body?.cancel();
  if (!response.ok) throw new DomainError('upstream_failed', `The language model answered with status ${response.status}.`);
}

function addressOf({ baseUrl }: RemoteAssistantSettings, path: string): string {
  return `${baseUrl.replace(/\/+$/, '')}${path}`;
}

function credentialsOf({ apiKey }: RemoteAssistantSettings): Record<string, string> {
  return apiKey === undefined || apiKey === '' ? {} : { authorization: `Bearer ${apiKey}` };
}

function createTimer(onTimeout: () => void): { restart(milliseconds: number): void; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  const stop = () => clearTimeout(timer);
  return {
    stop,
    restart(milliseconds) {
      stop();
      timer = setTimeout(onTimeout, milliseconds);
    },
  };
}

function describe(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  return new DomainError('upstream_failed', 'The language model cannot be reached.', { cause: error });
}

async function request(
  settings: RemoteAssistantSettings,
  prompt: Prompt,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const response = await fetch(addressOf(settings, '/chat/completions'), {
    method: 'POST',
    signal,
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      ...credentialsOf(settings),
    },
    body: JSON.stringify({
      model: settings.model,
      stream: true,
      messages: toMessages(prompt),
      ...toSampling(prompt),
      ...toTools(prompt),
    }),
  });
  if (response.ok && response.body) return response.body;
  await response.body?.cancel();
  const { status } = response;
  throw new DomainError('upstream_failed', `The language model answered with status ${status}.`, { facts: { status } });
}

/** A tool's result is told as a system message: the exact form of `tool` messages needs ids of the model's own making. */
function toMessages({ instructions, messages }: Prompt): { role: string; content: string }[] {
  return [
    { role: 'system', content: instructions },
    ...messages.map(({ role, content }) => ({ role: role === 'tool' ? 'system' : role, content })),
  ];
}

function toSampling({ sampling: { temperature, topP } = {} }: Prompt): object {
  return { ...(temperature === undefined ? {} : { temperature }), ...(topP === undefined ? {} : { top_p: topP }) };
}

function toTools({ tools }: Prompt): { tools?: unknown } {
  if (tools.length === 0) return {};
  const functions = tools.map(({ name, description, parameters }) => ({ name, description, parameters }));
  return { tools: functions.map((described) => ({ type: 'function', function: described })) };
}
