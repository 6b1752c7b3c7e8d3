/** How a file is made of entries that are printed each on its own. */
interface Layout {
  /** What stands between two of them. */
  readonly gap: RegExp;
  /** How an entry begins, up to its name; anything else is made of all of them together. */
  readonly entry: RegExp;
}

const blocks = /(\n\n)/;

const layouts: readonly (Layout & { readonly path: RegExp })[] = [
  { path: /^types\.ts$/, gap: blocks, entry: /^export type \w+ = /m },
  { path: /^operations\/[^/]+\.ts$/, gap: blocks, entry: /^export (type|interface) \w+/m },
  { path: /^client\/index\.ts$/, gap: /(\n\n {2}return \{\n|\n {2}\};\n\}|\n\n)/, entry: /^(export type \w+Outcome = | {4}async \w+\()/m },
  { path: /^outline\.txt$/, gap: /(\n(?=\S))/, entry: /^(operation|schema) \S+/ },
  { path: /^contract-cases\.js$/, gap: /(\n(?= {2}\{\n|\];))/, entry: /^ {2}\{\n.*/ },
  { path: /^routes\.js$/, gap: /(\n)/, entry: /^ {2}\{ id: .*?', / },
];

/**
 * The text of a file of a whole API, of which a part was printed before and after an edit. Undefined unless the file is that of the part, or
 * nothing but entries of their own differ and each of them is found once in the whole. An entry that came stands in the whole where it
 * stands in the part, if what is beside it there is beside each other in the whole.
 */
export function patchOutput(path: string, whole: string, before: string, after: string): string | undefined {
  if (whole === before) return after;
  const layout = layouts.find((one) => one.path.test(path));
  if (layout === undefined) return undefined;
  const [old, now, all] = [before, after, whole].map((text) => text.replace(/\n$/, '').split(layout.gap));
  if (old === undefined || now === undefined || all === undefined) return undefined;
  const steps = stepsBetween(old, now, layout);
  return steps?.every((step) => takeStep(all, step)) === true ? `${all.join('')}\n` : undefined;
}

/** Parts that stand behind each other in the whole exactly once, and what comes in their place. */
interface Step {
  readonly found: readonly string[];
  readonly replacement: readonly string[];
}

/** What makes one list of entries of another; between two entries stands a gap. */
function stepsBetween(old: readonly string[], now: readonly string[], { entry }: Layout): Step[] | undefined {
  const nameOf = (part: string | undefined) => entry.exec(part ?? '')?.[0];
  const steps: Step[] = [];
  let [at, to] = [0, 0];
  while (at < old.length || to < now.length) {
    const [part = '', other = ''] = [old[at], now[to]];
    const [name, otherName] = [nameOf(part), nameOf(other)];
    if (part === other) [at, to] = [at + 1, to + 1];
    else if (name === undefined || otherName === undefined) return undefined;
    else if (name === otherName) {
      steps.push({ found: [part], replacement: [other] });
      [at, to] = [at + 1, to + 1];
    } else if (now.slice(to).some((later) => nameOf(later) === name)) {
      const [neighbour = '', gap = ''] = now.slice(to - 2, to);
      if (gap !== now[to + 1]) return undefined;
      steps.push({ found: [neighbour, gap, part], replacement: [neighbour, gap, other, gap, part] });
      to += 2;
    } else {
      const [gap = ''] = old.slice(at + 1);
      if (gap !== old[at - 1]) return undefined;
      steps.push({ found: [part, gap], replacement: [] });
      at += 2;
    }
  }
  return steps;
}

/** Puts something in the place of parts. */
function takeStep(all: string[], { found, replacement }: Step): boolean {
  const [first = ''] = found;
  const places = indexesOf(all, first).filter((place) => found.every((part, offset) => all[place + offset] === part));
  if (places.length !== 1) return false;
  all.splice(places[0] ?? 0, found.length, ...replacement);
  return true;
}

function indexesOf(all: readonly string[], wanted: string): number[] {
  const places: number[] = [];
  for (let place = all.indexOf(wanted); place >= 0; place = all.indexOf(wanted, place + 1)) places.push(place);
  return places;
}
