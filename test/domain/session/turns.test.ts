import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import type { Assistant, Prompt } from '../../../domain/assistant/assistant.ts';
import { createBuiltInAssistant } from '../../../domain/assistant/built-in-assistant.ts';
import { completeAction } from '../../../domain/session/complete-action.ts';
import { confirmAction } from '../../../domain/session/confirm-action.ts';
import { createSession } from '../../../domain/session/create-session.ts';
import { endSession } from '../../../domain/session/end-session.ts';
import type { Action } from '../../../domain/session/session.ts';
import { continueTurn, takeTurn, type TurnEvent } from '../../../domain/session/take-turn.ts';
import { createTestDatabase } from '../../database.ts';
import { type GivenSession, givenSession } from '../given/session.ts';
import { rules } from '../given/tenant.ts';

const { db, drop } = await createTestDatabase();
after(drop);

const { signal } = new AbortController();

async function hear(events: AsyncIterable<TurnEvent>): Promise<TurnEvent[]> {
  const heard = [];
  for await (const event of events) heard.push(event);
  return heard;
}

const turn = ({ customer, sessionId }: GivenSession, text: string, assistant: Assistant = createBuiltInAssistant()) =>
  hear(takeTurn(db, assistant, customer, { sessionId, text, signal }));

/** Lets the assistant ask for an action. */
async function givenAction(text: string): Promise<{ session: GivenSession; action: Action }> {
  const session = await givenSession(db);
  const event = (await turn(session, text)).find(({ kind }) => kind === 'action');
  assert.ok(event?.kind === 'action');
  return { session, action: event.action };
}

const transcript = (sessionId: string) =>
  db.query<{ role: string; content: string; finish: string }>(SQL`
    select m.role, m.content, m.finish
    from messages m
    join sessions s on s.conversation_id = m.conversation_id
    where s.id = ${sessionId}
    order by m.sequence
  `);

test('a turn and its answer are taken down, and the id of the answer is known from the start', async () => {
  const session = await givenSession(db);
  const heard = await turn(session, 'Hello');
  const [accepted, done] = [heard[0], heard.at(-1)];
  assert.ok(accepted?.kind === 'accepted' && done?.kind === 'done');
  assert.equal(accepted.answerId, done.messageId);
  assert.deepEqual(await transcript(session.sessionId), [
    { role: 'user', content: 'Hello', finish: 'stop' },
    { role: 'assistant', content: done.content, finish: 'stop' },
  ]);
});

test('the assistant knows the greeting, where the user is in the portal, and the tools of the session', async () => {
  const { tenant, customer } = await givenSession(db);
  const portalContext = { route: '/cards', productId: 'card-7' };
  const created = await createSession(db, rules, customer, {
    tenantId: tenant.id,
    assertion: await tenant.sign('ada'),
    portalContext,
  });
  const seen: Prompt[] = [];
  const assistant: Assistant = {
    async *answer(prompt) {
      seen.push(prompt);
      yield { kind: 'text', text: 'ok' };
    },
  };
  await turn({ ...created, tenant, customer }, 'Hello', assistant);
  assert.match(
    seen[0]?.instructions ?? '',
    /greeted the user with: Welcome\.\nThe user is here in the portal: route: \/cards, productId: card-7\./,
  );
  assert.deepEqual(
    seen[0]?.tools.map(({ name }) => name),
    ['get_balance', 'block_card'],
  );
});

test('a turn that is interrupted keeps what was said', async () => {
  const session = await givenSession(db);
  const interruption = new AbortController();
  const events = takeTurn(db, createBuiltInAssistant(), session.customer, {
    ...session,
    text: 'Hello',
    signal: interruption.signal,
  });
  for await (const event of events) {
    if (event.kind === 'text') interruption.abort();
    if (event.kind === 'done') assert.deepEqual([event.content, event.finish], ['Hello!', 'cancelled']);
  }
  assert.deepEqual((await transcript(session.sessionId)).at(-1), { role: 'assistant', content: 'Hello!', finish: 'cancelled' });
});

test('a new turn takes the place of an answer that another process left unfinished', async () => {
  const session = await givenSession(db);
  const abandoned = takeTurn(db, createBuiltInAssistant(), session.customer, { ...session, text: 'one', signal });
  await abandoned.next();
  assert.equal((await turn(session, 'two')).at(-1)?.kind, 'done');
  assert.deepEqual((await hear(abandoned)).at(-1)?.kind, 'done');
  assert.deepEqual(
    (await transcript(session.sessionId)).map(({ role }) => role),
    ['user', 'user', 'assistant'],
  );
});

