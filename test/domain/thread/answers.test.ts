import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import type { Assistant, Delta, Prompt } from '../../../domain/assistant/assistant.ts';
import { createBuiltInAssistant } from '../../../domain/assistant/built-in-assistant.ts';
import { DomainError } from '../../../domain/errors.ts';
import { sweep } from '../../../domain/sweep.ts';
import { cancelAnswer } from '../../../domain/thread/cancel-answer.ts';
import { deleteMessage, editMessage } from '../../../domain/thread/change-message.ts';
import { giveThreadAnswer, interruptedNotice } from '../../../domain/thread/give-thread-answer.ts';
import { postReply, postRoot } from '../../../domain/thread/post.ts';
import { readAnswerChunks } from '../../../domain/thread/read-answer-chunks.ts';
import { readTree } from '../../../domain/thread/read-tree.ts';
import { createTestDatabase } from '../../database.ts';
import { givenDiscussion } from '../given/discussion.ts';

const { db, drop } = await createTestDatabase();
after(drop);

const { signal: never } = new AbortController();

/** A question, and what may be done about its answer. */
async function givenQuestion(content = 'Hello') {
  const discussion = await givenDiscussion(db);
  const { conversationId, owner, feed } = discussion;
  const { answer, messageId: questionId, rootId } = await postRoot(db, feed, owner, { conversationId, content });
  assert.ok(answer);
  const { messageId } = answer;
  const give = (assistant: Assistant = createBuiltInAssistant(), { signal = never, answerTimeoutMs }: { signal?: AbortSignal; answerTimeoutMs?: number } = {}) =>
    giveThreadAnswer(db, { events: feed, assistant, renewMs: 50, ...(answerTimeoutMs === undefined ? {} : { answerTimeoutMs }) }, { answer, signal });
  const show = async () => (await readTree(db, owner, { rootId, limit: 10 })).messages.find(({ id }) => id === messageId) ?? assert.fail();
  const chunks = () => readAnswerChunks(db, owner, { messageId, from: 0, limit: 500 });
  const kinds = async () => (await discussion.events()).map(({ kind }) => kind);
  return { ...discussion, messageId, questionId, rootId, give, show, chunks, kinds };
}

/** Says some words, tells that it has, and then waits until it is told to stop, or for ever where it does not listen. */
function givenHeldAssistant({ listens = true } = {}) {
  let said: () => void = () => undefined;
  const speaking = new Promise<void>((resolve) => (said = resolve));
  const assistant: Assistant = {
    async *answer(_prompt: Prompt, signal: AbortSignal): AsyncGenerator<Delta> {
      yield { kind: 'text', text: 'One moment' };
      said();
      await new Promise<void>((resolve) => listens && signal.addEventListener('abort', () => resolve()));
    },
  };
  return { assistant, speaking };
}

function givenFailingAssistant(error: Error): Assistant {
  return {
    async *answer(): AsyncGenerator<Delta> {
      yield { kind: 'text', text: 'Well' };
      throw error;
    },
  };
}

test('an answer is written down in chunks, told piece by piece, and then is the message', async () => {
  const { give, show, chunks } = await givenQuestion();
  assert.deepEqual([(await show()).content, (await show()).answer], ['', 'running']);
  await give();
  const { content, answer, role, depth } = await show();
  assert.deepEqual([answer, role, depth], ['stop', 'assistant', 2]);
  assert.match(content, /^Hello! I am the assistant/);
  const pieces = await chunks();
  assert.deepEqual(pieces.map(({ idx }) => idx), pieces.map((_, index) => index));
  assert.equal(pieces.map((piece) => piece.content).join(''), content);
});

test('deltas are told with their numbers, then the end', async () => {
  const { give, show, events, messageId } = await givenQuestion();
  await give();
  const told = (await events()).filter((event) => event.messageId === messageId);
  const deltas = told.filter(({ kind }) => kind === 'answer-delta');
  assert.deepEqual(deltas.map(({ chunk }) => chunk), deltas.map((_, index) => index));
  assert.equal(deltas.map(({ payload }) => (payload as { text: string }).text).join(''), (await show()).content);
  assert.deepEqual(told.slice(deltas.length).map(({ kind, payload }) => [kind, (payload as { end: string }).end]), [['answer-done', 'stop']]);
});

test('the assistant is shown the way from the root, and nothing beside it', async () => {
  const { give, owner, feed, messageId, questionId } = await givenQuestion('one');
  await give();
  await postReply(db, feed, owner, { parentId: questionId, content: 'beside' });
  const { answer } = await postReply(db, feed, owner, { parentId: messageId, content: 'two' });
  assert.ok(answer);
  let prompt: Prompt | undefined;
  const assistant: Assistant = {
    async *answer(given) {
      prompt = given;
      yield { kind: 'text', text: 'ok' };
    },
  };
  await giveThreadAnswer(db, { events: feed, assistant }, { answer, signal: never });
  assert.deepEqual(prompt?.messages.map(({ role }) => role), ['user', 'assistant', 'user']);
  assert.deepEqual(prompt?.messages.at(-1)?.content, 'two');
});

