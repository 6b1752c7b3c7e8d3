import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { appendToken } from './json-pointer.ts';
import type { Located } from './located.ts';
import type { Refusal } from './refusal.ts';
import type { ValidityCache } from './validity-cache.ts';

interface ParserError {
  readonly message: string;
  readonly path: readonly (string | number)[];
}

interface Answer {
  readonly id: number;
  readonly errors?: readonly ParserError[];
  readonly failure?: string;
}

/**
 * Checks an AsyncAPI document with `@asyncapi/parser`, in a worker that all documents share. `data` is the document without
 * references to other files, so that nothing but it decides, and nothing is fetched.
 */
export async function checkAsyncApi(root: Located, data: unknown, cache: ValidityCache): Promise<Refusal[]> {
  const text = JSON.stringify(data);
  const parts = [parserVersion(), text];
  if (cache.isValid(parts)) return [];
  const errors = await askWorker(text);
  if (errors.length === 0) cache.remember(parts);
  return errors.map((error) => toRefusal(error, root));
}

function toRefusal({ message, path }: ParserError, root: Located): Refusal {
  const position = root.source.positionOf(path.reduce<string>(appendToken, root.pointer));
  const hint = 'See the AsyncAPI specification for what may stand here';
  return { code: 'invalid-structure', message: message.replaceAll('"', '').replace(/\.$/, ''), hint, position };
}

function parserVersion(): string {
  return (createRequire(import.meta.url)('@asyncapi/parser/package.json') as { version: string }).version;
}

let worker: Worker | undefined;
let asked = 0;
const waiting = new Map<
  number,
  { readonly resolve: (errors: readonly ParserError[]) => void; readonly reject: (error: Error) => void }
>();

function askWorker(text: string): Promise<readonly ParserError[]> {
  worker ??= startWorker();
  const id = ++asked;
  const answer = new Promise<readonly ParserError[]>((resolve, reject) => waiting.set(id, { resolve, reject }));
  // The process may end while nobody waits, and only then.
  worker.ref();
  worker.postMessage({ id, text });
  return answer;
}

function startWorker(): Worker {
  const started = new Worker(new URL('asyncapi-worker.mjs', import.meta.url), { execArgv: [] });
  started.on('message', ({ id, errors, failure }: Answer) => {
    const asker = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) started.unref();
    if (failure === undefined) asker?.resolve(errors ?? []);
    else asker?.reject(new Error(`The AsyncAPI parser failed: ${failure}`));
  });
  started.on('error', (error) => {
    worker = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  });
  return started;
}
