import fc from 'fast-check';

export type PlainSchema = { readonly [keyword: string]: unknown };

const numbers = fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 1, max: 30 })).map(([minimum, width]) => ({ type: 'integer', minimum, maximum: minimum + width }));
const texts = fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 9 })).map(([minLength, more]) => ({ type: 'string', minLength, maxLength: minLength + more }));
const lists = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 1, 2, null), { minLength: 2, maxLength: 5 }).map((values) => ({ enum: values }));

const { schema } = fc.letrec<{ schema: PlainSchema; object: PlainSchema; array: PlainSchema; choice: PlainSchema }>((tie) => ({
  schema: fc.oneof({ maxDepth: 3 }, numbers, texts, lists, tie('object'), tie('array'), tie('choice')),
  object: fc.tuple(fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('schema'), { minKeys: 1 }), fc.nat(7)).map(([properties, bits]) => ({
    type: 'object',
    properties: { ...properties },
    required: Object.keys(properties).filter((_, index) => (bits >> index) % 2 === 1),
  })),
  array: tie('schema').map((items) => ({ type: 'array', items, maxItems: 3 })),
  choice: fc.tuple(tie('schema'), tie('schema')).map(([first, second]) => ({
    oneOf: [first, second].map((inside, index) => ({ type: 'object', properties: { kind: { const: index }, inside }, required: ['kind', 'inside'] })),
  })),
}));

/** Schemas that something satisfies, in every part. */
export const schemaArbitrary: fc.Arbitrary<PlainSchema> = schema;

/** A schema that takes less than the other; undefined where there is nothing to take. */
export function narrow(wide: PlainSchema, choice: number): PlainSchema | undefined {
  const { oneOf, properties, required, items, maxItems } = wide;
  if (Array.isArray(oneOf)) return { oneOf: replaced(oneOf as PlainSchema[], choice) };
  if (Array.isArray(wide.enum)) return { enum: (wide.enum as unknown[]).toSpliced(choice % wide.enum.length, 1) };
  if (wide.type === 'integer') return choice % 2 === 0 ? { ...wide, maximum: Number(wide.maximum) - 1 } : { ...wide, minimum: Number(wide.minimum) + 1 };
  if (wide.type === 'string') return choice % 2 === 0 ? { ...wide, maxLength: Number(wide.maxLength) - 1 } : { ...wide, minLength: Number(wide.minLength) + 1 };
  if (items !== undefined) return choice % 3 === 0 ? { ...wide, maxItems: Number(maxItems) - 1 } : { ...wide, items: narrow(items as PlainSchema, choice >> 2) };
  const [names, asked] = [Object.keys(properties as object), required as string[]];
  const name = names[choice % names.length] ?? '';
  if (choice % 4 === 0 && !asked.includes(name)) return { ...wide, required: [...asked, name] };
  const part = (properties as Record<string, PlainSchema>)[name];
  return part && { ...wide, properties: { ...(properties as object), [name]: narrow(part, choice >> 2) } };
}

function replaced(branches: readonly PlainSchema[], choice: number): PlainSchema[] {
  const index = choice % branches.length;
  const branch = branches[index];
  const inside = (branch?.properties as Record<string, PlainSchema>).inside ?? {};
  return branches.with(index, { ...branch, properties: { kind: { const: index }, inside: narrow(inside, choice >> 2) } });
}
