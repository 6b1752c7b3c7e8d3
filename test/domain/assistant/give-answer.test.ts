import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import type { Assistant } from '../../../domain/assistant/assistant.ts';
import { type AnswerEvent, giveAnswer } from '../../../domain/assistant/give-answer.ts';
import { claimAnswer } from '../../../domain/conversation/running-answer.ts';
import { DomainError } from '../../../domain/errors.ts';
import { readHistory } from '../../../domain/message/read-history.ts';
import { deleteChat } from '../../../domain/workspace/delete-chat.ts';
import { createTestDatabase } from '../../database.ts';
import { givenChat } from '../given/chat.ts';

const { db, drop } = await createTestDatabase();
after(drop);

/** Says two words; `between` happens after the first. */
function assistantWhere(between: () => unknown): Assistant {
  return {
    async *answer() {
      yield { kind: 'text', text: 'one' };
      await between();
      yield { kind: 'text', text: ' two' };
    },
  };
}

const prompt = { name: 'Ada', instructions: '', messages: [], tools: [] };

async function given(assistant: Assistant) {
  const chat = await givenChat(db);
  const { conversationId } = chat;
  const listener = new AbortController();
  const answerId = await claimAnswer(db, conversationId);
  const events = giveAnswer(db, assistant, { conversationId, answerId, prompt, signal: listener.signal });
  const history = async () =>
    (await readHistory(db, conversationId)).map(({ id, role, content, finish }) => ({ id, role, content, finish }));
  /** Fails if the conversation is still busy. */
  const isFree = () => claimAnswer(db, conversationId);
  return { ...chat, answerId, listener, events, history, isFree };
}

async function hear(events: AsyncIterable<AnswerEvent>): Promise<AnswerEvent[]> {
  const heard = [];
  for await (const event of events) heard.push(event);
  return heard;
}

test('an answer that was heard to its end is kept, and the conversation is free', async () => {
  const { events, answerId, history, isFree } = await given(assistantWhere(() => undefined));
  assert.deepEqual((await hear(events)).at(-1), {
    kind: 'done',
    messageId: answerId,
    content: 'one two',
    finish: 'stop',
    kept: true,
  });
  assert.deepEqual(await history(), [{ id: answerId, role: 'assistant', content: 'one two', finish: 'stop' }]);
  await isFree();
});

test('an answer that breaks off is kept as far as it went, and the error is thrown on', async () => {
  const { events, answerId, history, isFree } = await given(
    assistantWhere(() => {
      throw new DomainError('upstream_failed', 'It broke.');
    }),
  );
  await assert.rejects(hear(events), { code: 'upstream_failed' });
  assert.deepEqual(await history(), [{ id: answerId, role: 'assistant', content: 'one', finish: 'failed' }]);
  await isFree();
});

test('an answer whose listener leaves is kept as far as it was heard', async () => {
  const { events, answerId, history, isFree } = await given(assistantWhere(() => undefined));
  for await (const event of events) if (event.kind === 'text') break;
  assert.deepEqual(await history(), [{ id: answerId, role: 'assistant', content: 'one', finish: 'cancelled' }]);
  await isFree();
});

test('an answer that is interrupted ends as cancelled', async () => {
  const { events, listener, history } = await given({
    async *answer(_prompt, signal) {
      yield { kind: 'text', text: 'one' };
      if (!signal.aborted) yield { kind: 'text', text: ' two' };
    },
  });
  const heard: AnswerEvent[] = [];
  for await (const event of events) {
    heard.push(event);
    listener.abort();
  }
  assert.deepEqual(
    heard.map((event) => (event.kind === 'done' ? event.finish : event.kind)),
    ['text', 'cancelled'],
  );
  assert.deepEqual(
    (await history()).map(({ content }) => content),
    ['one'],
  );
});

test('an answer that lost its claim is not kept', async () => {
  const { events, conversationId, history } = await given(
    assistantWhere(() => claimAnswer(db, conversationId, { supersede: true })),
  );
  assert.equal((await hear(events)).at(-1)?.kind, 'done');
  assert.deepEqual(await history(), []);
  await assert.rejects(claimAnswer(db, conversationId), { code: 'busy' });
});

test('an answer in a conversation that is deleted meanwhile ends without an error', async () => {
  const { events, actor, conversationId } = await given(assistantWhere(() => deleteChat(db, actor, { conversationId })));
  const done = (await hear(events)).at(-1);
  assert.equal(done?.kind === 'done' && done.kept, false);
  assert.deepEqual(await db.query(SQL`select id from messages where conversation_id = ${conversationId}`), []);
});

test('an answer without a word is not kept', async () => {
  const { events, history, isFree } = await given({
    async *answer() {
      yield { kind: 'tool-call', name: 'x', params: {} };
    },
  });
  assert.deepEqual(
    (await hear(events)).map(({ kind }) => kind),
    ['tool-call', 'done'],
  );
  assert.deepEqual(await history(), []);
  await isFree();
});
