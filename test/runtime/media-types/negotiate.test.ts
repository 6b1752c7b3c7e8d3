import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { offerOf, preferredOffer } from '../../../runtime/media-types/negotiate.ts';

const choose = (accept: string, ...offered: string[]): string | undefined => preferredOffer(accept, offered.map(offerOf))?.mediaType;

/** Every media type there is, as far as headers and offers below can tell them apart: `c` and `z` stand for all that they do not name. */
const universe = ['a', 'b', 'c'].flatMap((type) => ['x', 'y', 'z'].flatMap((subtype) => [`${type}/${subtype}`, `${type}/${subtype};v=1`]));

/** RFC 9110 section 12.5.1, by looking up names: the first of these that the header has says how much a type is liked. */
function qualityOf(type: string, header: Readonly<Record<string, number>>): number {
  const [essence = ''] = type.split(';');
  const names = [type, essence, `${essence.split('/')[0]}/*`, '*/*'];
  return names.map((name) => header[name]).find((quality) => quality !== undefined) ?? 0;
}

const isWithin = (type: string, offer: string): boolean =>
  offer === '*/*' || offer === type || (offer.endsWith('/*') && type.startsWith(offer.slice(0, -1)));

const names = ['*/*', ...['a', 'b'].flatMap((type) => [`${type}/*`, ...['x', 'y'].flatMap((subtype) => [`${type}/${subtype}`, `${type}/${subtype};v=1`])])];

describe('Accept', () => {
  it('is satisfied by the best of all types that may be sent, and by nothing else', () => {
    const weights = fc.constantFrom(0, 0.001, 0.5, 0.9, 1);
    const headers = fc.dictionary(fc.constantFrom(...names), weights, { minKeys: 1 });
    fc.assert(fc.property(headers, fc.uniqueArray(fc.constantFrom(...names), { minLength: 1 }), (header, offered) => {
      const accept = Object.entries(header).map(([name, quality]) => `${name}${quality === 1 ? '' : `; q=${quality}`}`).join(', ');
      const bestOf = (offer: string): number => Math.max(...universe.filter((type) => isWithin(type, offer)).map((type) => qualityOf(type, header)));
      const best = Math.max(...offered.map(bestOf));
      const chosen = preferredOffer(accept, offered.map(offerOf));
      if (best === 0) assert.equal(chosen, undefined);
      else assert.equal(chosen && bestOf(chosen.offer.mediaType), best);
      if (chosen !== undefined && !chosen.mediaType.includes('*')) assert.ok(isWithin(chosen.mediaType, chosen.offer.mediaType.split(';')[0] ?? '') || chosen.mediaType === chosen.offer.mediaType);
    }), { numRuns: 2000 });
  });

  it('never throws and never refuses what it cannot read', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'a/x*;,=q01." \\') }), (accept) => {
      const chosen = choose(accept, 'c/z');
      if (!/[^\s,;]\/[^\s,;]|\*/.test(accept)) assert.equal(chosen, 'c/z');
    }), { numRuns: 2000 });
  });

  for (const [accept, offered, chosen] of [
    ['image/png', ['image/*'], 'image/png'],
    ['image/gif;q=0.2, image/webp', ['image/*'], 'image/webp'],
    ['image/*', ['image/*'], 'image/*'],
    ['text/*', ['*/*'], 'text/*'],
    ['image/png;q=0, image/*', ['image/png', 'image/gif'], 'image/gif'],
    ['image/*;q=0, */*', ['image/*'], undefined],
    ['application/json; charset=utf-8', ['application/json'], 'application/json'],
    ['application/json;charset="UTF-8";q=0.5', ['application/json'], 'application/json'],
    ['application/json', ['application/json; charset=utf-8'], 'application/json; charset=utf-8'],
    ['application/json;version=2', ['application/json', 'application/json; version=2'], 'application/json; version=2'],
    ['application/json;version=3', ['application/json', 'application/json; version=2'], undefined],
    ['application/json', ['application/json; version=2'], 'application/json; version=2'],
    ['APPLICATION/JSON ; Version = "2"', ['application/json; version=2'], 'application/json; version=2'],
    ['text/html;q=0.5;level=1', ['text/html; level=1', 'text/plain'], 'text/html; level=1'],
    ['text/plain;format="a,b";q=0, */*', ['text/plain; format="a,b"'], undefined],
    ['text/csv, */*', ['application/json', 'text/csv'], 'text/csv'],
    ['*/*, text/*;q=0.5', ['text/plain', 'application/json'], 'application/json'],
    ['b/b, a/a', ['a/a', 'b/b'], 'b/b'],
    ['*/*;q=0.1', ['a/a', 'b/b'], 'a/a'],
    ['*; q=.2', ['a/a'], 'a/a'],
    ['a/a;q=.2, b/b;q=0.3', ['a/a', 'b/b'], 'b/b'],
    ['a/a;q=0.', ['a/a'], undefined],
    ['nonsense', ['a/a'], 'a/a'],
    ['a/a;q=high', ['b/b'], 'b/b'],
    ['*/json', ['a/a'], 'a/a'],
    ['nonsense, b/b', ['a/a'], undefined],
    [',, ,a/a,', ['b/b', 'a/a'], 'a/a'],
    ['', ['a/a'], 'a/a'],
  ] as const) {
    it(`"${accept}" takes ${chosen ?? 'none'} of ${offered.join(' and ')}`, () => {
      assert.equal(choose(accept, ...offered), chosen);
    });
  }
});
