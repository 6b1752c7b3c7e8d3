import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startModelServer, type Model, type ModelServer } from '../virtual-banker/model-server.ts';
import { hearAnswer, talk } from './conversation.ts';
import { openBotSession, startGeneralBots, type GeneralBots, type Person } from './general-bots.ts';

let model: ModelServer;
let bots: GeneralBots;
let ada: Person;

before(async () => {
  model = await startModelServer();
  bots = await startGeneralBots({ services: { assistant: model.assistant } });
  ada = await bots.signUp();
  await bots.addBot('helper');
});

after(async () => {
  await bots.close();
  await model.close();
});

const takeVoice = () => new Promise<Model>((resolve) => model.answer(resolve));

/** A bot session in which an answer has begun, whose reader has gone away. */
async function cutOff(): Promise<{ session_id: string; voice: Model; answerId: string }> {
  const session_id = await openBotSession(ada, 'helper');
  const line = await talk(bots, ada, { session_id });
  line.send('message', { content: 'Tell me', message_id: 'm-1' });
  const voice = await takeVoice();
  voice.say('Once upon ');
  const { message_id } = await line.once('message', { where: ({ content }) => content !== '' });
  await line.close();
  return { session_id, voice, answerId: message_id };
}

test('an answer goes on without its reader; who comes back gets what was said so far, and the rest as it comes', async () => {
  const { session_id, voice, answerId } = await cutOff();
  const line = await talk(bots, ada, { session_id });
  assert.equal((await line.once('connected')).resumed, true);
  const first = await line.once('message');
  assert.deepEqual([first.content, first.is_complete, first.message_id, first.reply_to], ['Once upon ', false, answerId, 'm-1']);
  voice.say('a time');
  voice.done();
  const { text, end } = await hearAnswer(line);
  assert.deepEqual([text, end.message_id], ['a time', answerId]);
  await line.close();
});

test('what was missed is sent whole after the last message that was seen', async () => {
  const { session_id, voice, answerId } = await cutOff();
  const listener = await talk(bots, ada, { session_id });
  voice.done();
  await hearAnswer(listener);
  listener.send('message', { content: 'And then?' });
  const next = await takeVoice();
  next.say('They lived.');
  next.done();
  const { end } = await hearAnswer(listener);
  const line = await talk(bots, ada, { session_id, last_message_id: answerId });
  const missed = [await line.once('message'), await line.once('message')];
  assert.deepEqual(missed.map(({ sender, content, is_complete, message_type }) => [sender, content, is_complete, message_type]), [
    ['user', 'And then?', true, 1],
    ['bot', 'They lived.', true, 2],
  ]);
  assert.equal(missed[1]?.message_id, end.message_id);
  await Promise.all([line.close(), listener.close()]);
});

test('a last message that the bot session does not have means everything', async () => {
  const { session_id, voice } = await cutOff();
  voice.done();
  const line = await talk(bots, ada, { session_id, last_message_id: 'unknown' });
  assert.equal((await line.once('message')).content, 'Tell me');
  await line.close();
});

test('another process that is asked to continue sends an answer whole that it does not give itself, then what comes next', async () => {
  const { session_id, voice, answerId } = await cutOff();
  const node = await bots.startNode();
  try {
    const line = await talk(node, ada, { session_id });
    await line.once('connected');
    line.send('message', { content: 'And then?', message_id: 'm-2' });
    voice.say('a time');
    voice.done();
    const whole = await line.once('message');
    assert.deepEqual([whole.content, whole.is_complete, whole.message_id], ['Once upon a time', true, answerId]);
    const next = await takeVoice();
    next.say('The end.');
    next.done();
    const { text, end } = await hearAnswer(line);
    assert.deepEqual([text, end.reply_to], ['The end.', 'm-2']);
    await line.close();
  } finally {
    await node.close();
  }
});
