/** How a file is made of entries that are printed each on its own. */
interface Layout {
  /** What stands between two of them. */
  readonly gap: RegExp;
  /** What an entry looks like; anything else is made of all of them together. */
  readonly entry: RegExp;
}

const blocks = /(\n\n)/;

const layouts: readonly (Layout & { readonly path: RegExp })[] = [
  { path: /^types\.ts$/, gap: blocks, entry: /^export type \w+ = /m },
  { path: /^operations\/[^/]+\.ts$/, gap: blocks, entry: /^export (type|interface) /m },
  { path: /^client\/index\.ts$/, gap: /(\n\n {2}return \{\n|\n {2}\};\n\}|\n\n)/, entry: /^(export type \w+Outcome = | {4}async \w+\()/m },
  { path: /^outline\.txt$/, gap: /(\n(?=\S))/, entry: /^(operation|schema) / },
  { path: /^contract-cases\.js$/, gap: /(\n(?= {2}\{\n|\];))/, entry: /^ {2}\{\n/ },
  { path: /^routes\.js$/, gap: /(\n)/, entry: /^ {2}\{ id: / },
];

/**
 * The text of a file of a whole API, of which a part was printed before and after an edit. Undefined unless the file is that of the part, or
 * nothing but entries of their own differ and each of them is found once in the whole.
 */
export function patchOutput(path: string, whole: string, before: string, after: string): string | undefined {
  if (whole === before) return after;
  const layout = layouts.find((one) => one.path.test(path));
  if (layout === undefined) return undefined;
  const [old, now, all] = [before, after, whole].map((text) => text.replace(/\n$/, '').split(layout.gap));
  if (old === undefined || now === undefined || all === undefined || old.length !== now.length) return undefined;
  for (const [index, entry] of old.entries()) {
    const changed = now[index] ?? '';
    if (entry === changed) continue;
    const place = all.indexOf(entry);
    if (index === 0 || place < 0 || all.includes(entry, place + 1) || !layout.entry.test(entry) || !layout.entry.test(changed)) return undefined;
    all[place] = changed;
  }
  return `${all.join('')}\n`;
}
