/** How the names of one kind of thing are made. */
export interface Naming {
  /** Spells the text of the contract as a name; empty where nothing of it is left. */
  readonly spell: (text: string) => string;
  /** Stands before a name that would begin with a digit, and for a name of which nothing is left. */
  readonly prefix: string;
  /** Stands after a reserved name. */
  readonly suffix: string;
  readonly reserved: ReadonlySet<string>;
  /** Other names that a name would take away, for example those of the types derived from it. */
  readonly derived?: (name: string) => readonly string[];
}

/**
 * Gives every text a name that nobody else has, not even in other letter case, since names become files.
 * Which names are given depends only on the set of texts, not on their order.
 */
export function allocateNames(texts: Iterable<string>, naming: Naming, taken: Iterable<string> = []): Map<string, string> {
  const used = new Set([...taken].map(foldCase));
  const names = new Map<string, string>();
  for (const text of inOrderOfPreference(texts, naming)) {
    const name = firstFree(spellName(text, naming), naming, used);
    names.set(text, name);
    for (const claimed of [name, ...(naming.derived?.(name) ?? [])]) used.add(foldCase(claimed));
  }
  return names;
}

/** Who is spelled like the name already keeps it; the rest follows in order of code units. */
function inOrderOfPreference(texts: Iterable<string>, naming: Naming): string[] {
  const ranks = new Map([...texts].map((text) => [text, spellName(text, naming) === text ? 0 : 1]));
  const rank = (text: string) => ranks.get(text) ?? 1;
  return [...ranks.keys()].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

function spellName(text: string, naming: Naming): string {
  const { spell, prefix, suffix, reserved } = naming;
  const written = spell(text);
  if (/^[0-9]/.test(written)) return spell(`${prefix} ${written}`);
  const spelled = written === '' ? spell(prefix) : written;
  return reserved.has(spelled) ? spell(`${spelled} ${suffix}`) : spelled;
}

function firstFree(name: string, { derived, spell }: Naming, used: ReadonlySet<string>): string {
  const isFree = (candidate: string) =>
    [candidate, ...(derived?.(candidate) ?? [])].every((claimed) => !used.has(foldCase(claimed)));
  if (isFree(name)) return name;
  // A name that ends in a digit gets a word between, or `v1` and its second would look like version 12.
  const stem = /[0-9]$/.test(name) ? spell(`${name} number`) : name;
  for (let count = 2; ; count++) {
    const candidate = spell(`${stem} ${count}`);
    if (isFree(candidate)) return candidate;
  }
}

function foldCase(name: string): string {
  return name.toLowerCase();
}
