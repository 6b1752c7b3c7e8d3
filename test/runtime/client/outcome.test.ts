import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toOutcome, type Outcome } from '../../../runtime/client/index.ts';

interface Responses {
  201: { id: string };
  204: void;
}

interface Errors {
  404: { error: string };
  '5XX': { msg: string };
}

const declared = [201, 204, 404, '5XX'];

function outcomeOf(response: Response, parts: { data?: unknown; error?: unknown } = {}): Outcome<Responses, Errors> {
  return toOutcome<Responses, Errors>({ ...parts, response }, declared);
}

describe('the outcome of an operation', () => {
  it('is told apart by its status', () => {
    const outcome = outcomeOf(new Response(null, { status: 201, headers: { location: '/1' } }), { data: { id: '1' } });
    if (outcome.status !== 201) assert.fail('another status');
    const { id }: { id: string } = outcome.body;
    assert.equal(id, '1');
    assert.equal(outcome.headers.get('location'), '/1');
    assert.equal(outcome.ok, true);
  });

  it('carries the error of a declared error status and of a declared range', () => {
    assert.deepEqual(outcomeOf(new Response(null, { status: 404 }), { error: { error: 'x' } }).body, { error: 'x' });
    const outcome = outcomeOf(new Response(null, { status: 502 }), { error: { msg: 'x' } });
    if (outcome.status !== 502) assert.fail('another status');
    const { msg }: { msg: string } = outcome.body;
    assert.deepEqual([outcome.ok, msg], [false, 'x']);
  });

  it('has no body where the answer has none', () => {
    assert.equal(outcomeOf(new Response(null, { status: 204 }), { data: {} }).body, undefined);
    assert.equal(outcomeOf(new Response(null, { status: 404, headers: { 'content-length': '0' } }), { error: {} }).body, undefined);
  });

  it('throws for a status that the contract does not declare', () => {
    assert.throws(() => outcomeOf(new Response(null, { status: 418 }), { error: 'tea' }), { name: 'UndeclaredStatus', status: 418, body: 'tea' });
  });

  it('accepts every status where the contract has a default', () => {
    const outcome = toOutcome<unknown, { default: string }>({ error: 'tea', response: new Response(null, { status: 418 }) }, ['default']);
    assert.deepEqual([outcome.status, outcome.body], [418, 'tea']);
  });

  it('throws what the network failed with', () => {
    const error = new TypeError('fetch failed');
    assert.throws(() => toOutcome({ error }, declared), error);
  });
});
