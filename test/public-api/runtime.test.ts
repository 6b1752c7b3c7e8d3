import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Outcome, ServerEvent } from 'specwright/client';
import { grant, problemStatus, RuntimeError, runtimeErrors, serve, type Granted, type Problem, type RunningService, type RuntimeErrorCode, type Settings } from 'specwright/runtime';
import { isType } from './is-type.ts';

test('serving gives what can be closed', () => {
  isType<Awaited<ReturnType<typeof serve>>, RunningService>(true);
  isType<ReturnType<RunningService['close']>, Promise<void>>(true);
  isType<Pick<Settings, 'mode' | 'port'>, { readonly mode: 'development' | 'production' | 'test'; readonly port: number }>(true);
  assert.equal(serve.length, 2);
});

test('what a caller was granted keeps the type of the caller', () => {
  const granted = grant({ userId: 'ada' }, ['read']);
  isType<typeof granted, Granted<{ userId: string }>>(true);
  assert.deepEqual([granted.actor, granted.scopes], [{ userId: 'ada' }, ['read']]);
});

test('every problem has a usual status, and every error of the runtime a meaning', () => {
  const problem: Problem = { code: 'rate-limited', retryAfterSeconds: 3 };
  // @ts-expect-error a problem says what belongs to it
  const incomplete: Problem = { code: 'rate-limited' };
  assert.deepEqual([problem, incomplete].map((each) => problemStatus[each.code]), [429, 429]);
  const code: RuntimeErrorCode = new RuntimeError('port-in-use', 'Choose another.').code;
  assert.match(runtimeErrors[code], /port/);
});

test('an outcome has the body of its status, and an event the data of its name', () => {
  type Answer = Outcome<{ 200: { text: string } }, { 404: { error: string }; default: string }>;
  isType<Extract<Answer, { status: 200 }>['body'], { text: string }>(true);
  isType<Extract<Answer, { status: 404 }>['ok'], false>(true);
  type Events = ServerEvent<{ tick: number; end: { reason: string } }>;
  isType<Extract<Events, { event: 'tick' }>['data'], number>(true);
  const event = { id: '1', event: 'end', data: { reason: 'done' } } satisfies Events;
  assert.equal(event.data.reason, 'done');
});
