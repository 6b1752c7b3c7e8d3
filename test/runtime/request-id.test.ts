import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chooseRequestId } from '../../runtime/request-id.ts';

describe('request ids', () => {
  it('are all different, however many are made', () => {
    const made = Array.from({ length: 5000 }, () => chooseRequestId(''));
    assert.equal(new Set(made).size, made.length);
    for (const id of made) assert.equal(chooseRequestId(id), id, 'sane itself');
  });

  it('count up', () => {
    const [first, second] = [chooseRequestId(''), chooseRequestId('')];
    assert.equal(numberIn(second), numberIn(first) + 1);
  });
});

function numberIn(id: string): number {
  return Number.parseInt(id.slice(id.lastIndexOf('-') + 1), 36);
}
