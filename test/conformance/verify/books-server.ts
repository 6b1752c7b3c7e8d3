import { createHash } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

type Book = Record<string, unknown> & { id: number };

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body?: unknown;
}

/** Names of what the library does wrong, and what is done to its answers. */
export interface LibraryDifference {
  readonly bugs?: readonly string[];
  readonly after?: (answer: Answer, asked: Asked) => void;
}

/** Whose books are whose is told by the token. */
export const tokens = { ada: 'token-of-ada-1', bob: 'token-of-bob-2' };

/** Written by hand, as many servers are, without a schema in sight. */
export async function startLibrary(difference: LibraryDifference = {}): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const library = new Library(difference);
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://library');
      const asked = { method: request.method ?? '', path: pathname, query: searchParams, headers: request.headers, text: Buffer.concat(chunks).toString() };
      const answer = library.answer(asked);
      difference.after?.(answer, asked);
      const text = answer.body === undefined ? undefined : JSON.stringify(answer.body);
      response.writeHead(answer.status, { ...(text === undefined ? {} : { 'content-type': 'application/json' }), ...answer.headers }).end(asked.method === 'HEAD' ? undefined : text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => new Promise<void>((resolve) => (server.close(() => resolve()), server.closeAllConnections()));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

const isText = (most: number) => (value: unknown) => typeof value === 'string' && value.length >= 1 && [...value].length <= most;
const isWhole = (least: number, most: number) => (value: unknown) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
const isGenre = (value: unknown) => ['novel', 'poetry', 'science'].includes(String(value)) && typeof value === 'string';
const isDate = (value: unknown) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && new Date(value).toJSON()?.slice(0, 10) === value;

const rules: Readonly<Record<string, (value: unknown) => boolean>> = {
  title: isText(60),
  genre: isGenre,
  pages: (value) => value === null || isWhole(1, 5000)(value),
  published: isDate,
  price: (value) => typeof value === 'number' && value >= 0,
  in_print: (value) => typeof value === 'boolean',
};

type Read = { readonly value: Record<string, unknown>; readonly refusal?: undefined } | { readonly value?: undefined; readonly refusal: Answer };

class Library {
  readonly #difference: LibraryDifference;
  readonly #books = new Map<number, Book & { owner: string }>();
  readonly #keys = new Map<string, Answer>();
  readonly #replaced = new Map<number, { readonly etag: string; readonly at: number }>();
  #lastId = 0;

  constructor(difference: LibraryDifference) {
    this.#difference = difference;
  }

  #has(bug: string): boolean {
    return this.#difference.bugs?.includes(bug) ?? false;
  }

  answer(asked: Asked): Answer {
    const match = /^\/api\/v1\/(books|reviews)(?:\/([^/]+))?$/.exec(asked.path);
    if (match === null || (match[1] === 'reviews' && match[2] !== undefined)) return error(404, 'no_route');
    const allowed = match[1] === 'reviews' ? ['POST'] : match[2] === undefined ? ['GET', 'HEAD', 'POST'] : ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE'];
    if (!allowed.includes(asked.method)) return { ...error(405, 'method'), headers: { allow: allowed.join(', ') } };
    const owner = Object.entries(tokens).find(([, token]) => asked.headers.authorization === `Bearer ${token}`)?.[0];
    if (owner === undefined) return { ...error(401, 'token'), headers: { 'www-authenticate': 'Bearer' } };
    if (match[1] === 'reviews') return this.#review(asked, owner);
    if (match[2] !== undefined) return this.#one(asked, match[2], owner);
    return asked.method === 'POST' ? this.#withKey(asked, owner) : this.#list(asked, owner);
  }

  #list({ query }: Asked, owner: string): Answer {
    const [page, count] = [Number(query.get('page') ?? 1), Number(query.get('per_page') ?? 50)];
    if (!isWhole(1, Infinity)(page) || !isWhole(1, 100)(count) || query.get('page') === '' || query.get('per_page') === '') return error(400, 'page');
    const genre = query.get('genre');
    if (genre !== null && !isGenre(genre)) return error(400, 'genre');
    const own = [...this.#books.values()].filter((book) => book.owner === owner && (genre === null || book['genre'] === genre || this.#has('no filter')));
    const from = this.#has('no pages') ? 0 : (page - 1) * count;
    const shown = own.slice(from, from + (this.#has('no limit') ? 50 : count));
    return { status: 200, headers: {}, body: { data: shown.map(shownBook), total: own.length } };
  }

  #withKey(asked: Asked, owner: string): Answer {
    const key = asked.headers['idempotency-key'];
    if (key === undefined || this.#has('no keys')) return this.#add(asked, owner);
    if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(String(key))) return error(400, 'key');
    const known = this.#keys.get(String(key));
    if (known !== undefined) return structuredClone(known);
    const answer = this.#add(asked, owner);
    if (answer.status === 201) this.#keys.set(String(key), structuredClone(answer));
    return answer;
  }

  #add(asked: Asked, owner: string): Answer {
    const { value, refusal } = this.#read(asked, false);
    if (refusal !== undefined && this.#has('stores what it refuses')) this.#store({ title: 'x', genre: 'novel' }, owner);
    if (value === undefined) return refusal;
    if ([...this.#books.values()].some((book) => book.owner === owner && book['title'] === value['title'])) return error(409, 'title_taken');
    const book = this.#store(value, owner);
    return { status: 201, headers: { location: `${this.#has('wrong locations') ? '' : '/api/v1'}/books/${book.id}` }, body: { ...shownBook(book), ...(this.#has('odd ids') ? { id: book.id + 1000 } : {}) } };
  }

  #store(value: Record<string, unknown>, owner: string): Book {
    const book = { ...value, id: ++this.#lastId, updated_at: new Date().toISOString(), owner };
    this.#books.set(book.id, book);
    return book;
  }

  #one(asked: Asked, text: string, owner: string): Answer {
    const id = Number(text);
    if (!isWhole(1, Infinity)(id)) return error(400, 'book_id');
    const book = this.#books.get(id);
    if (book === undefined || (book.owner !== owner && !this.#has('no owners'))) return error(404, 'no_book');
    if (asked.method === 'DELETE') return this.#remove(id);
    if (asked.method === 'GET' || asked.method === 'HEAD') return this.#get(asked, book);
    if (!this.#matches(asked, book)) return error(412, 'etag');
    const { value, refusal } = this.#read(asked, asked.method === 'PATCH');
    if (value === undefined) return refusal;
    if ([...this.#books.values()].some((other) => other.owner === owner && other.id !== id && other['title'] === value['title'])) return error(409, 'title_taken');
    if (asked.method === 'PUT' && this.#has('puts once') && book['replaced'] === true) return error(409, 'replaced');
    const changed = { ...(asked.method === 'PUT' || this.#has('patches all') ? {} : book), ...value, id, owner: book.owner, updated_at: new Date().toISOString(), replaced: true };
    if (asked.method === 'PATCH' && this.#has('patches all')) Object.assign(changed, { title: value['title'] ?? 'untitled', genre: 'poetry', pages: 1 });
    if (!(asked.method === 'PUT' && this.#has('forgets puts'))) this.#books.set(id, changed);
    return { status: 200, headers: {}, body: shownBook(changed) };
  }

  #get({ headers, method }: Asked, book: Book): Answer {
    const body = shownBook(book);
    const etag = etagOf(body);
    if (headers['if-none-match'] === etag && !this.#has('no conditions')) return { status: 304, headers: { etag } };
    if (method === 'HEAD' && this.#has('odd heads')) return { status: 204, headers: {} };
    return { status: 200, headers: { etag }, body };
  }

  /** With the bug `late looks` whoever comes shortly after another one sees what was there before. */
  #matches({ headers }: Asked, book: Book): boolean {
    const wanted = headers['if-match'];
    if (wanted === undefined || this.#has('no guards')) return true;
    const before = this.#replaced.get(book.id);
    const isLate = this.#has('late looks') && before !== undefined && performance.now() - before.at < 100 && wanted === before.etag;
    if (wanted !== etagOf(shownBook(book)) && !isLate) return false;
    this.#replaced.set(book.id, { etag: wanted, at: performance.now() });
    return true;
  }

  #remove(id: number): Answer {
    this.#books.delete(id);
    return { status: 204, headers: {} };
  }

  #review(asked: Asked, owner: string): Answer {
    const value = parse(asked);
    if (value === undefined) return error(400, 'json');
    if (!isWhole(1, Infinity)(value['book_id']) || !isWhole(1, 5)(value['stars']) || (value['text'] !== undefined && !(typeof value['text'] === 'string' && [...value['text']].length <= 200))) return error(400, 'review');
    const book = this.#books.get(Number(value['book_id']));
    return book?.owner === owner ? { status: 201, headers: {}, body: value } : error(422, 'no_such_book');
  }

  /** What was sent, or why it is refused. */
  #read(asked: Asked, isChange: boolean): Read {
    const value = parse(asked);
    if (value === undefined) return { refusal: error(400, 'json') };
    if (this.#has('fails on odd texts') && /[^\x20-\x7e]|\\u0000/.test(asked.text)) return { refusal: error(500, 'text') };
    if (isChange && (Object.keys(value).length === 0 || Object.keys(value).some((name) => !['title', 'genre', 'pages'].includes(name)))) return { refusal: error(400, 'members') };
    if (!isChange && (value['title'] === undefined || value['genre'] === undefined)) return { refusal: error(400, 'missing') };
    const wrong = Object.entries(rules).find(([name, isRight]) => value[name] !== undefined && !isRight(this.#has('takes numbers as texts') && name === 'pages' ? Number(value[name]) : value[name]));
    if (wrong !== undefined) return { refusal: error(400, wrong[0]) };
    return { value: Object.fromEntries(Object.keys(rules).flatMap((name) => (value[name] === undefined ? [] : [[name, value[name]]]))) };
  }
}

function parse({ text, headers }: Asked): Record<string, unknown> | undefined {
  if (!/^application\/json\b/.test(headers['content-type'] ?? '') || text.includes('\ufffd')) return undefined;
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function etagOf(body: unknown): string {
  return `"${createHash('sha1').update(JSON.stringify(body)).digest('hex')}"`;
}

function shownBook({ owner: _owner, replaced: _replaced, ...book }: Record<string, unknown>): Record<string, unknown> {
  return book;
}

function error(status: number, code: string): Answer {
  return { status, headers: {}, body: { error: { code, message: `That is refused: ${code}.` } } };
}
