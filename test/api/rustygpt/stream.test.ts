import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { pino } from 'pino';
import { SQL } from 'sql-template-strings';
import { createProcessFanOut, createRedisFanOut, type FanOut } from 'specwright/runtime';
import { EventFeed } from '../../../domain/event/event-feed.ts';
import { interruptedNotice } from '../../../domain/thread/give-thread-answer.ts';
import { eventBell } from '../../../main/event-bell.ts';
import { createTestDatabase, type TestDatabase } from '../../database.ts';
import { freePort, noRedis, startRedis } from '../../redis.ts';
import { RawClient } from '../../runtime/raw-client.ts';
import { type Event, isNamed, listen, takeUntil, timeOf } from './events.ts';
import type { StartOptions } from '../start-service.ts';
import { at, converse, headersOf, noteIn } from './conversations.ts';
import { expectStatus, type Person, type Rustygpt, startRustygpt } from './rustygpt.ts';

let database: TestDatabase;
let service: Rustygpt;
let ada: Person;
let bob: Person;

/** Another process of the same service. */
const startAnother = (options: StartOptions = {}) => startRustygpt({ databaseUrl: database.url, ...options });

before(async () => {
  database = await createTestDatabase();
  service = await startAnother({ settings: { heartbeatSeconds: 0.05 } });
  [ada, bob] = [await service.signUp(), await service.signUp()];
});

after(async () => {
  await service.close();
  await database.drop();
});

/** A conversation with a thread that nobody answers in. */
async function givenThread(): Promise<{ conversation: string; root: string }> {
  const conversation = await converse(ada, { member: bob });
  return { conversation, root: await noteIn(conversation, ada) };
}

/** Something small that is told, with a number to know it by. */
async function tick({ conversation, root }: { conversation: string; root: string }, process: { readonly url: string }, seconds: number): Promise<void> {
  const body = { conversation_id: conversation, root_id: root, seconds: seconds % 60 };
  expectStatus(await at(process, bob).setTyping({ body }), 204);
}

