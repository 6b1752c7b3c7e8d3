import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { answerMessage, type AgentAnswerEvent } from '../../../domain/agent-session/answer-message.ts';
import { openAgentSession } from '../../../domain/agent-session/open-agent-session.ts';
import { findRunningAnswer, readMissed } from '../../../domain/agent-session/read-missed.ts';
import { terminateSession } from '../../../domain/agent-session/terminate-session.ts';
import { saveAgent } from '../../../domain/agent/save-agent.ts';
import type { Assistant, Prompt } from '../../../domain/assistant/assistant.ts';
import type { LoginServices } from '../../../domain/login/login.ts';
import { defaultTenantId } from '../../../domain/tenant/tenant.ts';
import { createTestDatabase } from '../../database.ts';
import { givenMember } from '../given/member.ts';

const { db, drop } = await createTestDatabase();
after(drop);
await saveAgent(db, defaultTenantId, { id: 'poet', name: 'Poet', description: 'Writes verses.', version: '1' });
const ada = await givenMember(db);
const never = new AbortController().signal;

/** Ending an agent's session needs nothing of the directory. */
const noServices = {} as LoginServices;

/** An assistant that says its word when it is let go, and notes what it was asked. */
function createPatient(): Assistant & { readonly prompts: Prompt[]; letGo(): void } {
  const prompts: Prompt[] = [];
  const waiting: (() => void)[] = [];
  return {
    prompts,
    letGo: () => waiting.shift()?.(),
    async *answer(prompt, signal) {
      prompts.push(prompt);
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
      if (!signal.aborted) yield { kind: 'text', text: `You said ${prompt.messages.at(-1)?.content}.` };
    },
  };
}

async function collect(events: AsyncIterable<AgentAnswerEvent>): Promise<AgentAnswerEvent[]> {
  const all: AgentAnswerEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

const open = async () => (await openAgentSession(db, ada, { agent: 'poet' })).sessionId;
const saidIn = async (sessionId: string) => (await readMissed(db, ada, { sessionId, after: '' })).map(({ content }) => content);
const until = async (isSo: () => boolean | Promise<boolean>) => {
  while (!(await isSo())) await turn();
};

test('a second message waits until the first is answered, and is asked with all that was said', async () => {
  const [sessionId, patient] = [await open(), createPatient()];
  const ask = (text: string) => collect(answerMessage(db, patient, ada, { sessionId, text, signal: never }));
  const first = ask('one');
  await until(() => patient.prompts.length === 1);
  const second = ask('two');
  patient.letGo();
  await first;
  await until(() => patient.prompts.length === 2);
  patient.letGo();
  const events = await second;
  assert.deepEqual(events.map(({ kind }) => kind), ['accepted', 'text', 'done']);
  assert.deepEqual(await saidIn(sessionId), ['one', 'You said one.', 'two', 'You said two.']);
  assert.deepEqual(patient.prompts[1]?.messages.map(({ content }) => content), ['one', 'You said one.', 'two']);
  assert.equal(patient.prompts[0]?.instructions, 'You are Poet. Writes verses.');
});

test('who waits is told when it is no use any more', async () => {
  const [sessionId, patient, stop] = [await open(), createPatient(), new AbortController()];
  const first = collect(answerMessage(db, patient, ada, { sessionId, text: 'one', signal: never }));
  await until(() => patient.prompts.length === 1);
  const second = collect(answerMessage(db, patient, ada, { sessionId, text: 'two', signal: stop.signal }));
  stop.abort();
  await assert.rejects(second, { code: 'unavailable' });
  patient.letGo();
  await first;
  assert.deepEqual(await saidIn(sessionId), ['one', 'You said one.']);
});

test('ending the session takes the answer its place: it is not kept, and nothing follows', async () => {
  const [sessionId, patient] = [await open(), createPatient()];
  const answer = collect(answerMessage(db, patient, ada, { sessionId, text: 'one', signal: never }));
  await until(() => patient.prompts.length === 1);
  assert.notEqual(await findRunningAnswer(db, ada, { sessionId }), undefined);
  assert.equal(await terminateSession(db, noServices, ada, { id: sessionId }), 'agent-session');
  assert.equal(await findRunningAnswer(db, ada, { sessionId }), undefined);
  patient.letGo();
  const done = (await answer).at(-1);
  assert.equal(done?.kind === 'done' && done.kept, false);
  assert.deepEqual(await saidIn(sessionId), ['one']);
  await assert.rejects(collect(answerMessage(db, patient, ada, { sessionId, text: 'two', signal: never })), { code: 'session_ended' });
});

test('only the owner reads, talks and ends', async () => {
  const [sessionId, eve] = [await open(), await givenMember(db, { roles: ['admin'] })];
  const refused = { code: 'not_owner' };
  await assert.rejects(readMissed(db, eve, { sessionId, after: '' }), refused);
  await assert.rejects(findRunningAnswer(db, eve, { sessionId }), refused);
  await assert.rejects(collect(answerMessage(db, createPatient(), eve, { sessionId, text: 'one', signal: never })), refused);
  await assert.rejects(terminateSession(db, noServices, eve, { id: sessionId }), refused);
});
