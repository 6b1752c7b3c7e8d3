/** Above this many lines an output is split into one file for each folder of handlers. */
export const longestFile = 600;

/** Groups things by the folder of their tag, in the order in which the folders first occur. */
export function byFolder<T extends { readonly folder: string }>(things: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const group = groups.get(thing.folder);
    if (group === undefined) groups.set(thing.folder, [thing]);
    else group.push(thing);
  }
  return groups;
}

export function isLong(text: string): boolean {
  let lines = 0;
  for (let end = text.indexOf('\n'); end >= 0 && lines <= longestFile; end = text.indexOf('\n', end + 1)) lines++;
  return lines > longestFile;
}
