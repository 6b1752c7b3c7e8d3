import type { Case } from './changes.ts';
import { documentOf } from './documents.ts';

type Schema = unknown;
type Components = Readonly<Record<string, Schema>>;

function object(properties: Components, required: readonly string[] = [], more: object = {}): object {
  return { type: 'object', properties, ...(required.length > 0 ? { required } : {}), ...more };
}

function sent(name: string, severity: Case['severity'], old: Schema, next: Schema, rule?: string, components: readonly [Components, Components] = [{}, {}]): Case {
  const documents = { old: documentOf({ request: old, schemas: components[0] }), next: documentOf({ request: next, schemas: components[1] }) };
  return { name: `sent: ${name}`, severity, ...documents, ...(rule === undefined ? {} : { rule }) };
}

function received(name: string, severity: Case['severity'], old: Schema, next: Schema, rule?: string, components: readonly [Components, Components] = [{}, {}]): Case {
  const documents = { old: documentOf({ response: old, schemas: components[0] }), next: documentOf({ response: next, schemas: components[1] }) };
  return { name: `received: ${name}`, severity, ...documents, ...(rule === undefined ? {} : { rule }) };
}

const text = { type: 'string' };
const number = { type: 'number' };
const integer = { type: 'integer' };
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const cat = object({ kind: { const: 'cat' }, lives: integer }, ['kind']);
const dog = object({ kind: { const: 'dog' }, tricks: { type: 'array', items: text } }, ['kind']);
const bird = object({ kind: { const: 'bird' }, wings: integer }, ['kind', 'wings']);
const tree = (leaf: Schema) => object({ value: leaf, children: { type: 'array', items: ref('Tree') } }, ['value']);

