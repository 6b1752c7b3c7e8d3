import type { OperationRow } from '../contract.ts';

/** Where a request says which of several operations it is for. */
export interface Asked {
  /** Without the question mark. */
  readonly query: string;
  /** By name, lower case; empty where there is none. */
  readonly header: (name: string) => string;
}

/** Finds one of several operations of a path and method by what they demand of query and headers. */
export type ChooseByDemands<Value> = (asked: Asked) => Value | undefined;

type Demands = Pick<OperationRow, 'constants' | 'selector'>;

/** Operations that look at the same names. */
interface Group<Value> {
  readonly query: readonly string[];
  readonly headers: readonly string[];
  /** Of the query, with any value. */
  readonly present: readonly string[];
  readonly byValues: Map<string, Value>;
}

/** Operations that demand more come first, then in order of names; one that demands nothing takes what is left. */
export function chooserByDemands<Value>(choices: readonly (readonly [demands: Demands, value: Value])[]): ChooseByDemands<Value> {
  const groups = new Map<string, Group<Value>>();
  for (const [demands, value] of choices) {
    const texts = textsOf(demands);
    const names = { query: Object.keys(texts.query).sort(), headers: Object.keys(texts.headers).sort(), present: presentOf(demands) };
    const key = JSON.stringify(names);
    const group = groups.get(key) ?? { ...names, byValues: new Map<string, Value>() };
    groups.set(key, group);
    group.byValues.set(valuesOf(group, (name) => texts.query[name], (name) => texts.headers[name]), value);
  }
  const ordered = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group).sort((a, b) => size(b) - size(a));
  return ({ query, header }) => {
    const parameters = new URLSearchParams(query);
    for (const group of ordered) {
      if (!group.present.every((name) => parameters.has(name))) continue;
      const value = group.byValues.get(valuesOf(group, (name) => parameters.get(name), header));
      if (value !== undefined) return value;
    }
    return undefined;
  };
}

function textsOf({ constants, selector }: Demands): { readonly query: Texts; readonly headers: Texts } {
  const chosen = Object.entries(selector?.query ?? {}).flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
  return { query: { ...Object.fromEntries(chosen), ...constants }, headers: selector?.headers ?? {} };
}

type Texts = Readonly<Record<string, string>>;

function presentOf({ selector }: Demands): string[] {
  return Object.entries(selector?.query ?? {}).flatMap(([name, value]) => (value === null ? [name] : [])).sort();
}

type Look = (name: string) => string | null | undefined;

function valuesOf({ query, headers }: Pick<Group<unknown>, 'query' | 'headers'>, inQuery: Look, header: Look): string {
  return JSON.stringify([...query.map(inQuery), ...headers.map(header)]);
}

function size({ query, headers, present }: Group<unknown>): number {
  return query.length + headers.length + present.length;
}
