import type { CodeKeywordDefinition } from 'ajv/dist/core.js';

/**
 * `readOnly` and `writeOnly`: notes, unless the value is `refused`, as it is for a property that must not travel in the
 * direction that a schema is for.
 */
export function directionKeyword(keyword: 'readOnly' | 'writeOnly'): CodeKeywordDefinition {
  const message = keyword === 'readOnly' ? 'must not be sent: it is read-only' : 'must not be returned: it is write-only';
  return {
    keyword,
    error: { message },
    code: (context) => {
      if (context.schema === 'refused') context.fail();
    },
  };
}
