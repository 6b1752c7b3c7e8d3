/**
 * What do many who stream one conversation cost, and how long does an event take until all of them have it?
 *
 * One process of rustygpt with 2 000 streams of a conversation: memory before and with them; then events one after the other, each a request
 * (`POST /api/typing`) that is written to the log in Postgres, committed, read back once and written to every stream. The delay is counted
 * from the request until the bytes have reached the client, which runs in one process, too, on the other core with Postgres.
 * Result: RESULTS.md.
 */
import path from 'node:path';
import { openDatabase, type Database } from '../domain/database/database.ts';
import { startEmbeddedPostgres } from '../domain/database/embedded.ts';
import { migrate } from '../domain/database/migrate.ts';
import { EventFeed } from '../domain/event/event-feed.ts';
import { register } from '../domain/identity/register.ts';
import { createDiscussion } from '../domain/participant/create-discussion.ts';
import { postRoot } from '../domain/thread/post.ts';
import { Listeners } from './clients/listeners.ts';
import { compiledFolder } from './compile.ts';
import { cpuSeconds, memoryMegabytes, startPeer } from './peer.ts';
import { table, thousands, type Section } from './section.ts';

const password = 'correct horse battery staple';
const streams = 2000;

interface Place {
  readonly email: string;
  readonly conversationId: string;
  readonly rootId: string;
}

export async function fanOut({ isQuick }: { readonly isQuick: boolean }): Promise<Section[]> {
  const server = await startEmbeddedPostgres({ directory: path.join(compiledFolder, '..', 'bench-postgres'), flags: ['fsync=off'] });
  const url = new URL(server.url);
  url.pathname = '/fan_out';
  try {
    await createDatabase(server.url);
    await migrate(url.href);
    return [await measure(url.href, isQuick ? 50 : 300)];
  } finally {
    await server.stop();
  }
}

async function createDatabase(url: string): Promise<void> {
  const db = openDatabase({ url });
  for (const text of ['drop database if exists fan_out with (force)', 'create database fan_out']) await db.query({ text, values: [] } as never);
  await db.close();
}

async function measure(databaseUrl: string, events: number): Promise<Section> {
  const db = openDatabase({ url: databaseUrl });
  const place = await prepare(db);
  const peer = await startPeer({ name: 'rustygpt', file: 'peers/conversation.js', env: { DATABASE_URL: databaseUrl } });
  const listeners = new Listeners();
  try {
    const headers = await logIn(peer.port, place.email);
    const stream = { port: peer.port, path: `/api/stream/conversations/${place.conversationId}`, cookie: headers.cookie };
    const tell = () => type(peer.port, headers, place);
    await listeners.open(1, stream);
    for (let index = 0; index < 20; index += 1) await listeners.delays(tell);
    const before = memoryMegabytes(peer.pid);
    await listeners.open(streams - listeners.size, stream);
    const opened = memoryMegabytes(peer.pid);
    const cpu = cpuSeconds(peer.pid);
    const delays: number[][] = [];
    for (let index = 0; index < events; index += 1) delays.push(await listeners.delays(tell));
    const microseconds = ((cpuSeconds(peer.pid) - cpu) * 1e6) / events / streams;
    return describe(delays, { before, opened, after: memoryMegabytes(peer.pid), microseconds });
  } finally {
    listeners.close();
    peer.stop();
    await db.close();
  }
}

async function prepare(db: Database): Promise<Place> {
  const { userId, email } = await register(db, { email: 'ada@example.com', password });
  const actor = { kind: 'account', tenantId: 'default', userId } as const;
  const conversationId = await createDiscussion(db, actor, { title: 'Many' });
  const { rootId } = await postRoot(db, new EventFeed(), actor, { conversationId, content: 'Note', role: 'system' });
  return { email, conversationId, rootId };
}

async function logIn(port: number, email: string): Promise<{ cookie: string; 'x-csrf-token': string }> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  const cookies = answer.headers.getSetCookie().map((line) => line.split(';', 1)[0] ?? '');
  return { cookie: cookies.join('; '), 'x-csrf-token': cookies.find((pair) => pair.startsWith('CSRF-TOKEN='))?.slice('CSRF-TOKEN='.length) ?? '' };
}

async function type(port: number, headers: Readonly<Record<string, string>>, { conversationId, rootId }: Place): Promise<void> {
  const { status } = await fetch(`http://127.0.0.1:${port}/api/typing`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ conversation_id: conversationId, root_id: rootId, seconds: 5 }),
  });
  if (status !== 204) throw new Error(`POST /api/typing was answered with ${status}`);
}

interface Cost {
  readonly before: number;
  readonly opened: number;
  readonly after: number;
  /** Of processor time, for one event on one stream. */
  readonly microseconds: number;
}

function describe(delays: readonly number[][], { before, opened, after, microseconds }: Cost): Section {
  const all = delays.flat().sort((a, b) => a - b);
  const last = delays.map((each) => Math.max(...each)).sort((a, b) => a - b);
  const at = (sorted: readonly number[], share: number) => (sorted[Math.floor(sorted.length * share)] ?? NaN).toFixed(1);
  const kilobytes = ((opened - before) * 1024) / streams;
  const rows = [
    ['a stream has it', at(all, 0.5), at(all, 0.99)],
    ['the last stream has it', at(last, 0.5), at(last, 0.99)],
  ];
  return {
    title: '2 000 streams of one conversation',
    text: `${thousands(delays.length)} events, one after the other, each posted, committed and sent to all streams of one process.

${table(['milliseconds from the request until', 'p50', 'p99'], rows)}

${microseconds.toFixed(1)} µs of the server's processor time for one event on one stream; ${kilobytes.toFixed(1)} kB of memory for each stream:
${before.toFixed(0)} MB without them, ${after.toFixed(0)} MB after all events.`,
  };
}