test('an action of level 2 is done and reported, once, and the assistant goes on', async () => {
  const { session, action } = await givenAction('What is my balance?');
  const { sessionId, customer } = session;
  assert.deepEqual({ ...action, id: '' }, { id: '', name: 'get_balance', params: {}, level: 2, state: 'requested' });
  await assert.rejects(confirmAction(db, customer, { sessionId, actionId: action.id, approved: true }), {
    code: 'action_closed',
  });
  const completed = await completeAction(db, customer, { sessionId, actionId: action.id, ok: true, result: { balance: 12 } });
  assert.equal(completed.state, 'completed');
  await assert.rejects(completeAction(db, customer, { sessionId, actionId: action.id, ok: true }), { code: 'action_closed' });
  const heard = await hear(continueTurn(db, createBuiltInAssistant(), customer, { sessionId, signal }));
  assert.deepEqual(
    heard.map(({ kind }) => kind).filter((kind) => kind !== 'text'),
    ['accepted', 'done'],
  );
  assert.equal(
    (await transcript(sessionId)).at(-1)?.content,
    'Thank you. The action get_balance was completed. Result: {"balance":12}',
  );
});

test('an action of level 3 waits for the word of the user', async () => {
  const { session, action } = await givenAction('Please block my card');
  const { sessionId, customer } = session;
  const complete = () => completeAction(db, customer, { sessionId, actionId: action.id, ok: false });
  assert.deepEqual([action.state, action.level], ['awaiting-confirmation', 3]);
  await assert.rejects(complete(), { code: 'action_not_confirmed' });
  assert.equal((await confirmAction(db, customer, { sessionId, actionId: action.id, approved: true })).state, 'confirmed');
  await assert.rejects(confirmAction(db, customer, { sessionId, actionId: action.id, approved: false }), {
    code: 'action_closed',
  });
  assert.equal((await complete()).state, 'failed');
});

test('an action that the user declined is over', async () => {
  const { session, action } = await givenAction('Please block my card');
  const { sessionId, customer } = session;
  assert.equal((await confirmAction(db, customer, { sessionId, actionId: action.id, approved: false })).state, 'declined');
  await assert.rejects(completeAction(db, customer, { sessionId, actionId: action.id, ok: true }), { code: 'action_closed' });
});

test('of several decisions at once one counts', async () => {
  const { session, action } = await givenAction('Please block my card');
  const decide = (approved: boolean) =>
    confirmAction(db, session.customer, { sessionId: session.sessionId, actionId: action.id, approved });
  const decisions = await Promise.allSettled([decide(true), decide(false), decide(true)]);
  assert.equal(decisions.filter(({ status }) => status === 'fulfilled').length, 1);
});

test('an action belongs to its session', async () => {
  const { action } = await givenAction('What is my balance?');
  const { sessionId, customer } = await givenSession(db);
  for (const actionId of [action.id, randomUUID(), 'act-1']) {
    await assert.rejects(completeAction(db, customer, { sessionId, actionId, ok: true }), { code: 'action_not_found' });
    await assert.rejects(confirmAction(db, customer, { sessionId, actionId, approved: true }), { code: 'action_not_found' });
  }
});

test('a tool that the session does not have cannot be asked for', async () => {
  const session = await givenSession(db);
  const assistant: Assistant = {
    async *answer() {
      yield { kind: 'text', text: 'Sure.' };
      yield { kind: 'tool-call', name: 'send_money', params: {} };
    },
  };
  await assert.rejects(turn(session, 'Pay Bob', assistant), { code: 'action_not_allowed' });
  assert.deepEqual(await db.query(SQL`select id from session_actions where session_id = ${session.sessionId}`), []);
  assert.equal((await turn(session, 'Hello')).at(-1)?.kind, 'done');
});

test('turns and actions are for the user of a session that is open', async () => {
  const { session, action } = await givenAction('What is my balance?');
  const { sessionId, customer, tenant } = session;
  for (const actor of [await tenant.actor('bob'), await tenant.actor('eve', 'agent'), await tenant.actor('backend', 'service')]) {
    await assert.rejects(turn({ ...session, customer: actor }, 'Hello'), { code: 'forbidden' });
    await assert.rejects(completeAction(db, actor, { sessionId, actionId: action.id, ok: true }), { code: 'forbidden' });
  }
  await endSession(db, customer, { sessionId });
  await assert.rejects(turn(session, 'Hello'), { code: 'session_ended' });
  await assert.rejects(hear(continueTurn(db, createBuiltInAssistant(), customer, { sessionId, signal })), {
    code: 'session_ended',
  });
  await assert.rejects(completeAction(db, customer, { sessionId, actionId: action.id, ok: true }), { code: 'session_ended' });
  await assert.rejects(confirmAction(db, customer, { sessionId, actionId: action.id, approved: true }), {
    code: 'session_ended',
  });
});
