import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import { parse } from 'yaml';
import { shopContract } from './shop-contract.ts';

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body?: string | undefined;
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** How a server differs from the right one. */
export interface Difference {
  /** Changes the schema that bodies are held against. */
  readonly schema?: (schema: Schema) => void;
  /** Called in place of the whole server; undefined: as usual. */
  readonly instead?: (asked: Asked, usual: () => Answer) => Answer | undefined;
  /** Changes an answer before it is written. */
  readonly after?: (answer: Answer, asked: Asked) => void;
  /** What is not looked at. */
  readonly ignores?: readonly string[];
}

export interface Schema {
  required: string[];
  additionalProperties?: boolean;
  properties: Record<string, Record<string, unknown>>;
}

export const key = 'shop-key-1234';

/** Written without anything of ours: a server that keeps to the contract, but for one difference. */
export async function startShop(difference: Difference = {}): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const shop = new Shop(difference);
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://shop');
      const asked = { method: request.method ?? 'GET', path: pathname, query: searchParams, headers: request.headers, body: Buffer.concat(chunks) };
      const { status, headers, body } = shop.answer(asked);
      response.writeHead(status, headers).end(request.method === 'HEAD' ? undefined : body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => new Promise<void>((resolve) => (server.close(() => resolve()), server.closeAllConnections()));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

class Shop {
  readonly #difference: Difference;
  readonly #pets = new Map<string, Record<string, unknown>>();
  readonly #isNewPet: (value: unknown) => boolean;
  #lastId = 0;

  constructor(difference: Difference) {
    this.#difference = difference;
    const { components } = parse(shopContract) as { components: { schemas: { NewPet: Schema } } };
    const schema = components.schemas.NewPet;
    difference.schema?.(schema);
    const ajv = new Ajv2020({ strict: false });
    addFormatsModule.default(ajv);
    this.#isNewPet = ajv.compile(schema);
  }

  answer(asked: Asked): Answer {
    const usual = () => this.#usual(asked);
    const answer = this.#difference.instead?.(asked, usual) ?? usual();
    this.#difference.after?.(answer, asked);
    return answer;
  }

  #ignores(what: string): boolean {
    return this.#difference.ignores?.includes(what) ?? false;
  }

  #usual(asked: Asked): Answer {
    const { path, method } = asked;
    if (path === '/status') return method === 'GET' || method === 'HEAD' ? text('fine') : notAllowed('GET, HEAD');
    if (path !== '/pets' && !path.startsWith('/pets/')) return problem(404, 'no such path');
    const methods = path === '/pets' ? ['GET', 'POST'] : ['GET', 'DELETE'];
    if (!methods.includes(method) && !this.#ignores('methods')) return notAllowed(methods.join(', '));
    if (asked.headers['x-key'] !== key && !this.#ignores(asked.headers['x-key'] === undefined ? 'no key' : 'wrong key')) return problem(401, 'a key is needed');
    if (path !== '/pets') return this.#one(asked, decodeURIComponent(path.slice('/pets/'.length)));
    return method === 'POST' ? this.#create(asked) : this.#list(asked);
  }

  #list({ query, headers }: Asked): Answer {
    const limit = query.get('limit');
    if (limit !== null && !this.#ignores('limit') && !(/^-?\d+$/.test(limit) && Number(limit) >= 1 && Number(limit) <= 50)) return problem(400, 'limit');
    const kind = query.get('kind');
    if (kind !== null && !this.#ignores('kind') && !['cat', 'dog'].includes(kind)) return problem(400, 'kind');
    const trace = headers['x-trace'];
    if (trace !== undefined && !this.#ignores('trace') && !/^[a-f0-9]{8}$/.test(String(trace))) return problem(400, 'trace');
    const pets = [...this.#pets.values()].filter((pet) => kind === null || pet['kind'] === kind).slice(0, Number(limit ?? 20));
    return { ...json(200, pets), headers: { ...json(200, pets).headers, 'x-total': String(this.#pets.size) } };
  }

  #create({ headers, body }: Asked): Answer {
    if (headers['content-type'] !== 'application/json' && !this.#ignores('content-type')) return problem(415, 'JSON is needed');
    let value: unknown;
    try {
      const decoded = this.#ignores('utf-8') ? body.toString() : new TextDecoder('utf-8', { fatal: true }).decode(body);
      value = JSON.parse(decoded);
    } catch {
      if (!this.#ignores('syntax')) return problem(400, 'that is no JSON');
      value = { name: 'Nobody', kind: 'cat' };
    }
    if (!this.#isNewPet(value)) return problem(400, 'that is no pet');
    const id = `p${++this.#lastId}`;
    const pet = { id, ...(value as object) };
    this.#pets.set(id, pet);
    return { ...json(201, pet), headers: { ...json(201, pet).headers, location: `/pets/${id}` } };
  }

  #one({ method }: Asked, id: string): Answer {
    if (!/^p[0-9]+$/.test(id) && !this.#ignores('id')) return problem(400, 'that is no id');
    const pet = this.#pets.get(id);
    if (pet === undefined) return problem(404, 'there is no such pet');
    if (method === 'GET') return json(200, pet);
    this.#pets.delete(id);
    return { status: 204, headers: {} };
  }
}

export function json(status: number, value: unknown): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

export function problem(status: number, error: string): Answer {
  return json(status, { error });
}

function text(words: string): Answer {
  return { status: 200, headers: { 'content-type': 'text/plain' }, body: words };
}

function notAllowed(allow: string): Answer {
  const answer = problem(405, 'not allowed');
  return { ...answer, headers: { ...answer.headers, allow } };
}
