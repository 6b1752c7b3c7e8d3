import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { key, literal, member, quote } from '../../../generator/emit/quote.ts';

const evaluate = (code: string): unknown => JSON.parse(JSON.stringify(runInNewContext(`(${code})`) ?? null)) as unknown;

test('a quoted text evaluates to itself, whatever it holds', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => runInNewContext(quote(text)) === text));
});

test('a quoted text stands on one line', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/[\n\r\u2028\u2029]/.test(quote(text))));
});

test('a quoted text cannot end its literal', () => {
  assert.equal(quote("a'; process.exit(); '"), "'a\\'; process.exit(); \\''");
  assert.equal(quote('\\'), "'\\\\'");
  assert.equal(quote('\\"'), "'\\\\\"'");
});

test('names are quoted where they have to be', () => {
  assert.equal(key('session_id'), 'session_id');
  assert.equal(key('x-trace'), "'x-trace'");
  assert.equal(key('2nd'), "'2nd'");
  assert.equal(member('ok'), '.ok');
  assert.equal(member("it's"), "['it\\'s']");
});

test('JSON data evaluates to itself', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => assert.deepEqual(evaluate(literal(value)), JSON.parse(JSON.stringify(value)))),
  );
});

test('a property named __proto__ stays a property', () => {
  const value = JSON.parse('{"__proto__": {"a": 1}}') as object;
  const made = runInNewContext(`(${literal(value)})`) as object;
  assert.deepEqual(Object.keys(made), ['__proto__']);
});