const breaking: readonly Case[] = [
  sent('a property becomes required', 'breaking', object({ a: text }), object({ a: text }, ['a']), 'request-required-narrowed'),
  sent('a new property is required', 'breaking', object({ a: text }), object({ a: text, b: text }, ['b']), 'request-required-narrowed'),
  sent('a type changes', 'breaking', object({ a: text }), object({ a: number }), 'request-type-narrowed'),
  sent('numbers must be whole', 'breaking', object({ a: number }), object({ a: integer }), 'request-type-narrowed'),
  sent('null is no longer taken', 'breaking', object({ a: { type: ['string', 'null'] } }), object({ a: text }), 'request-type-narrowed'),
  sent('a value of an enum is gone', 'breaking', { enum: ['a', 'b'] }, { enum: ['a'] }, 'request-values-narrowed'),
  sent('a text becomes an enum', 'breaking', text, { type: 'string', enum: ['a', 'b', ''] }, 'request-values-narrowed'),
  sent('a shorter maxLength', 'breaking', { type: 'string', maxLength: 20 }, { type: 'string', maxLength: 10 }, 'request-max-length-narrowed'),
  sent('a longer minLength, deep inside', 'breaking', object({ a: object({ b: { type: 'array', items: text } }) }), object({ a: object({ b: { type: 'array', items: { type: 'string', minLength: 2 } } }) }), 'request-min-length-narrowed'),
  sent('a pattern is stricter by one letter', 'breaking', { type: 'string', pattern: '^[a-z]{3,8}$' }, { type: 'string', pattern: '^[a-y]{3,8}$' }, 'request-pattern-narrowed'),
  sent('a format is asked for', 'breaking', text, { type: 'string', format: 'email' }, 'request-format-narrowed'),
  sent('a bound becomes exclusive', 'breaking', { type: 'number', minimum: 0 }, { type: 'number', exclusiveMinimum: 0 }, 'request-minimum-narrowed'),
  sent('int64 becomes int32', 'breaking', { type: 'integer', format: 'int64' }, { type: 'integer', format: 'int32' }, 'request-format-narrowed'),
  sent('multiples of 2 become multiples of 4', 'breaking', { type: 'integer', multipleOf: 2 }, { type: 'integer', multipleOf: 4 }, 'request-multiple-of-narrowed'),
  sent('an object is closed', 'breaking', object({ a: text }), object({ a: text }, [], { additionalProperties: false }), 'request-properties-narrowed'),
  sent('a property of a closed object is gone', 'breaking', object({ a: text, b: text }, [], { additionalProperties: false }), object({ a: text }, [], { additionalProperties: false }), 'request-properties-narrowed'),
  sent('values of a map are narrowed', 'breaking', { type: 'object', additionalProperties: true }, { type: 'object', additionalProperties: integer }, 'request-type-narrowed'),
  sent('items must differ', 'breaking', { type: 'array', items: text }, { type: 'array', items: text, uniqueItems: true }, 'request-unique-items-narrowed'),
  sent('fewer items', 'breaking', { type: 'array', items: integer, maxItems: 5 }, { type: 'array', items: integer, maxItems: 3 }, 'request-max-items-narrowed'),
  sent('a list needs an item', 'breaking', { type: 'array', items: text }, { type: 'array', items: text, minItems: 1 }, 'request-min-items-narrowed'),
  sent('a tuple is closed', 'breaking', { type: 'array', prefixItems: [text], items: integer }, { type: 'array', prefixItems: [text], items: false }),
  sent('an item that a list must contain', 'breaking', { type: 'array', items: integer }, { type: 'array', items: integer, contains: { const: 7 } }, 'request-contains-narrowed'),
  sent('a branch of oneOf is gone', 'breaking', { oneOf: [cat, dog] }, { oneOf: [cat] }, 'request-choice-narrowed'),
  sent('one branch of three is narrower', 'breaking', { oneOf: [cat, dog, bird] }, { oneOf: [cat, object({ kind: { const: 'dog' }, tricks: { type: 'array', items: { type: 'string', minLength: 1 } } }, ['kind']), bird] }, 'request-min-length-narrowed'),
  sent('anyOf becomes oneOf, and both match', 'breaking', { anyOf: [integer, { type: 'number', minimum: 10 }] }, { oneOf: [integer, { type: 'number', minimum: 10 }] }, 'request-choice-narrowed'),
  sent('a value is forbidden', 'breaking', integer, { type: 'integer', not: { const: 13 } }, 'request-not-narrowed'),
  sent('one property asks for another', 'breaking', object({ a: text, b: text }), object({ a: text, b: text }, [], { dependentRequired: { a: ['b'] } }), 'request-dependent-required-narrowed'),
  sent('a condition', 'breaking', object({ kind: { enum: ['x', 'y'] }, b: text }, ['kind']), object({ kind: { enum: ['x', 'y'] }, b: text }, ['kind'], { if: { properties: { kind: { const: 'y' } } }, then: { required: ['b'] } }), 'request-required-narrowed'),
  sent('names of properties are narrowed', 'breaking', { type: 'object', additionalProperties: text }, { type: 'object', additionalProperties: text, propertyNames: { pattern: '^[a-z]+$' } }),
  sent('fewer properties', 'breaking', { type: 'object', additionalProperties: text }, { type: 'object', additionalProperties: text, maxProperties: 3 }, 'request-max-properties-narrowed'),
  sent('unevaluated properties are refused', 'breaking', { allOf: [object({ a: text })], properties: { b: text } }, { allOf: [object({ a: text })], properties: { b: text }, unevaluatedProperties: false }, 'request-properties-narrowed'),
  sent('a narrower part of allOf', 'breaking', { allOf: [ref('Base'), object({ b: text })] }, { allOf: [ref('Base'), object({ b: text })] }, 'request-maximum-narrowed', [{ Base: object({ a: { type: 'integer', maximum: 9 } }) }, { Base: object({ a: { type: 'integer', maximum: 8 } }) }]),
  sent('a recursive schema, in its leaf', 'breaking', ref('Tree'), ref('Tree'), 'request-max-length-narrowed', [{ Tree: tree(text) }, { Tree: tree({ type: 'string', maxLength: 5 }) }]),
  received('a property is no longer promised', 'breaking', object({ a: text }, ['a']), object({ a: text }), 'response-required-widened'),
  received('a required property is gone', 'breaking', object({ a: text, b: text }, ['a', 'b']), object({ a: text }, ['a']), 'response-required-widened'),
  received('null may come', 'breaking', object({ a: text }), object({ a: { type: ['string', 'null'] } }), 'response-type-widened'),
  received('whole numbers may have fractions', 'breaking', object({ a: integer }), object({ a: number }), 'response-type-widened'),
  received('a new value of an enum', 'breaking', object({ a: { enum: ['x', 'y'] } }), object({ a: { enum: ['x', 'y', 'z'] } }), 'response-values-widened'),
  received('a longer text', 'breaking', { type: 'string', maxLength: 10 }, { type: 'string', maxLength: 11 }, 'response-max-length-widened'),
  received('a format is dropped', 'breaking', object({ at: { type: 'string', format: 'date-time' } }), object({ at: text }), 'response-format-widened'),
  received('a new branch', 'breaking', { oneOf: [cat, dog] }, { oneOf: [cat, dog, bird] }, 'response-choice-widened'),
  received('int32 becomes int64', 'breaking', { type: 'integer', format: 'int32' }, { type: 'integer', format: 'int64' }, 'response-format-widened'),
  received('a closed object gets a property', 'breaking', object({ a: text }, [], { additionalProperties: false }), object({ a: text, b: text }, [], { additionalProperties: false }), 'response-properties-widened'),
  received('a recursive schema, in its list', 'breaking', ref('Tree'), ref('Tree'), 'response-type-widened', [{ Tree: tree(text) }, { Tree: tree({ type: ['string', 'null'] }) }]),
  received('an empty list may come', 'breaking', { type: 'array', items: text, minItems: 1 }, { type: 'array', items: text }, 'response-min-items-widened'),
];

