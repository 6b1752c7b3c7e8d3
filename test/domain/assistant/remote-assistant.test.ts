import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { after, test } from 'node:test';
import type { Delta, Prompt } from '../../../domain/assistant/assistant.ts';
import { createRemoteAssistant } from '../../../domain/assistant/remote-assistant.ts';
import { chunk, givenLanguageModel } from '../given/language-model.ts';

const prompt: Prompt = {
  name: 'Ada',
  instructions: 'You are Ada.',
  messages: [
    { role: 'user', content: 'Block my card' },
    { role: 'tool', content: 'It was blocked.' },
  ],
  tools: [{ name: 'block_card', level: 3, description: 'Block the card', parameters: { type: 'object' } }],
};

async function given(
  answer: (response: ServerResponse) => unknown,
  settings: { idleTimeoutMs?: number; connectTimeoutMs?: number } = {},
) {
  const model = await givenLanguageModel(answer);
  after(model.close);
  const assistant = createRemoteAssistant({ baseUrl: model.baseUrl, apiKey: 'secret-key', model: 'small', ...settings });
  const ask = async (signal = new AbortController().signal, onDelta: (delta: Delta) => unknown = () => undefined) => {
    const deltas: Delta[] = [];
    for await (const delta of assistant.answer(prompt, signal)) {
      deltas.push(delta);
      await onDelta(delta);
    }
    return deltas;
  };
  return { ...model, ask };
}

const say =
  (...events: string[]) =>
  (response: ServerResponse) =>
    response.writeHead(200, { 'content-type': 'text/event-stream' }).end(events.join(''));

test('an answer comes piece by piece as the model makes it', async () => {
  const { ask } = await given(
    say(
      chunk({ role: 'assistant' }),
      ': still here\n\n',
      chunk({ content: 'Hel' }),
      chunk({ content: 'lo\0' }, 'stop'),
      'data: [DONE]\n\n',
    ),
  );
  assert.deepEqual(await ask(), [
    { kind: 'text', text: 'Hel' },
    { kind: 'text', text: 'lo' },
  ]);
});

test('the model is told who it is, what was said and what it may ask for', async () => {
  const { ask, requests } = await given(say('data: [DONE]\n\n'));
  await ask();
  const [request] = requests;
  assert.equal(request?.url, '/v1/chat/completions');
  assert.equal(request?.authorization, 'Bearer secret-key');
  assert.deepEqual(request?.body, {
    model: 'small',
    stream: true,
    messages: [
      { role: 'system', content: 'You are Ada.' },
      { role: 'user', content: 'Block my card' },
      { role: 'system', content: 'It was blocked.' },
    ],
    tools: [
      { type: 'function', function: { name: 'block_card', description: 'Block the card', parameters: { type: 'object' } } },
    ],
  });
});

test('a call of a tool that comes in pieces is put together', async () => {
  const piece = (index: number, call: Record<string, unknown>) => chunk({ tool_calls: [{ index, function: call }] });
  const { ask } = await given(
    say(
      piece(0, { name: 'block_card', arguments: '{"rea' }),
      piece(1, { name: 'get_balance', arguments: '' }),
      piece(0, { arguments: 'son":"lost"}' }),
      chunk({}, 'tool_calls'),
    ),
  );
  assert.deepEqual(await ask(), [
    { kind: 'tool-call', name: 'block_card', params: { reason: 'lost' } },
    { kind: 'tool-call', name: 'get_balance', params: {} },
  ]);
});

const faults: Record<string, (response: ServerResponse) => unknown> = {
  'an error instead of an answer': (response) => response.writeHead(500).end('{"error":"secret detail"}'),
  'an error in the stream': say(chunk({ content: 'Hel' }), 'data: {"error":{"message":"overloaded"}}\n\n'),
  'text that is no JSON': say('data: oops\n\n'),
  'an answer that is cut off': say(chunk({ content: 'Hel' })),
  'a connection that breaks': (response) => {
    response.writeHead(200).write(chunk({ content: 'Hel' }), () => response.destroy());
  },
  'parameters of a tool that are no object': say(
    chunk({ tool_calls: [{ index: 0, function: { name: 'a', arguments: '[1]' } }] }, 'stop'),
  ),
};
for (const [fault, answer] of Object.entries(faults)) {
  test(`${fault} is a failure of the model's, told without its details`, async () => {
    const { ask } = await given(answer);
    await assert.rejects(
      ask(),
      (error: { code?: string; message: string }) => error.code === 'upstream_failed' && !/secret|oops/.test(error.message),
    );
  });
}

test('the status that the model answered with is told', async () => {
  const { ask } = await given((response) => response.writeHead(429).end());
  await assert.rejects(ask(), { code: 'upstream_failed', facts: { status: 429 } });
});

test('a model that nobody listens as cannot be reached', async () => {
  const { ask, close } = await given(() => undefined);
  close();
  await assert.rejects(ask(), { code: 'upstream_failed' });
});

test('a model that does not begin, or stops in the middle, is given up', async () => {
  const silent = await given(() => undefined, { connectTimeoutMs: 50 });
  await assert.rejects(silent.ask(), { code: 'upstream_timeout' });
  const stuck = await given((response) => response.writeHead(200).write(chunk({ content: 'Hel' })), { idleTimeoutMs: 50 });
  await assert.rejects(stuck.ask(), { code: 'upstream_timeout' });
});

test('a slow listener is not the fault of the model', async () => {
  const { ask } = await given(say(chunk({ content: 'one' }), chunk({ content: 'two' }, 'stop')), { idleTimeoutMs: 40 });
  const pause = () => new Promise((resolve) => setTimeout(resolve, 100));
  assert.equal((await ask(undefined, pause)).length, 2);
});

test('an abort ends the answer quietly and closes the connection to the model', async () => {
  const { ask, abandoned } = await given((response) => response.writeHead(200).write(chunk({ content: 'Hel' })));
  const listener = new AbortController();
  assert.deepEqual(await ask(listener.signal, () => listener.abort()), [{ kind: 'text', text: 'Hel' }]);
  await abandoned;
});

test('a listener who leaves closes the connection to the model', async () => {
  const { abandoned, baseUrl } = await given((response) => response.writeHead(200).write(chunk({ content: 'Hel' })));
  const assistant = createRemoteAssistant({ baseUrl, model: 'small' });
  for await (const delta of assistant.answer(prompt, new AbortController().signal)) {
    assert.equal(delta.kind, 'text');
    break;
  }
  await abandoned;
});
