import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { appendToken } from './json-pointer.ts';
import type { Located } from './located.ts';
import type { MachineCache } from './machine-cache.ts';
import type { Position } from './position.ts';
import type { Refusal } from './refusal.ts';

/** What the parser has to say. Severity 0 is an error, 1 a warning, 2 information, 3 a hint. */
export interface ParserDiagnostic {
  readonly code: string | number;
  readonly severity: number;
  readonly message: string;
  readonly path: readonly (string | number)[];
}

interface Answer {
  readonly id: number;
  readonly diagnostics?: readonly ParserDiagnostic[];
  readonly failure?: string;
}

const soundDocuments = 'asyncapi-sound';

/**
 * Checks an AsyncAPI document with `@asyncapi/parser`, in a worker that all documents share. `data` is the document without
 * references to other files, so that nothing but it decides, and nothing is fetched.
 */
export async function checkAsyncApi(root: Located, data: unknown, cache: MachineCache): Promise<Refusal[]> {
  const text = JSON.stringify(data);
  const parts = [parserVersion(), text];
  if (cache.has(soundDocuments, parts)) return [];
  const errors = (await diagnoseAsyncApi(text)).filter((found) => found.severity === 0 && !isSaidElsewhere(found));
  if (errors.length === 0) cache.add(soundDocuments, parts);
  return errors.map((error) => toRefusal(error, root));
}

/** Examples and defaults are compared with their schemas by us, and like those of OpenAPI. */
function isSaidElsewhere({ code, path }: ParserDiagnostic): boolean {
  return /^asyncapi\d-(message-examples|schema-examples|schema-default)/.test(String(code)) && !path.includes('headers');
}

function toRefusal(error: ParserDiagnostic, root: Located): Refusal {
  const isOfReaders = /must match format "(uri|email)"$/.test(error.message) && /^(id|email|url|termsOfService)$/.test(String(error.path.at(-1)));
  const hint = isOfReaders ? 'Write one, or remove it' : 'See the AsyncAPI specification for what may stand here';
  return { code: isOfReaders ? 'ignored-member' : 'invalid-structure', message: diagnosticText(error), hint, position: diagnosticPlace(error, root) };
}

/** One sentence without a full stop. */
export function diagnosticText({ message }: ParserDiagnostic): string {
  return message.replaceAll('"', '').replace(/\.$/, '');
}

export function diagnosticPlace({ path }: ParserDiagnostic, root: Located): Position {
  return root.source.positionOf(path.reduce<string>(appendToken, root.pointer));
}

function parserVersion(): string {
  return (createRequire(import.meta.url)('@asyncapi/parser/package.json') as { version: string }).version;
}

let worker: Worker | undefined;
let asked = 0;
const waiting = new Map<
  number,
  { readonly resolve: (diagnostics: readonly ParserDiagnostic[]) => void; readonly reject: (error: Error) => void }
>();

/** What `@asyncapi/parser` says about a document without references to other files. */
export function diagnoseAsyncApi(text: string): Promise<readonly ParserDiagnostic[]> {
  worker ??= startWorker();
  const id = ++asked;
  const answer = new Promise<readonly ParserDiagnostic[]>((resolve, reject) => waiting.set(id, { resolve, reject }));
  // The process may end while nobody waits, and only then.
  worker.ref();
  worker.postMessage({ id, text });
  return answer;
}

function startWorker(): Worker {
  const started = new Worker(new URL('asyncapi-worker.mjs', import.meta.url), { execArgv: [] });
  started.on('message', ({ id, diagnostics, failure }: Answer) => {
    const asker = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) started.unref();
    if (failure === undefined) asker?.resolve(diagnostics ?? []);
    else asker?.reject(new Error(`The AsyncAPI parser failed: ${failure}`));
  });
  started.on('error', (error) => {
    worker = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  });
  return started;
}
