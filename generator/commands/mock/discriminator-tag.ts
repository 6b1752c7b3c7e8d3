import { membersOf, type DocumentTree, type Place } from './document-tree.ts';

/** What a value says that means a branch. */
export interface Tag {
  readonly property: string;
  /** Texts, and what else a property may say by them: `true` for a mapping of "true". */
  readonly values: readonly unknown[];
}

/**
 * What the discriminator of `owner` wants a value of a branch to say: the names that are mapped to what the branch refers to, else
 * the name of the component. Undefined for a branch that is no reference, and where there is no discriminator.
 */
export function tagOf(branch: Place, owner: Place, tree: DocumentTree): Tag | undefined {
  const { propertyName, mapping } = membersOf(membersOf(owner.value)['discriminator']);
  const { $ref } = membersOf(branch.value);
  if (typeof propertyName !== 'string' || typeof $ref !== 'string') return undefined;
  const target = tree.target(branch, $ref);
  const mapped = Object.entries(membersOf(mapping)).filter(([, text]) => typeof text === 'string' && isSame(target, placeOf(text, owner, tree)));
  const values = mapped.map(([name]) => name);
  const names = values.length > 0 ? values : [$ref.replace(/^.*[/#]/s, '')];
  const others = names.filter((name) => /^(true|false|-?[1-9]\d*|0)$/.test(name)).map((name) => JSON.parse(name) as unknown);
  return { property: propertyName, values: [...names, ...others] };
}

/** Names and references alike (OpenAPI 3.1, "Discriminator Object", `mapping`). */
function placeOf(text: string, owner: Place, tree: DocumentTree): Place | undefined {
  return tree.target(owner, /[#/.]/.test(text) ? text : `#/components/schemas/${text}`);
}

function isSame(a: Place | undefined, b: Place | undefined): boolean {
  return a !== undefined && b !== undefined && a.file === b.file && a.pointer === b.pointer;
}
