import type { JsonSchema } from '../../model/json-schema.ts';
import type { TextValues } from './text-values.ts';

/** What stands below one key: texts, and keys of its own. */
interface Branch {
  readonly texts: string[];
  readonly keys: Map<string, Branch>;
}

/**
 * Style deepObject: `name[key]=value`, as deep as it goes, lists as `name[key][]=value`, `name[key]=value` again or
 * `name[key][0]=value`; what is no object stands under its name alone. Undefined where no pair is the parameter's.
 */
export function decodeDeepObject(name: string, pairs: readonly (readonly [string, string])[], schema: JsonSchema, texts: TextValues): unknown {
  const root = newBranch();
  const own = pairs.filter(([key]) => key === name || (key.startsWith(`${name}[`) && key.endsWith(']')));
  for (const [key, text] of own) {
    const path = key === name ? [] : key.slice(name.length + 1, -1).split('][');
    path.reduce(below, root).texts.push(text);
  }
  return own.length === 0 ? undefined : toValue(root, schema, texts);
}

function newBranch(): Branch {
  return { texts: [], keys: new Map() };
}

function below({ keys }: Branch, key: string): Branch {
  const found = keys.get(key) ?? newBranch();
  keys.set(key, found);
  return found;
}

function toValue(branch: Branch, schema: JsonSchema, texts: TextValues): unknown {
  const { keys } = branch;
  const isList = keys.size > 0 ? [...keys.keys()].every((key) => /^\d*$/.test(key)) : branch.texts.length > 1;
  if (texts.types(schema).has('array') && (isList || keys.size === 0)) return toList(branch, texts.items(schema), texts);
  if (keys.size === 0) return texts.read(branch.texts.at(-1) ?? '', schema);
  return Object.fromEntries([...keys].map(([key, inner]) => [key, toValue(inner, texts.property(schema, key), texts)]));
}

/** The empty key stands for one item after the other. */
function toList({ texts: own, keys }: Branch, items: JsonSchema, texts: TextValues): unknown[] {
  const inner = [...keys].flatMap(([key, branch]) => (key === '' && branch.keys.size === 0 ? branch.texts.map(single) : [branch]));
  return [...own.map(single), ...inner].map((branch) => toValue(branch, items, texts));
}

function single(text: string): Branch {
  return { texts: [text], keys: new Map() };
}