/** Places where a look at single words is not enough. */
const entangled: readonly Case[] = [
  sent('two properties exclude each other', 'breaking', object({ a: text, b: text }), object({ a: text, b: text }, [], { not: { required: ['a', 'b'] } }), 'request-not-narrowed'),
  sent('one property decides about another', 'breaking', object({ k: { enum: [1, 2] }, v: { type: ['string', 'integer'] } }, ['k', 'v']), { oneOf: [object({ k: { const: 1 }, v: text }, ['k', 'v']), object({ k: { const: 2 }, v: integer }, ['k', 'v'])] }),
  sent('a branch within items within allOf', 'breaking', { allOf: [object({ list: { type: 'array', items: { oneOf: [cat, { type: 'string', maxLength: 8 }] } } })] }, { allOf: [object({ list: { type: 'array', items: { oneOf: [cat, { type: 'string', maxLength: 7 }] } } })] }, 'request-max-length-narrowed'),
  sent('a very long text', 'breaking', { type: 'string', maxLength: 100_000 }, { type: 'string', maxLength: 65_535 }, 'request-max-length-narrowed'),
  sent('a very long list', 'breaking', { type: 'array', items: text, maxItems: 5000 }, { type: 'array', items: text, maxItems: 3000 }, 'request-max-items-narrowed'),
  sent('a shorter pattern', 'breaking', { type: 'string', pattern: '^\\d{4,6}$' }, { type: 'string', pattern: '^\\d{4,5}$' }, 'request-pattern-narrowed'),
  sent('steps of a tenth instead of a hundredth', 'breaking', { type: 'number', multipleOf: 0.01 }, { type: 'number', multipleOf: 0.1 }, 'request-multiple-of-narrowed'),
  sent('a condition that nothing meets', 'safe', object({ k: { enum: ['x'] } }), object({ k: { enum: ['x'] } }, [], { if: { properties: { k: { const: 'z' } }, required: ['k'] }, then: { required: ['q'] } })),
  sent('a pattern that everything matches', 'safe', text, { type: 'string', pattern: '^[\\s\\S]*$' }),
];

/** Properties of one direction only have no say in the other. */
const oneWay: readonly Case[] = [
  sent('a required property is only read', 'safe', object({ a: text }), object({ a: text, id: { ...text, readOnly: true } }, ['id'])),
  received('a required property is only written', 'safe', object({ a: text }), object({ a: text, secret: { ...text, writeOnly: true } }, ['secret'])),
  sent('a property may no longer be written', 'breaking', object({ a: text }), object({ a: { ...text, readOnly: true } })),
];

