import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import OpenAI from 'openai';
import type { Assistant, Prompt } from '../../../domain/assistant/assistant.ts';
import { DomainError } from '../../../domain/errors.ts';
import { converse, headersOf, noteIn } from './conversations.ts';
import { isNamed, listen, takeUntil } from './events.ts';
import { rawRequest } from './raw-request.ts';
import { expectStatus, type Person, type Rustygpt, startRustygpt } from './rustygpt.ts';

let service: Rustygpt;
let ada: Person;
let openai: OpenAI;
let asked: Prompt[];

/** Repeats the last message word by word; fails where it is told to. */
const assistant: Assistant = {
  async *answer(prompt) {
    asked.push(prompt);
    const last = prompt.messages.at(-1)?.content ?? '';
    for (const word of last.match(/\s*\S+/g) ?? []) {
      if (word.trim() === 'fail') throw new DomainError('upstream_failed', 'The language model is away.');
      yield { kind: 'text', text: word };
    }
  },
};

before(async () => {
  asked = [];
  service = await startRustygpt({ services: { assistant } });
  ada = await service.signUp();
  openai = new OpenAI({ baseURL: `${service.url}/v1`, apiKey: 'not looked at', defaultHeaders: headersOf(ada), maxRetries: 0 });
});

after(() => service.close());

const says = (content: string) => [{ role: 'user' as const, content }];

test('the official client lists the models, and clients of the original find them, too', async () => {
  const ids: string[] = [];
  for await (const { id } of openai.models.list()) ids.push(id);
  assert.deepEqual(ids, ['gpt-4', 'gpt-3.5']);
  const { body } = expectStatus(await ada.client.listModels(), 200);
  assert.deepEqual(body.models, body.data);
});

test('the official client gets a whole answer', async () => {
  const completion = await openai.chat.completions.create({
    model: 'gpt-4',
    messages: [{ role: 'system', content: 'Be brief.' }, ...says('Good morning to you')],
    temperature: 0.5,
  });
  const { object, choices, usage, model } = completion;
  assert.deepEqual([object, model, choices[0]?.finish_reason], ['chat.completion', 'gpt-4', 'stop']);
  assert.deepEqual(choices[0]?.message, { role: 'assistant', content: 'Good morning to you' });
  assert.deepEqual(usage, { prompt_tokens: 6, completion_tokens: 4, total_tokens: 10 });
  const prompt = asked.at(-1);
  assert.deepEqual([prompt?.instructions, prompt?.sampling], ['Be brief.', { temperature: 0.5 }]);
});

test('the official client streams an answer to its end', async () => {
  const stream = await openai.chat.completions.create({
    model: 'gpt-3.5',
    messages: says('one two three'),
    stream: true,
    stream_options: { include_usage: true },
  });
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  assert.equal(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join(''), 'one two three');
  assert.equal(chunks[0]?.choices[0]?.delta.role, 'assistant');
  assert.equal(chunks.at(-2)?.choices[0]?.finish_reason, 'stop');
  assert.deepEqual(chunks.at(-1)?.usage, { prompt_tokens: 8, completion_tokens: 3, total_tokens: 11 });
  assert.equal(new Set(chunks.map(({ id }) => id)).size, 1);
});

test('the official client’s own runner of streams works, too', async () => {
  const runner = openai.chat.completions.stream({ model: 'gpt-4', messages: says('hello there') });
  assert.equal(await runner.finalContent(), 'hello there');
});

test('an answer ends where it is told to: at a text, also one that comes in pieces, or after so many words', async () => {
  const ask = async (more: object) => {
    const { choices } = await openai.chat.completions.create({ model: 'gpt-4', messages: says('one two three four'), ...more });
    return [choices[0]?.message.content, choices[0]?.finish_reason];
  };
  assert.deepEqual(await ask({ stop: 'o th' }), ['one tw', 'stop']);
  assert.deepEqual(await ask({ stop: ['nothing', ' four'] }), ['one two three', 'stop']);
  assert.deepEqual(await ask({ max_tokens: 2 }), ['one two', 'length']);
  assert.deepEqual(await ask({ max_tokens: 4, stop: null }), ['one two three four', 'stop']);
});

test('what has no effect is said', async () => {
  const body = { model: 'gpt-4', messages: says('x'), presence_penalty: 1, frequency_penalty: 0 };
  const completion = expectStatus(await ada.client.createChatCompletion({ body }), 200);
  assert.deepEqual(completion.contentType === 'application/json' && completion.body.warnings, ['presence_penalty has no effect.']);
});

test('a failure before the first word has a status, and one behind it breaks the stream', async () => {
  await assert.rejects(openai.chat.completions.create({ model: 'gpt-4', messages: says('fail') }), { status: 502 });
  const stream = await openai.chat.completions.create({ model: 'gpt-4', messages: says('well fail'), stream: true });
  await assert.rejects(async () => {
    for await (const chunk of stream) assert.ok(chunk.choices.length > 0);
  });
});

test('another model, a bad stop, no session and no CSRF token are refused', async () => {
  await assert.rejects(openai.chat.completions.create({ model: 'gpt-9', messages: says('x') }), OpenAI.NotFoundError);
  const { cookie = '' } = headersOf(ada);
  const post = (body: object, headers: Readonly<Record<string, string>>) =>
    rawRequest(`${service.url}/v1/chat/completions`, { method: 'POST', headers, body: { model: 'gpt-4', messages: says('x'), ...body } });
  assert.equal((await post({ stop: 7 }, headersOf(ada))).body.code, 'RGP.V1.INVALID_STOP');
  assert.equal((await post({ metadata: { rustygpt: {} } }, headersOf(ada))).body.code, 'RGP.V1.INVALID_METADATA');
  assert.equal((await post({}, {})).status, 401);
  assert.equal((await post({}, { cookie })).body.code, 'RGP.AUTH.CSRF');
});

test('with metadata the question and its answer are written into a thread, and heard there', async () => {
  const conversation = await converse(ada);
  const parent = await noteIn(conversation, ada);
  const events = await listen(ada, conversation);
  const place = { rustygpt: { conversation_id: conversation, parent_message_id: parent } };
  const input = { model: 'gpt-4', messages: says('write this down'), metadata: place as never };
  const { choices } = await openai.chat.completions.create(input);
  assert.equal(choices[0]?.message.content, 'write this down');
  const heard = await takeUntil(events, isNamed('message.done'));
  await events.return();
  assert.ok(heard.some(isNamed('message.delta')));
  const { messages } = expectStatus(await ada.client.getThreadTree({ path: { root_id: parent } }), 200).body;
  assert.deepEqual(messages.map(({ role, content }) => [role, content]), [
    ['system', 'Note'],
    ['user', 'write this down'],
    ['assistant', 'write this down'],
  ]);
  const elsewhere = { rustygpt: { conversation_id: await converse(ada), parent_message_id: parent } };
  await assert.rejects(openai.chat.completions.create({ ...input, metadata: elsewhere as never }), { status: 400 });
  await assert.rejects(openai.chat.completions.create({ ...input, messages: [{ role: 'assistant', content: 'x' }] }), { status: 400 });
});
