import { isDeepStrictEqual } from 'node:util';
import { _, str, type CodeKeywordDefinition } from 'ajv/dist/core.js';

/** For samples, which are short; the printed code calls the runtime's own, which takes one walk over the list. */
const findDuplicate = (items: readonly unknown[]): { i: number; j: number } | undefined => {
  for (const [i, item] of items.entries()) {
    const j = items.slice(0, i).findIndex((other) => isDeepStrictEqual(item, other));
    if (j !== -1) return { i, j };
  }
  return undefined;
};

/** `uniqueItems` in time that grows with the list, where Ajv's own compares each object with each other one. */
export const uniqueItemsKeyword: CodeKeywordDefinition = {
  keyword: 'uniqueItems',
  type: 'array',
  schemaType: 'boolean',
  error: {
    message: ({ params: { duplicate } }) => str`must NOT have duplicate items (items ## ${_`${duplicate}.j`} and ${_`${duplicate}.i`} are identical)`,
    params: ({ params: { duplicate } }) => _`{i: ${duplicate}.i, j: ${duplicate}.j}`,
  },
  code(context) {
    if (context.schema !== true) return;
    const { gen, data } = context;
    const helper = gen.scopeValue('func', { ref: findDuplicate, code: _`findDuplicate` });
    const duplicate = gen.const('duplicate', _`${helper}(${data})`);
    context.setParams({ duplicate });
    context.fail(_`${duplicate} !== undefined`);
  },
};