const harmless: readonly Case[] = [
  sent('a new optional property', 'safe', object({ a: text }), object({ a: text, b: text })),
  sent('a property becomes optional', 'safe', object({ a: text }, ['a']), object({ a: text }), 'request-required-widened'),
  sent('a component is renamed', 'safe', ref('Pet'), ref('Animal'), undefined, [{ Pet: object({ a: text }) }, { Animal: object({ a: text }) }]),
  sent('a component is written in place', 'safe', object({ pet: ref('Pet') }), object({ pet: object({ a: { type: 'string', maxLength: 5 } }, ['a']) }), undefined, [{ Pet: object({ a: { type: 'string', maxLength: 5 } }, ['a']) }, {}]),
  sent('allOf is written as one object', 'safe', { allOf: [object({ a: text }, ['a']), object({ b: integer })] }, object({ a: text, b: integer }, ['a'])),
  sent('another order of everything', 'safe', object({ a: { enum: ['x', 'y'] }, b: { type: ['string', 'null'] } }, ['a', 'b']), object({ b: { type: ['null', 'string'] }, a: { enum: ['y', 'x'] } }, ['b', 'a'])),
  sent('branches in another order', 'safe', { oneOf: [cat, dog] }, { oneOf: [dog, cat] }),
  sent('const as an enum of one', 'safe', { const: 'a' }, { enum: ['a'] }),
  sent('an enum as branches of const', 'safe', { enum: ['a', 'b'] }, { oneOf: [{ const: 'a' }, { const: 'b' }] }),
  sent('a list of types as anyOf', 'safe', { type: ['string', 'null'] }, { anyOf: [text, { type: 'null' }] }),
  sent('an integer above -1 as one from 0', 'safe', { type: 'integer', exclusiveMinimum: -1 }, { type: 'integer', minimum: 0 }),
  sent('the same pattern in other words', 'safe', { type: 'string', pattern: '^[0-9]+$' }, { type: 'string', pattern: '^\\d+$' }),
  sent('minLength as a pattern', 'safe', { type: 'string', minLength: 1, pattern: '^[a-z]*$' }, { type: 'string', pattern: '^[a-z]+$' }),
  sent('a wider type', 'safe', object({ a: integer }), object({ a: number }), 'request-type-widened'),
  sent('a new value of an enum', 'safe', { enum: ['a'] }, { enum: ['a', 'b'] }, 'request-values-widened'),
  sent('a new branch', 'safe', { oneOf: [cat, dog] }, { oneOf: [cat, dog, bird] }),
  sent('a bound that nothing reaches', 'safe', { type: 'integer', minimum: 1, maximum: 5 }, { type: 'integer', minimum: 1, maximum: 5, multipleOf: 1 }),
  sent('a recursive schema unrolled once', 'safe', ref('Tree'), tree(text), undefined, [{ Tree: tree(text) }, { Tree: tree(text) }]),
  sent('a schema under another of the same shape', 'safe', { allOf: [ref('A')], description: 'one' }, { allOf: [ref('B')], description: 'two' }, undefined, [{ A: ref('C'), C: object({ a: text }) }, { B: object({ a: text }) }]),
  sent('dependentRequired as a condition', 'safe', object({ a: text, b: text }, [], { dependentRequired: { a: ['b'] } }), object({ a: text, b: text }, [], { if: { required: ['a'] }, then: { required: ['b'] } })),
  received('a new property', 'safe', object({ a: text }, ['a']), object({ a: text, b: text }, ['a'])),
  received('a property is promised', 'safe', object({ a: text }), object({ a: text }, ['a']), 'response-required-narrowed'),
  received('a value of an enum no longer comes', 'safe', object({ a: { enum: ['x', 'y'] } }), object({ a: { enum: ['x'] } }), 'response-values-narrowed'),
  received('null no longer comes', 'safe', object({ a: { type: ['string', 'null'] } }), object({ a: text }), 'response-type-narrowed'),
  received('a branch no longer comes', 'safe', { oneOf: [cat, dog] }, { oneOf: [cat] }),
  received('fractions no longer come', 'safe', object({ a: number }), object({ a: integer })),
  received('only texts about it', 'safe', object({ a: { type: 'string', description: 'one', example: 'x' } }), object({ a: { type: 'string', title: 'A', description: 'two' } })),
  received('an optional property no longer comes', 'risky', object({ a: text, b: text }, ['a']), object({ a: text }, ['a']), 'response-property-removed'),
  sent('a property is no longer read', 'risky', object({ a: text, b: text }), object({ a: text }), 'request-property-removed'),
  sent('another default', 'risky', object({ a: { type: 'integer', default: 10 } }), object({ a: { type: 'integer', default: 20 } }), 'default-changed'),
];

export const schemaChanges: readonly Case[] = [...breaking, ...entangled, ...oneWay, ...harmless];
