import type { JsonSchema } from '../../model/json-schema.ts';
import type { ChoiceShape, Shape } from './shape.ts';

/** Of each branch, the properties that can only have certain texts. */
export type ReadConstants = (schema: JsonSchema) => ReadonlyMap<string, readonly string[]>;

/** Tells branches apart by the first property that has a text of its own in each of them; undefined where there is none. */
export function choiceOf(branches: readonly { readonly schema: JsonSchema; readonly shape: Shape }[], constants: ReadConstants): ChoiceShape | undefined {
  const known = branches.map(({ schema, shape }) => ({ shape, texts: constants(schema) }));
  const [first, ...others] = known;
  if (first === undefined) return undefined;
  for (const property of first.texts.keys()) {
    if (!others.every(({ texts }) => texts.has(property))) continue;
    const cases = known.map(({ shape, texts }) => ({ values: texts.get(property) ?? [], shape }));
    const values = cases.flatMap((one) => one.values);
    if (new Set(values).size === values.length) return { kind: 'choice', property, cases };
  }
  return undefined;
}