for (const listens of [true, false]) {
  test(`a cancelled answer keeps what was said, ${listens ? 'and stops' : 'also if the assistant does not listen'}`, async () => {
    const { give, show, kinds, owner, feed, messageId, chunks } = await givenQuestion();
    const { assistant, speaking } = givenHeldAssistant({ listens });
    const giving = give(assistant);
    await speaking;
    while ((await chunks()).length === 0);
    assert.equal(await cancelAnswer(db, feed, owner, { messageId }), 'cancelled');
    assert.equal(await cancelAnswer(db, feed, owner, { messageId }), 'cancelled');
    await giving;
    assert.deepEqual([(await show()).content, (await show()).answer], ['One moment', 'cancelled']);
    assert.deepEqual((await kinds()).slice(-2), ['answer-done', 'thread-active']);
  });
}

test('an answer that takes too long is ended, and says why', async () => {
  const { give, show, kinds } = await givenQuestion();
  await give(givenHeldAssistant({ listens: false }).assistant, { answerTimeoutMs: 400 });
  assert.deepEqual([(await show()).content, (await show()).answer], ['One moment', 'timeout']);
  assert.deepEqual((await kinds()).slice(-3), ['answer-failed', 'answer-done', 'thread-active']);
});

const faults: readonly (readonly [name: string, error: Error, end: string])[] = [
  ['a provider that fails', new DomainError('upstream_failed', 'The language model broke off its answer.'), 'error'],
  ['a provider that is too slow', new DomainError('upstream_timeout', 'The language model took too long.'), 'timeout'],
  ['a fault of the adapter', new Error('secret'), 'error'],
];
for (const [name, error, end] of faults) {
  test(`${name} ends the answer with ${end}`, async () => {
    const { give, show, events } = await givenQuestion();
    await give(givenFailingAssistant(error));
    assert.deepEqual([(await show()).content, (await show()).answer], ['Well', end]);
    const failed = (await events()).find(({ kind }) => kind === 'answer-failed')?.payload as { message: string };
    assert.doesNotMatch(failed.message, /secret/);
  });
}

test('a service that stops in mid-answer says so in the message', async () => {
  const { give, show } = await givenQuestion();
  const { assistant, speaking } = givenHeldAssistant();
  const stop = new AbortController();
  const giving = give(assistant, { signal: stop.signal });
  await speaking;
  stop.abort();
  await giving;
  assert.deepEqual([(await show()).content, (await show()).answer], [`One moment${interruptedNotice}`, 'error']);
});

test('an answer whose process died is ended by the sweep, and says so; one that lives is left alone', async () => {
  const [dead, alive] = [await givenQuestion(), await givenQuestion()];
  await db.query(SQL`
    with answer as (
      update thread_answers set expires_at = now() - interval '1 second', chunks = 1 where message_id = ${dead.messageId}
    )
    insert into message_chunks (message_id, idx, content) values (${dead.messageId}, 0, 'Half a')
  `);
  await sweep(db);
  const { content, answer } = await dead.show();
  assert.deepEqual([content, answer], [`Half a${interruptedNotice}`, 'error']);
  assert.deepEqual((await dead.kinds()).slice(-4), ['answer-delta', 'answer-failed', 'answer-done', 'thread-active']);
  assert.equal((await alive.show()).answer, 'running');
  await dead.give();
  assert.equal((await dead.show()).content, content);
});

test('an answer that is being given can be deleted, not edited, and what is no answer cannot be cancelled', async () => {
  const { give, show, owner, feed, messageId, questionId, chunks } = await givenQuestion();
  await assert.rejects(editMessage(db, feed, owner, { messageId, content: 'x' }), { code: 'busy' });
  await assert.rejects(cancelAnswer(db, feed, owner, { messageId: questionId }), { code: 'not_an_answer' });
  await deleteMessage(db, feed, owner, { messageId });
  await give();
  assert.deepEqual([(await show()).content, (await show()).answer, await chunks()], ['', 'cancelled', []]);
});

test('what an assistant is made to say is not answered in a reply, and cannot be cancelled as an answer', async () => {
  const { owner, feed, questionId } = await givenQuestion();
  const { messageId, answer } = await postReply(db, feed, owner, { parentId: questionId, content: 'x', role: 'assistant' });
  assert.equal(answer, undefined);
  assert.equal(await cancelAnswer(db, feed, owner, { messageId }), undefined);
});
