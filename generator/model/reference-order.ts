import { componentsIn } from './component-reference.ts';
import type { NamedSchema } from './types.ts';

/**
 * Components that references lead to, each behind those that it refers to itself, as far as they do not refer to each other:
 * whoever goes through them in this order needs no deep stack for a long chain. `take` gives a component the first time only.
 */
export function inReferenceOrder(references: readonly string[], take: (reference: string) => NamedSchema | undefined): NamedSchema[] {
  const found: NamedSchema[] = [];
  const open: { readonly named?: NamedSchema; readonly references: string[] }[] = [{ references: [...references] }];
  for (let last = open.at(-1); last !== undefined; last = open.at(-1)) {
    const reference = last.references.pop();
    const named = reference === undefined ? undefined : take(reference);
    if (named !== undefined) open.push({ named, references: componentsIn(JSON.stringify(named.schema)) });
    if (reference !== undefined) continue;
    open.pop();
    if (last.named !== undefined) found.push(last.named);
  }
  return found;
}
