import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startModelServer, type Model, type ModelServer } from '../virtual-banker/model-server.ts';
import { hearAnswer, talk } from './conversation.ts';
import { openBotSession, startGeneralBots, type GeneralBots, type Person } from './general-bots.ts';

let model: ModelServer;
let bots: GeneralBots;
let ada: Person;

const suggestions = [{ text: 'What can you do?', icon: 'help' }];

before(async () => {
  model = await startModelServer();
  bots = await startGeneralBots({ services: { assistant: model.assistant, chat: { thinkingMs: 50 } } });
  ada = await bots.signUp();
  await bots.addBot('helper', { suggestions });
  await bots.addBot('other');
});

after(async () => {
  await bots.close();
  await model.close();
});

/** Lets the model say these pieces, and come to its end. */
const say = (...pieces: string[]) => model.answer((voice) => {
  for (const piece of pieces) voice.say(piece);
  voice.done();
});

/** The model's next answer, to be given by hand. */
const takeVoice = () => new Promise<Model>((resolve) => model.answer(resolve));

test('a connection is greeted with its bot session, its bot and what one could say', async () => {
  const session_id = await openBotSession(ada, 'helper');
  const line = await talk(bots, ada, { session_id });
  const greeting = await line.once('connected');
  assert.deepEqual({ ...greeting, message: '' }, { type: 'connected', session_id, user_id: ada.id, bot_id: 'helper', message: '', tools: [], resumed: true });
  assert.deepEqual(await line.once('suggestion'), { type: 'suggestion', session_id, suggestions });
  await line.close();
});

test('a bot may be named instead, by id or by name, and gets a bot session of its own', async () => {
  const greetings = [];
  for (const bot_name of ['other', 'Other']) {
    const line = await talk(bots, ada, { bot_name, user_id: ada.id });
    greetings.push(await line.once('connected'));
    await line.close();
  }
  assert.deepEqual(greetings.map(({ bot_id, resumed }) => [bot_id, resumed]), [['other', false], ['other', false]]);
  assert.equal(new Set(greetings.map(({ session_id }) => session_id)).size, 2);
});

test('a message is received, and answered piece by piece until an empty end with suggestions', async () => {
  const line = await talk(bots, ada, { bot_name: 'helper' });
  const { session_id } = await line.once('connected');
  line.send('message', { content: 'Hello', message_id: 'm-1' });
  assert.deepEqual(await line.once('status'), { type: 'status', session_id, status: 'received', reply_to: 'm-1' });
  assert.deepEqual(await line.once('typing'), { type: 'typing', session_id, reply_to: 'm-1' });
  say('Good ', 'morning');
  const { frames, end } = await hearAnswer(line);
  const pieces = frames.filter(({ thinking }) => !thinking);
  assert.deepEqual(pieces.map(({ content, is_complete }) => [content, is_complete]), [['Good ', false], ['morning', false], ['', true]]);
  for (const frame of frames) {
    assert.deepEqual([frame.session_id, frame.bot_id, frame.sender, frame.reply_to, frame.message_type], [session_id, 'helper', 'bot', 'm-1', 2]);
    assert.equal(frame.message_id, end.message_id);
  }
  assert.deepEqual(end.suggestions, suggestions);
  await line.close();
});

test('while the model is silent, frames say that it thinks, again and again', async () => {
  const line = await talk(bots, ada, { bot_name: 'other' });
  line.send('message', { content: 'Think' });
  for (let times = 0; times < 3; times += 1) {
    const { content, is_complete, thinking } = await line.once('message');
    assert.deepEqual([content, is_complete, thinking], ['', false, true]);
  }
  say('Done');
  const { text } = await hearAnswer(line);
  assert.equal(text, 'Done');
  await line.close();
});

test('messages that come while an answer is given wait their turn, and are answered in order', async () => {
  const line = await talk(bots, ada, { bot_name: 'other' });
  const names = ['one', 'two', 'three'];
  for (const name of names) line.send('message', { content: name, message_id: name });
  for (const name of names) assert.equal((await line.once('status')).reply_to, name);
  for (const name of names) say(`answer to `, name);
  for (const name of names) {
    const { text, end } = await hearAnswer(line);
    assert.deepEqual([text, end.reply_to], [`answer to ${name}`, name]);
  }
  await line.close();
});

test('bot sessions of one connection do not wait for each other', async () => {
  const [first, second] = [await openBotSession(ada, 'helper'), await openBotSession(ada, 'other')];
  const line = await talk(bots, ada);
  assert.deepEqual([(await line.once('connected')).session_id], [null]);
  line.send('message', { session_id: first, content: 'slow' });
  const slow = await takeVoice();
  line.send('message', { session_id: second, content: 'quick' });
  say('Quick');
  const isOf = (id: string) => ({ where: (frame: { session_id: string; is_complete: boolean }) => frame.session_id === id && frame.is_complete });
  await line.once('message', isOf(second));
  slow.say('Slow');
  slow.done();
  await line.once('message', isOf(first));
  await line.close();
});

test('every connection of a bot session hears its answers', async () => {
  const session_id = await openBotSession(ada, 'other');
  const [phone, desk] = [await talk(bots, ada, { session_id }), await talk(bots, ada, { session_id })];
  await Promise.all([phone.once('connected'), desk.once('connected')]);
  phone.send('message', { content: 'Hello' });
  say('Hello you');
  assert.deepEqual([(await hearAnswer(phone)).text, (await hearAnswer(desk)).text], ['Hello you', 'Hello you']);
  await Promise.all([phone.close(), desk.close()]);
});

test('an answer that breaks off is told as an error, and the next message is answered', async () => {
  const line = await talk(bots, ada, { bot_name: 'other' });
  const { session_id } = await line.once('connected');
  line.send('message', { content: 'Hello', message_id: 'm-1' });
  model.answer((voice) => voice.crash());
  const error = await line.once('error');
  assert.deepEqual({ ...error, message: '' }, { type: 'error', code: 'UNAVAILABLE', message: '', session_id, reply_to: 'm-1' });
  line.send('message', { content: 'Again' });
  say('Here');
  assert.equal((await hearAnswer(line)).text, 'Here');
  await line.close();
});

test('the 17th message that waits is refused', async () => {
  const line = await talk(bots, ada, { bot_name: 'other' });
  for (let index = 0; index < 18; index += 1) line.send('message', { content: 'More', message_id: `m-${index}` });
  const { code, reply_to } = await line.once('error');
  assert.deepEqual([code, reply_to], ['RATE_LIMITED', 'm-17']);
  for (let index = 0; index < 17; index += 1) say('Yes');
  for (let index = 0; index < 17; index += 1) assert.equal((await hearAnswer(line)).end.reply_to, `m-${index}`);
  await line.close();
});

test('a bot whose rights were taken away no longer answers, and the connection stays', async () => {
  const bob = await bots.signUp();
  const line = await talk(bots, bob, { bot_name: 'other' });
  await bots.addBot('other', { roles: ['staff'] });
  line.send('message', { content: 'Hello' });
  assert.equal((await line.once('error')).code, 'FORBIDDEN');
  await bots.addBot('other');
  line.send('message', { content: 'Hello' });
  assert.equal((await line.once('status')).status, 'received');
  say('Yes');
  await hearAnswer(line);
  await line.close();
});