/** Opens a stream by hand, with what a browser would send. */
function open({ port, path, headers }: { port: number; path: string; headers: Readonly<Record<string, string>> }): RawClient {
  const client = new RawClient(port);
  const lines = Object.entries({ host: 'x', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  client.send(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
  return client;
}

const pathOf = (conversation: string) => `/api/stream/conversations/${conversation}`;
const portOf = ({ url }: { readonly url: string }) => Number(new URL(url).port);

test('a stream begins with an id alone, names its events twice, stays alive with comments, and its ids grow', async () => {
  const thread = await givenThread();
  const client = open({ port: portOf(service), path: pathOf(thread.conversation), headers: headersOf(ada) });
  const nil = '00000000-0000-0000-0000-000000000000';
  await client.until((received) => /\nid: /.test(received));
  for (const seconds of [1, 2, 3]) await tick(thread, service, seconds);
  const text = await client.until((received) => received.split('typing.update').length > 6 && received.split('\n:\n').length > 3);
  client.close();
  const ids = [...text.matchAll(/^id: (.*)$/gm)].map(([, id]) => id ?? '');
  assert.match(ids[0] ?? '', new RegExp(`^${nil}:${nil}:-1:\\d+$`));
  assert.match(ids[1] ?? '', new RegExp(`^${thread.root}:${nil}:-1:\\d+$`));
  const times = ids.map((id) => timeOf({ id }));
  assert.ok(times.every((time, index) => index === 0 || time > (times[index - 1] ?? 0)));
  assert.match(text, /\nevent: typing\.update\ndata: \{"type":"typing\.update","payload":\{"conversation_id":/);
});

/** True for the nth event that fits. */
function nth(count: number, fits: (event: Event) => boolean): (event: Event) => boolean {
  let seen = 0;
  return (event) => fits(event) && (seen += 1) === count;
}

const idsOf = (events: readonly Event[]) => events.map(({ id }) => id);

test('whoever comes back with the last id, or a time, gets the rest and nothing twice', async () => {
  const thread = await givenThread();
  for (let number = 1; number <= 10; number += 1) await tick(thread, service, number);
  const whole = await listen(ada, thread.conversation, { since: 0 });
  const seen = await takeUntil(whole, nth(11, isNamed('typing.update')));
  await whole.return();
  const middle = seen.at(-5) ?? assert.fail();
  const rest = async (options: { lastEventId?: string; since?: number }) => {
    const events = await listen(ada, thread.conversation, options);
    const taken = await takeUntil(events, ({ id }) => id === seen.at(-1)?.id);
    await events.return();
    return idsOf(taken);
  };
  assert.deepEqual(await rest({ lastEventId: middle.id }), idsOf(seen.slice(-4)));
  assert.deepEqual(await rest({ since: timeOf(middle) }), idsOf(seen.slice(-4)));
  assert.deepEqual(await rest({ lastEventId: seen[0]?.id ?? '', since: timeOf(middle) }), idsOf(seen.slice(-4)));
});

test('the client goes on by itself while the service is started again and again, with nothing lost and nothing twice', async () => {
  const thread = await givenThread();
  const port = await freePort();
  let unsteady = await startAnother({ settings: { port } });
  const events = await listen(ada, thread.conversation, { at: unsteady, attempts: 200 });
  const reading = takeUntil(events, nth(24, isNamed('typing.update')));
  for (let round = 0; round < 3; round += 1) {
    await unsteady.close();
    for (let number = 0; number < 4; number += 1) await tick(thread, service, number);
    unsteady = await startAnother({ settings: { port } });
    for (let number = 0; number < 4; number += 1) await tick(thread, unsteady, number);
  }
  const heard = await reading;
  await events.return();
  await unsteady.close();
  const whole = await listen(ada, thread.conversation, { since: 0 });
  const all = (await takeUntil(whole, ({ id }) => id === heard.at(-1)?.id)).filter(isNamed('typing.update'));
  await whole.return();
  assert.deepEqual(idsOf(heard), idsOf(all.slice(1)));
});

test('whoever is removed hears of it, and then the stream is over for good', async () => {
  const { conversation } = await givenThread();
  const events = await listen(bob, conversation, { attempts: 5 });
  expectStatus(await ada.client.removeParticipant({ path: { conversation_id: conversation, user_id: bob.userId } }), 204);
  const heard: Event[] = [];
  for await (const event of events) heard.push(event);
  assert.deepEqual(heard.map(({ data }) => data.type), ['membership.changed']);
  const refused = await bob.client.streamConversation({ path: { conversation_id: conversation } });
  assert.deepEqual([refused.status, refused.status === 403 && refused.body.code], [403, 'RGP.RBAC.FORBIDDEN']);
});

test('a stream ends with the session that it was opened with, wherever that is ended', async () => {
  const { conversation } = await givenThread();
  const carol = await service.signUp();
  expectStatus(await ada.client.addParticipant({ path: { conversation_id: conversation }, body: { user_id: carol.userId, role: 'viewer' } }), 204);
  const another = await startAnother();
  const [here, there, others] = [await listen(carol, conversation), await listen(carol, conversation, { at: another }), await listen(bob, conversation)];
  expectStatus(await carol.client.logOut(), 200);
  assert.deepEqual(await Promise.all([here.next(), there.next()]), [{ done: true, value: undefined }, { done: true, value: undefined }]);
  assert.equal((await carol.client.streamConversation({ path: { conversation_id: conversation } })).status, 401);
  await tick({ conversation, root: await noteIn(conversation, ada) }, service, 1);
  await takeUntil(others, isNamed('typing.update'));
  await Promise.all([others.return(), another.close()]);
});

test('strangers, unknown conversations and ids that nobody gave out are refused', async () => {
  const { conversation } = await givenThread();
  const stranger = await service.signUp();
  assert.equal((await stranger.client.streamConversation({ path: { conversation_id: conversation } })).status, 403);
  assert.equal((await ada.client.streamConversation({ path: { conversation_id: randomUUID() } })).status, 404);
  const url = `${service.url}${pathOf(conversation)}`;
  assert.equal((await fetch(url, { headers: { ...headersOf(ada), 'last-event-id': '7' } })).status, 400);
  assert.equal((await fetch(`${url}?since=-1`, { headers: headersOf(ada) })).status, 400);
  assert.equal((await fetch(url)).status, 401);
});

test('whoever resumes from before what is kept is told so first', async () => {
  const thread = await givenThread();
  await service.db.query(forgetAll(thread.conversation));
  await tick(thread, service, 1);
  const events = await listen(ada, thread.conversation, { since: 1 });
  const [lost, next] = await takeUntil(events, isNamed('typing.update'));
  await events.return();
  assert.equal(lost?.data.type === 'error' && lost.data.payload.code, 'history_lost');
  assert.equal(next?.event, 'typing.update');
});

const forgetAll = (conversation: string) => SQL`
  with old as (delete from events where conversation_id = ${conversation})
  update event_logs set forgotten_at = last_at where conversation_id = ${conversation}
`;

test('a reader who takes nothing is cut off and resumes where it was', { timeout: 60_000 }, async () => {
  const piece = 'x'.repeat(60_000);
  const talkative = await startAnother({
    settings: { stallSeconds: 0.5 },
    services: {
      assistant: {
        async *answer() {
          for (let count = 0; count < 300; count += 1) yield { kind: 'text' as const, text: piece };
        },
      },
    },
  });
  const conversation = await converse(ada);
  const sleeper = open({ port: portOf(talkative), path: pathOf(conversation), headers: headersOf(ada) });
  await sleeper.until((received) => /\nid: /.test(received));
  sleeper.socket.pause();
  const path = { conversation_id: conversation };
  const whole = await listen(ada, conversation, { at: talkative, attempts: 20 });
  expectStatus(await at(talkative, ada).postRoot({ path, body: { content: 'Tell me everything' } }), 201);
  const heard = await takeUntil(whole, isNamed('message.done'));
  await whole.return();
  sleeper.socket.resume();
  const received = await sleeper.untilClosed();
  const complete = [...received.matchAll(/^id: (.*)\nevent: .*\ndata: .*\n\n/gm)].map(([, id]) => id ?? '');
  assert.ok(complete.length < heard.length);
  const events = await listen(ada, conversation, { at: talkative, lastEventId: complete.at(-1) ?? '', attempts: 20 });
  const rest = await takeUntil(events, isNamed('message.done'));
  await events.return();
  assert.deepEqual([...complete, ...idsOf(rest)], idsOf(heard));
  await talkative.close();
});

/** What is posted at one process is heard at the other at once. */
async function proveReach(one: FanOut, other: FanOut): Promise<void> {
  const feed = (fanOut: FanOut) => new EventFeed({ bell: eventBell(fanOut), pollMs: 3_600_000 });
  const [here, there] = [await startAnother({ services: { events: feed(one) } }), await startAnother({ services: { events: feed(other) } })];
  const thread = await givenThread();
  const events = await listen(ada, thread.conversation, { at: there });
  await tick(thread, here, 7);
  const [heard] = await takeUntil(events, isNamed('typing.update'));
  assert.equal(heard?.data.type === 'typing.update' && heard.data.payload.user_id, bob.userId);
  await events.return();
  await Promise.all([here.close(), there.close()]);
}

test('processes that are joined hear of each other at once', async () => {
  const fanOut = createProcessFanOut();
  await proveReach(fanOut, fanOut);
});

test('processes that are joined by Redis hear of each other at once', { skip: noRedis }, async (context) => {
  const port = await freePort();
  startRedis(context, port);
  const nodes = [0, 1].map(() => createRedisFanOut(`redis://127.0.0.1:${port}`, pino({ level: 'silent' })));
  await Promise.all(nodes.map((node) => node.ready()));
  const [one, other] = nodes;
  assert.ok(one && other);
  await proveReach(one, other);
  await Promise.all(nodes.map((node) => node.close()));
});

test('a service that stops in mid-answer leaves a message that says so, and those who stream hear it afterwards', async () => {
  const stopping = await startAnother({
    settings: { drainSeconds: 0.1 },
    services: {
      assistant: {
        async *answer(_prompt, signal) {
          yield { kind: 'text', text: 'One moment' };
          await new Promise((resolve) => signal.addEventListener('abort', resolve));
        },
      },
    },
  });
  const conversation = await converse(ada);
  const events = await listen(ada, conversation, { at: stopping });
  const path = { conversation_id: conversation };
  const { root_id } = expectStatus(await at(stopping, ada).postRoot({ path, body: { content: 'Hello' } }), 201).body;
  const last = (await takeUntil(events, isNamed('message.delta'))).at(-1);
  await stopping.close();
  const after = await listen(ada, conversation, { lastEventId: last?.id ?? '' });
  const heard = await takeUntil(after, isNamed('message.done'));
  await after.return();
  assert.deepEqual(heard.map(({ event }) => event), ['message.delta', 'error', 'message.done']);
  const { messages } = expectStatus(await ada.client.getThreadTree({ path: { root_id } }), 200).body;
  assert.deepEqual([messages[1]?.content, messages[1]?.finish_reason], [`One moment${interruptedNotice}`, 'error']);
});
