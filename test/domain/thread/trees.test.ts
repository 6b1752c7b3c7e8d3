import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { SQL } from 'sql-template-strings';
import type { AccountActor } from '../../../domain/actor.ts';
import { beforeAll, idsOf, labelOf, maxDepth, maxPositionBytes, replyPosition, rootPosition } from '../../../domain/thread/position.ts';
import { postReply, postRoot } from '../../../domain/thread/post.ts';
import { readTree, treeStatement } from '../../../domain/thread/read-tree.ts';
import type { ThreadMessage } from '../../../domain/thread/thread.ts';
import { createTestDatabase } from '../../database.ts';
import { type GivenDiscussion, givenDiscussion } from '../given/discussion.ts';

const { db, drop } = await createTestDatabase();
after(drop);

/** Without an answer, so that the tree holds what the test says. */
const role = 'system';

const begin = ({ feed, owner, conversationId }: GivenDiscussion) => postRoot(db, feed, owner, { conversationId, content: 'root', role });

async function readAll(actor: AccountActor, rootId: string, limit: number): Promise<ThreadMessage[]> {
  const all: ThreadMessage[] = [];
  for (let after: string | undefined; ; ) {
    const { messages, next } = await readTree(db, actor, { rootId, after, limit });
    all.push(...messages);
    if (next === undefined) return all;
    after = next;
  }
}

/** A tree of `size` messages, each a reply to one that a number picks; straight into the tables, since posting takes its time. */
async function givenLargeTree(discussion: GivenDiscussion, size: number): Promise<string> {
  const { rootId } = await begin(discussion);
  const positions = [{ id: rootId, path: labelOf(rootId), position: rootPosition, depth: 1, replies: 0 }];
  for (let index = 1; index < size; index += 1) {
    const parent = positions[(index * 7919) % Math.min(positions.length, 500)] ?? positions[0];
    if (!parent) break;
    const id = `${(0x1000000 + index).toString(16).padStart(8, '0')}-0000-7000-8000-${index.toString(16).padStart(12, '0')}`;
    const place = { id, path: `${parent.path}.${labelOf(id)}`, position: replyPosition(parent.position, parent.replies), depth: parent.depth + 1, replies: 0 };
    parent.replies += 1;
    positions.push(place);
  }
  const rows = JSON.stringify(positions.slice(1).map(({ position, ...rest }) => ({ ...rest, position: position.toString('hex') })));
  await db.query(SQL`
    with rows as (
      select * from jsonb_to_recordset(${rows}::jsonb) as r (id uuid, path text, position text, depth integer)
    ), said as (
      insert into messages (id, conversation_id, role, content)
      select id, ${discussion.conversationId}, 'user', 'x' from rows
      returning id, sequence
    )
    insert into thread_messages (message_id, root_id, sequence, path, position, depth)
    select r.id, ${rootId}, s.sequence, r.path::ltree, decode(r.position, 'hex'), r.depth
    from rows r join said s on s.id = r.id
  `);
  await db.query(SQL`analyze thread_messages`);
  await db.query(SQL`analyze messages`);
  return rootId;
}

interface Plan {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly Plans?: readonly Plan[];
}

async function planOf(rootId: string, position: Buffer): Promise<Plan[]> {
  const { text, values } = treeStatement({ rootId, position, limit: 201 });
  const explain = SQL`explain (analyze, format json) `;
  const parts = text.split(/\$\d+/);
  explain.append(parts[0] ?? '');
  for (const [index, value] of values.entries()) explain.append(SQL`${value}`).append(parts[index + 1] ?? '');
  const [row] = await db.query<{ 'QUERY PLAN': { Plan: Plan }[] }>(explain);
  const flatten = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(flatten)];
  return (row?.['QUERY PLAN'] ?? []).flatMap(({ Plan: plan }) => flatten(plan));
}

test('positions sort depth first, siblings by age, as long as there are', () => {
  const ordinals = fc.array(fc.oneof(fc.nat(200), fc.integer({ min: 0x4000, max: 0x5000 }), fc.nat(0x3fffffff)), { maxLength: 6 });
  const place = (path: readonly number[]) => path.reduce(replyPosition, rootPosition);
  const compare = (a: readonly number[], b: readonly number[]): number => {
    const index = a.findIndex((ordinal, at) => ordinal !== b[at]);
    if (index < 0) return Math.sign(a.length - b.length);
    return index >= b.length ? 1 : Math.sign((a[index] ?? 0) - (b[index] ?? 0));
  };
  fc.assert(fc.property(ordinals, ordinals, (a, b) => place(a).compare(place(b)) === compare(a, b)));
  assert.equal(beforeAll.compare(rootPosition), -1);
});

test('a path is read back as the messages on it, and nothing else is a path', () => {
  const ids = [randomUUID(), randomUUID()];
  assert.deepEqual(idsOf(ids.map(labelOf).join('.')), ids);
  for (const text of ['', 'm', `${labelOf(randomUUID())}.`, randomUUID()]) assert.equal(idsOf(text), undefined);
});

