/** What a component has by itself, and the names of those that it refers to. */
export interface Looked {
  readonly holds: boolean;
  readonly references: readonly string[];
}

/** The components that hold what is looked for, those that refer to them, and so on. */
export function holdersOf(components: Iterable<readonly [name: string, looked: Looked]>): ReadonlySet<string> {
  const users = new Map<string, string[]>();
  const queue: string[] = [];
  for (const [name, { holds, references }] of components) {
    if (holds) queue.push(name);
    for (const reference of references) users.set(reference, [...(users.get(reference) ?? []), name]);
  }
  const holding = new Set<string>();
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (holding.has(name)) continue;
    holding.add(name);
    queue.push(...(users.get(name) ?? []));
  }
  return holding;
}
