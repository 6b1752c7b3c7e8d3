import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { channelUrl } from '../../../runtime/client/index.ts';

describe('the URL of a channel', () => {
  it('has the parameters filled in', () => {
    const url = channelUrl('http://localhost:1/', '/v1/{a}/x/{b}', { path: { a: 'ä/b', b: 7 }, query: { q: ['1', '2'], empty: undefined, flag: true, any: { x: 1 } } });
    assert.equal(url, 'http://localhost:1/v1/%C3%A4%2Fb/x/7?q=1&q=2&flag=true&any=%7B%22x%22%3A1%7D');
  });

  it('needs every path parameter', () => {
    assert.throws(() => channelUrl('http://x', '/{a}'), { name: 'TypeError', message: 'The path parameter "a" needs a value.' });
    assert.throws(() => channelUrl('http://x', '/{a}', { path: { a: '' } }), TypeError);
  });

  it('cannot hold the two segments that mean another path', () => {
    for (const a of ['.', '..']) assert.throws(() => channelUrl('http://x', '/{a}', { path: { a } }), { name: 'TypeError', message: `A URL cannot hold "${a}" as a segment of its path: {a}.` });
  });

  it('keeps any value in its place', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (segment, value) => {
        fc.pre(segment !== '.' && segment !== '..');
        const url = new URL(channelUrl('ws://x', '/a/{segment}/z', { path: { segment }, query: { value } }));
        const parts = url.pathname.split('/');
        assert.deepEqual(parts.map(decodeURIComponent), ['', 'a', segment, 'z']);
        assert.equal(url.searchParams.get('value'), value);
      }),
    );
  });
});
