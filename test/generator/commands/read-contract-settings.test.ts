import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readContractSettings } from '../../../generator/commands/read-contract-settings.ts';
import { contractFolder } from '../contract-folder.ts';

test('a project says in specwright.yaml which warnings are refusals', () => {
  const root = contractFolder({ 'specwright.yaml': 'contracts:\n  refuse: [invalid-example, unknown-format]\n' });
  assert.deepEqual(readContractSettings(root, []).refuse, ['invalid-example', 'unknown-format']);
  assert.deepEqual(readContractSettings(contractFolder({}), []).refuse, []);
});

test('a word that is none is refused, with what was meant', () => {
  const root = contractFolder({ 'specwright.yaml': 'contracts:\n  refuse: [invalid-exampel]\n' });
  assert.throws(() => readContractSettings(root, []), /specwright\.yaml:2:12 invalid-structure: there is no warning invalid-exampel/);
});

test('a project says which contracts are taken with faults', () => {
  const lenient = (text: string) => [...readContractSettings(contractFolder({ 'specwright.yaml': `contracts:\n  lenient: ${text}\n` }), ['ours', 'pets']).lenient];
  assert.deepEqual([lenient('true'), lenient('[pets]'), lenient('false')], [['ours', 'pets'], ['pets'], []]);
  assert.throws(() => lenient('pets'), /specwright\.yaml:2:12 invalid-structure: lenient must be true or a list of APIs/);
  assert.throws(() => lenient('[pet]'), /specwright\.yaml:2:13 invalid-structure: there is no contract in spec\/pet/);
});
