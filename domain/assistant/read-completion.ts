import { DomainError } from '../errors.ts';
import type { Delta } from './assistant.ts';
import { readEventData } from './server-sent-events.ts';

/** The parts of a `chat.completion.chunk` that are read here. */
interface Chunk {
  readonly error?: unknown;
  readonly choices?: readonly { readonly delta?: ChunkDelta; readonly finish_reason?: string | null }[];
}

interface ChunkDelta {
  readonly content?: string | null;
  readonly tool_calls?: readonly CallPiece[];
}

interface CallPiece {
  readonly index?: number;
  readonly function?: { readonly name?: string; readonly arguments?: string };
}

interface PendingCall {
  name: string;
  arguments: string;
}

/**
 * The deltas of a streamed completion. Tool calls come in pieces and are passed on when the answer is complete. A stream
 * that ends without `[DONE]` and without a finish reason was cut off: `upstream_failed`.
 */
export async function* readCompletion(body: AsyncIterable<Uint8Array>, onProgress: () => void): AsyncGenerator<Delta> {
  const calls = new Map<number, PendingCall>();
  let complete = false;
  for await (const data of readEventData(body)) {
    onProgress();
    if (data === '[DONE]') {
      complete = true;
      break;
    }
    const chunk = parse(data);
    const choice = chunk.choices?.[0];
    // U+0000 has no place in a text, and cannot be stored.
    const text = choice?.delta?.content?.replaceAll('\0', '');
    if (text) yield { kind: 'text', text };
    for (const call of choice?.delta?.tool_calls ?? []) collect(calls, call);
    complete ||= choice?.finish_reason != null;
  }
  if (!complete) throw new DomainError('upstream_failed', 'The language model broke off its answer.');
  for (const call of calls.values()) yield { kind: 'tool-call', name: call.name, params: parseArguments(call.arguments) };
}

function parse(data: string): Chunk {
  const chunk = parseObject(data);
  if (!chunk || chunk.error) throw new DomainError('upstream_failed', 'The language model sent an error instead of an answer.');
  return chunk;
}

function collect(
  calls: Map<number, PendingCall>,
  { index = 0, function: piece }: CallPiece,
): void {
  const call = calls.get(index) ?? { name: '', arguments: '' };
  call.name += piece?.name ?? '';
  call.arguments += piece?.arguments ?? '';
  calls.set(index, call);
}

function parseArguments(text: string): Record<string, unknown> {
  if (text.trim() === '') return {};
  const params = parseObject(text);
  if (!params) throw new DomainError('upstream_failed', 'The language model asked for an action in a form that cannot be read.');
  return params;
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
