import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import type { StoredEvent } from '../../../domain/event/event.ts';
import type { EventBell } from '../../../domain/event/event-bell.ts';
import { EventFeed } from '../../../domain/event/event-feed.ts';
import { forgetEvents } from '../../../domain/event/forget-events.ts';
import { readEvents, readLogReach } from '../../../domain/event/read-events.ts';
import { tellEvents } from '../../../domain/event/tell-events.ts';
import { createTestDatabase } from '../../database.ts';
import { givenDiscussion } from '../given/discussion.ts';

const { db, drop } = await createTestDatabase();
after(drop);

const { signal } = new AbortController();

function tell(feed: EventFeed, conversationId: string, ...numbers: number[]): Promise<void> {
  return tellEvents(db, feed, async (_tx, note) => {
    for (const number of numbers) note(conversationId, { kind: 'counted', payload: { number } });
  });
}

const numberOf = ({ payload }: StoredEvent) => (payload as { number: number }).number;

/** The first events of a stream; leaves it then. */
async function take(events: AsyncIterable<StoredEvent>, count: number): Promise<StoredEvent[]> {
  const taken: StoredEvent[] = [];
  for await (const event of events) if (taken.push(event) === count) break;
  return taken;
}

test('events of many transactions at once have strictly growing times, and those of one stay together', async () => {
  const { conversationId, feed } = await givenDiscussion(db);
  await Promise.all(Array.from({ length: 20 }, (_, index) => tell(feed, conversationId, index * 2, index * 2 + 1)));
  const events = await readEvents(db, conversationId, { after: 0, limit: 100 });
  assert.equal(events.length, 40);
  for (const [index, event] of events.entries()) {
    assert.ok(index === 0 || event.at > (events[index - 1]?.at ?? 0));
    if (index % 2 === 1) assert.equal(numberOf(event), numberOf(events[index - 1] as StoredEvent) + 1);
  }
});

test('a reader sees everything once while many write, whenever it begins', async () => {
  const { conversationId, feed } = await givenDiscussion(db);
  await tell(feed, conversationId, 0);
  const readers = [0, 1, 2].map(() => take(feed.follow(db, { conversationId, after: 0, signal }), 61));
  for (let round = 0; round < 6; round += 1) {
    await Promise.all(Array.from({ length: 10 }, (_, index) => tell(feed, conversationId, 1 + round * 10 + index)));
  }
  readers.push(take(feed.follow(db, { conversationId, after: 0, signal }), 61));
  for (const read of await Promise.all(readers)) {
    assert.deepEqual(read.map(numberOf).sort((a, b) => a - b), Array.from({ length: 61 }, (_, index) => index));
    assert.deepEqual(read.map(({ at }) => at), read.map(({ at }) => at).sort((a, b) => a - b));
  }
});

test('a reader who comes back begins behind the event that it saw last', async () => {
  const { conversationId, feed } = await givenDiscussion(db);
  await tell(feed, conversationId, 1, 2, 3);
  const [, second] = await take(feed.follow(db, { conversationId, after: 0, signal }), 2);
  await tell(feed, conversationId, 4);
  const rest = await take(new EventFeed().follow(db, { conversationId, after: second?.at ?? 0, signal }), 2);
  assert.deepEqual(rest.map(numberOf), [3, 4]);
});

test('a reader far behind gets from the log what is in memory no more', async () => {
  const { conversationId, feed } = await givenDiscussion(db);
  const quick = take(feed.follow(db, { conversationId, after: 0, signal }), 1200);
  const slow = feed.follow(db, { conversationId, after: 0, signal });
  for (let block = 0; block < 12; block += 1) {
    await tell(feed, conversationId, ...Array.from({ length: 100 }, (_, index) => block * 100 + index));
    if (block === 0) await slow.next();
  }
  const numbers = Array.from({ length: 1200 }, (_, index) => index);
  assert.deepEqual((await quick).map(numberOf), numbers);
  assert.deepEqual((await take(slow, 1199)).map(numberOf), numbers.slice(1));
});

test('another process is rung, and finds what it was not rung for by itself', async () => {
  const { conversationId } = await givenDiscussion(db);
  const listeners: ((id: string) => void)[] = [];
  const bell: EventBell = {
    ring: (id) => listeners.forEach((heard) => heard(id)),
    listen: (heard) => (listeners.push(heard), () => listeners.splice(listeners.indexOf(heard), 1)),
  };
  const [here, elsewhere, deaf] = [new EventFeed({ bell }), new EventFeed({ bell, pollMs: 3_600_000 }), new EventFeed({ pollMs: 20 })];
  const readers = [elsewhere, deaf].map((feed) => take(feed.follow(db, { conversationId, after: 0, signal }), 2));
  await tell(here, conversationId, 1);
  await tell(here, conversationId, 2);
  for (const read of await Promise.all(readers)) assert.deepEqual(read.map(numberOf), [1, 2]);
  assert.equal(listeners.length, 0);
});

test('a reader that is told to stop ends, also while it waits', async () => {
  const { conversationId, feed } = await givenDiscussion(db);
  const stop = new AbortController();
  const reading = feed.follow(db, { conversationId, after: 0, signal: stop.signal }).next();
  stop.abort();
  assert.deepEqual(await reading, { done: true, value: undefined });
});

test('old events are forgotten, and the log says up to when', async () => {
  const { conversationId, feed } = await givenDiscussion(db);
  await tell(feed, conversationId, 1, 2, 3);
  const [, second] = await readEvents(db, conversationId, { after: 0, limit: 10 });
  await db.query(SQL`update events set at = at - 3 * 86400000 where conversation_id = ${conversationId} and at <= ${second?.at}`);
  assert.equal(await forgetEvents(db, 100), 2);
  assert.deepEqual((await readEvents(db, conversationId, { after: 0, limit: 10 })).map(numberOf), [3]);
  assert.equal((await readLogReach(db, conversationId)).forgottenAt, (second?.at ?? 0) - 3 * 86_400_000);
});
