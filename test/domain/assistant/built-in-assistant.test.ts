import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Delta, Prompt, PromptMessage } from '../../../domain/assistant/assistant.ts';
import { createBuiltInAssistant } from '../../../domain/assistant/built-in-assistant.ts';
import { settings } from '../given/tenant.ts';

async function ask(...said: (string | PromptMessage)[]): Promise<Delta[]> {
  const messages = said.map((one) => (typeof one === 'string' ? { role: 'user' as const, content: one } : one));
  const prompt: Prompt = { name: 'Ada', instructions: '', messages, tools: settings.tools };
  const deltas: Delta[] = [];
  for await (const delta of createBuiltInAssistant().answer(prompt, new AbortController().signal)) deltas.push(delta);
  return deltas;
}

const textOf = (deltas: Delta[]) => deltas.map((delta) => (delta.kind === 'text' ? delta.text : '')).join('');
const callsOf = (deltas: Delta[]) => deltas.filter((delta) => delta.kind === 'tool-call');

test('it answers a word at a time, and the same every time', async () => {
  const answer = await ask('Hello!');
  assert.ok(answer.length > 5);
  assert.equal(textOf(answer), 'Hello! I am Ada. Ask me what I can do.');
  assert.deepEqual(await ask('Hello!'), answer);
});

test('it knows what it may ask for', async () => {
  assert.match(textOf(await ask('What can you do?')), /Look up the balance \(get_balance\); Block the card \(block_card\)/);
});

test('it answers from the conversation', async () => {
  assert.match(textOf(await ask('My cat is called Tom', 'What did I say?')), /"My cat is called Tom"/);
  assert.match(textOf(await ask('one', 'two', 'How many messages was that?')), /number 3/);
  assert.match(
    textOf(await ask('My credit card limit is low', 'Hm', 'Raise the credit card limit please')),
    /said earlier: "My credit card limit is low"/,
  );
});

test('it asks for the action that is spoken of, and says when a word of the user is needed', async () => {
  const looked = await ask('What is my balance?');
  assert.deepEqual(callsOf(looked), [{ kind: 'tool-call', name: 'get_balance', params: {} }]);
  assert.match(textOf(looked), /One moment/);
  const blocked = await ask('Please block my card!');
  assert.deepEqual(callsOf(blocked), [{ kind: 'tool-call', name: 'block_card', params: { reason: 'Please block my card!' } }]);
  assert.match(textOf(blocked), /confirmation/);
});

test('it takes note of how an action went, and asks for no other', async () => {
  const answer = await ask('What is my balance?', { role: 'tool', content: 'The action get_balance was completed.' });
  assert.deepEqual([textOf(answer), callsOf(answer)], ['Thank you. The action get_balance was completed.', []]);
});

test('it stops in the middle of a sentence when it is interrupted', async () => {
  const listener = new AbortController();
  const prompt: Prompt = {
    name: 'Ada',
    instructions: '',
    messages: [{ role: 'user', content: 'Please block my card' }],
    tools: settings.tools,
  };
  const heard: Delta[] = [];
  for await (const delta of createBuiltInAssistant().answer(prompt, listener.signal)) {
    heard.push(delta);
    if (heard.length === 2) listener.abort();
  }
  assert.equal(textOf(heard), 'I will');
});