test('a tree is read depth first, page by page, each message with its place', async () => {
  const discussion = await givenDiscussion(db);
  const { feed, owner } = discussion;
  const root = await begin(discussion);
  const reply = (parentId: string, content: string) => postReply(db, feed, owner, { parentId, content, role });
  const first = await reply(root.messageId, '1');
  const second = await reply(root.messageId, '2');
  const below = await reply(first.messageId, '1.1');
  await reply(second.messageId, '2.1');
  await reply(below.messageId, '1.1.1');
  await reply(first.messageId, '1.2');
  for (const limit of [1, 2, 3, 7, 50]) {
    const messages = await readAll(owner, root.rootId, limit);
    assert.deepEqual(messages.map(({ content }) => content), ['root', '1', '1.1', '1.1.1', '1.2', '2', '2.1']);
    assert.deepEqual(messages.map(({ depth }) => depth), [1, 2, 3, 4, 3, 2, 3]);
    assert.deepEqual(messages.map(({ path }) => path), messages.map(({ path }) => path).sort());
    assert.deepEqual(idsOf(messages[3]?.path ?? ''), [root, first, below].map(({ messageId }) => messageId).concat(messages[3]?.id ?? ''));
  }
});

test('replies that come at once stand in the order of their ids', async () => {
  const discussion = await givenDiscussion(db);
  const { feed, owner } = discussion;
  const { messageId, rootId } = await begin(discussion);
  const posts = Array.from({ length: 12 }, (_, index) => postReply(db, feed, owner, { parentId: messageId, content: `${index}`, role }));
  await Promise.all(posts);
  const ids = (await readAll(owner, rootId, 5)).map(({ id }) => id);
  assert.equal(ids.length, 13);
  assert.deepEqual(ids, [...ids].sort());
});

test('a page of a tree of 10 000 messages is one walk along the index, wherever it begins', async () => {
  const discussion = await givenDiscussion(db);
  const rootId = await givenLargeTree(discussion, 10_000);
  const all = await readAll(discussion.owner, rootId, 500);
  assert.equal(new Set(all.map(({ id }) => id)).size, 10_000);
  assert.deepEqual(all.map(({ path }) => path), all.map(({ path }) => path).sort());
  const positions = await db.query<{ position: Buffer }>(SQL`
    select position from thread_messages where root_id = ${rootId} order by position
  `);
  for (const position of [beforeAll, positions[3000]?.position, positions[7000]?.position]) {
    const plans = await planOf(rootId, position ?? beforeAll);
    const walk = plans.find((plan) => plan['Index Name'] === 'thread_messages_root_id_position_key');
    assert.match(walk?.['Node Type'] ?? '', /^Index Scan$/);
    assert.ok(plans.every((plan) => !/Seq Scan|Sort/.test(plan['Node Type'])));
    for (const plan of plans) assert.ok(plan['Actual Rows'] * plan['Actual Loops'] <= 201, JSON.stringify(plan));
  }
});

test('a thread is as deep as it may be and no deeper', async () => {
  const discussion = await givenDiscussion(db);
  const { feed, owner } = discussion;
  const { messageId, rootId } = await begin(discussion);
  await db.query(SQL`update thread_messages set depth = ${maxDepth - 1} where message_id = ${messageId}`);
  const deepest = await postReply(db, feed, owner, { parentId: messageId, content: 'deep', role });
  const further = () => postReply(db, feed, owner, { parentId: deepest.messageId, content: 'deeper', role });
  await assert.rejects(further(), { code: 'too_deep' });
  await db.query(SQL`update thread_messages set depth = 2, position = ${Buffer.alloc(maxPositionBytes, 1)} where message_id = ${deepest.messageId}`);
  await assert.rejects(further(), { code: 'too_deep' });
  assert.equal((await readAll(owner, rootId, 10)).length, 2);
});

test('a path or its end is a cursor, one of another thread is none, and a reply is no thread', async () => {
  const discussion = await givenDiscussion(db);
  const { feed, owner } = discussion;
  const [one, other] = [await begin(discussion), await begin(discussion)];
  const reply = await postReply(db, feed, owner, { parentId: one.messageId, content: 'x', role });
  const page = (rootId: string, after: string) => readTree(db, owner, { rootId, after, limit: 10 });
  assert.equal((await page(one.rootId, labelOf(one.messageId))).messages[0]?.id, reply.messageId);
  assert.deepEqual(await page(one.rootId, labelOf(reply.messageId)), { messages: [] });
  for (const after of [labelOf(other.messageId), labelOf(randomUUID()), `${labelOf(other.messageId)}.${labelOf(reply.messageId)}`, 'x']) {
    await assert.rejects(page(one.rootId, after), { code: 'message_not_found' });
  }
  await assert.rejects(readTree(db, owner, { rootId: reply.messageId, limit: 1 }), { code: 'message_not_found' });
});
