import type { OperationRow } from '../contract.ts';

/** Finds one of several operations of a path and method by the constants in its query. */
export type ChooseByQuery<Value> = (query: string) => Value | undefined;

interface Group<Value> {
  readonly names: readonly string[];
  readonly byValues: Map<string, Value>;
}

/** Operations that name more constants come first; one without any takes what is left. */
export function chooserByQuery<Value>(choices: readonly (readonly [constants: OperationRow['constants'], value: Value])[]): ChooseByQuery<Value> {
  const groups = new Map<string, Group<Value>>();
  for (const [constants = {}, value] of choices) {
    const names = Object.keys(constants).sort();
    const key = JSON.stringify(names);
    const group = groups.get(key) ?? { names, byValues: new Map<string, Value>() };
    groups.set(key, group);
    group.byValues.set(JSON.stringify(names.map((name) => constants[name])), value);
  }
  const ordered = [...groups.values()].sort((a, b) => b.names.length - a.names.length);
  return (query) => {
    const parameters = new URLSearchParams(query);
    for (const { names, byValues } of ordered) {
      const value = byValues.get(JSON.stringify(names.map((name) => parameters.get(name))));
      if (value !== undefined) return value;
    }
    return undefined;
  };
}
