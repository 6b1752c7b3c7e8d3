import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Members = Record<string, unknown>;
interface Album { readonly id: number; readonly owner: string; values: Members; readonly tracks: Members[] }

/** Whose albums are whose is told by the key. */
export const albumKeys = { ada: 'key-of-ada-1', bob: 'key-of-bob-2' };
const mostBytes = 1_000_000;

class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Written by hand, without a schema in sight; with at most one bug. */
export async function startAlbums(bug?: string): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const albums = new Albums(bug);
  const server = createServer((request, response) => void albums.answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => new Promise<void>((resolve) => (server.close(() => resolve()), server.closeAllConnections()));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

class Albums {
  readonly #bug: string | undefined;
  readonly #all = new Map<number, Album>();
  #last = 0;

  constructor(bug: string | undefined) {
    this.#bug = bug;
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const { status, body } = await this.#handle(request);
      this.#send(response, status, body);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.status === 405) response.setHeader('allow', this.#bug === 'half Allow' ? 'TRACE' : allowed(request));
      this.#send(response, error.status, { error: error.message });
    }
  }

  #send(response: ServerResponse, status: number, body: unknown): void {
    const isLatin = this.#bug === 'another character set';
    if (this.#bug === 'bare cookie') response.setHeader('set-cookie', 'session=abc');
    if (body !== undefined) response.setHeader('content-type', isLatin ? 'application/json; charset=iso-8859-1' : 'application/json');
    response.writeHead(status).end(body === undefined ? undefined : Buffer.from(JSON.stringify(body), isLatin ? 'latin1' : 'utf8'));
  }

  async #handle(request: IncomingMessage): Promise<{ readonly status: number; readonly body?: unknown }> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://albums');
    const [, first, id, tracks, ...rest] = pathname.split('/');
    if (first !== 'albums' || rest.length > 0 || (tracks !== undefined && tracks !== 'tracks')) throw new Refusal(404, 'nothing here');
    const method = request.method ?? '';
    if (!allowed(request).split(', ').includes(method)) throw new Refusal(405, 'method');
    const owner = this.#ownerOf(String(request.headers['x-key']));
    if (this.#bug !== 'any Accept' && !/\*\/\*|json/.test(request.headers.accept ?? '*/*')) throw new Refusal(406, 'JSON only');
    const album = id === undefined ? undefined : this.#find(id, owner);
    const value = ['POST', 'PUT'].includes(method) ? await this.#read(request) : {};
    if (album === undefined) return method === 'POST' ? { status: 201, body: this.#shown(this.#create(albumOf(value, this.#bug), owner)) } : { status: 200, body: this.#list(searchParams, owner) };
    if (tracks !== undefined) return method === 'POST' ? { status: 201, body: this.#addTrack(album, trackOf(value)) } : { status: 200, body: this.#bug === 'tracks of all' ? [...this.#all.values()].flatMap((each) => each.tracks) : album.tracks };
    if (method === 'PUT') album.values = { ...(this.#bug === 'merges' ? album.values : {}), ...albumOf(value, this.#bug) };
    if (method !== 'DELETE') return { status: 200, body: this.#shown(album) };
    this.#all.delete(album.id);
    if (this.#bug === 'deletes all') this.#all.clear();
    if (this.#bug === 'deleted is listed') this.#all.set(-album.id, album);
    return { status: 204 };
  }

  #ownerOf(key: string): string {
    const [owner] = Object.entries(albumKeys).find(([, known]) => (this.#bug === 'keys that begin alike' ? key.startsWith(known.slice(0, -1)) : key === known)) ?? [];
    if (owner === undefined) throw new Refusal(401, 'who?');
    return owner;
  }

  #find(id: string, owner: string): Album {
    if (!/^[1-9]\d*$/.test(id)) throw new Refusal(400, 'album_id');
    const album = this.#all.get(Number(id));
    if (album?.owner === owner) return album;
    if (this.#bug === 'makes up albums') return { id: Number(id), owner, values: { title: 'a' }, tracks: [] };
    throw new Refusal(404, 'no such album');
  }

  #create(values: Members, owner: string): Album {
    const id = this.#bug === 'one id' ? 1 : (this.#last += 1);
    const kept = this.#bug === 'cuts titles' ? { ...values, title: String(values['title']).slice(0, 30) } : this.#bug === 'rounds ratings' && values['rating'] !== undefined ? { ...values, rating: Math.round(values['rating'] as number) } : values;
    const album = { id, owner, values: kept, tracks: [] };
    this.#all.set(id, album);
    return album;
  }

  #shown({ id, values }: Album): Members {
    return { id, plays: 0, ...values };
  }

  #addTrack({ tracks }: Album, values: Members): Members {
    const track = { id: (this.#last += 1), ...values };
    if (this.#bug !== 'forgets tracks') tracks.push(track);
    return track;
  }

  #list(query: URLSearchParams, owner: string): Members[] {
    const number = (name: string, usual: number) => {
      const [text = String(usual), ...more] = query.getAll(name);
      if (more.length > 0 || !/^\d+$/.test(text) || Number(text) < 1 || Number(text) > 50) throw new Refusal(400, name);
      return Number(text);
    };
    const [page, size] = [number('page', 1), number('page_size', 50)];
    const all = [...this.#all.values()].filter((album) => album.owner === owner || this.#bug === 'lists of all');
    const own = this.#bug === 'lists no new one' ? all.slice(0, -1) : all;
    const start = (page - 1) * size + (this.#bug === 'leaves one out' && page > 1 ? 1 : 0);
    return own.slice(start, start + size).map((album) => this.#shown(album));
  }

  async #read(request: IncomingMessage): Promise<Members> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    if (bytes.length > mostBytes && this.#bug !== 'no limit') throw new Refusal(413, 'too long');
    if (request.headers['content-type'] !== 'application/json' && this.#bug !== 'any media type') throw new Refusal(415, 'JSON only');
    return parse(bytes);
  }
}

function allowed({ url = '' }: IncomingMessage): string {
  const { pathname } = new URL(url, 'http://albums');
  return /^\/albums\/[^/]+$/.test(pathname) ? 'GET, PUT, DELETE' : 'GET, POST';
}

function parse(bytes: Buffer): Members {
  try {
    const value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Members;
  } catch {
    // Refused below.
  }
  throw new Refusal(400, 'no object');
}

function isText(value: unknown, most: number): boolean {
  return typeof value === 'string' && value !== '' && [...value].length <= most;
}

function albumOf(value: Members, bug: string | undefined): Members {
  const shelves = bug === 'one shelf more' ? /^[A-E][0-9]{2}$/ : bug === 'shelves in any case' ? /^[A-D][0-9]{2}$/i : /^[A-D][0-9]{2}$/;
  const rules: Readonly<Record<string, (member: unknown) => boolean>> = {
    title: (member) => isText(member, 40),
    shelf: (member) => typeof member === 'string' && shelves.test(member),
    rating: (member) => typeof member === 'number' && member >= 0 && member <= 10,
    ...(bug === 'takes plays' ? { plays: (member) => typeof member === 'number' } : {}),
    tags: (member) => Array.isArray(member) && member.length <= 3 && member.every((tag) => isText(tag, 10)) && !(bug === 'no two tags' && member.length === 2),
  };
  const wrong = Object.keys({ title: undefined, ...value }).find((name) => rules[name]?.(value[name]) !== true);
  if (wrong !== undefined) throw new Refusal(400, wrong);
  return value;
}

function trackOf(value: Members): Members {
  if (!isText(value['name'], 20) || Object.keys(value).length > 1) throw new Refusal(400, 'name');
  return value;
}
