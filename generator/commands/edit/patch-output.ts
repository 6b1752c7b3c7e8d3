import { layoutOf, type Layout } from './output-layouts.ts';

/** A part of a file, and what stands before it. */
interface Entry {
  readonly gap: string;
  readonly text: string;
  /** Undefined where it is made of all there is. */
  readonly name: string | undefined;
  readonly isShared: boolean;
}

/** Entries that come in the place of others, or of none, between two that stay. */
interface Hunk {
  readonly before: Entry | undefined;
  readonly old: readonly Entry[];
  readonly now: readonly Entry[];
  /** As it was, and as it is. */
  readonly behind: readonly [Entry | undefined, Entry | undefined];
}

/**
 * The text of a file of a whole API, of which a part was printed before and after an edit. Undefined unless the file is that of the part, or
 * nothing but entries of their own differ, each of which is found once in the whole. Those that came or are gone stand in the whole between
 * the same two entries as in the part.
 */
export function patchOutput(path: string, whole: string, before: string, after: string): string | undefined {
  if (whole === before) return after;
  const layout = layoutOf(path);
  if (layout === undefined) return undefined;
  const all = cut(whole, layout);
  const [old, now] = withoutOthers(cut(before, layout), cut(after, layout), new Set(all.map(labelOf)));
  if (!takesHead(all, old, now)) return undefined;
  const isDone = hunksBetween(old, now).every((hunk) => replaceIn(all, hunk)) && replaceSame(all, old, now);
  return isDone ? `${all.map(({ gap, text }) => gap + text).join('')}\n` : undefined;
}

function cut(text: string, { gap, entry, shared }: Layout): Entry[] {
  const parts = ['', ...text.replace(/\n$/, '').split(gap)];
  const entryAt = (part: string, before = ''): Entry => {
    const common = shared?.exec(part)?.[0];
    return { gap: before, text: part, name: common ?? entry.exec(part)?.[0], isShared: common !== undefined };
  };
  return parts.flatMap((part, index) => (index % 2 === 0 ? [] : [entryAt(part, parts[index - 1])]));
}

/** Whether what is imported and was not before is imported by the whole already; then nothing has to be done for it. */
function takesHead([whole]: readonly Entry[], [old]: Entry[], now: Entry[]): boolean {
  const [head] = now;
  if (head === undefined || old === undefined || head.name !== undefined || head.text === old.text) return true;
  const [all, before, after] = [whole, old, head].map((entry) => new Set(entry?.text.match(/[\w./'-]+/g)));
  now[0] = old;
  return [...(before ?? [])].every((word) => after?.has(word)) && [...(after ?? [])].every((word) => all?.has(word));
}

/** But for entries that stay as they are and are not in the whole: there a path may be hidden by another one. */
function withoutOthers(old: readonly Entry[], now: readonly Entry[], known: ReadonlySet<string | undefined>): [Entry[], Entry[]] {
  const later = new Map(now.map((entry) => [labelOf(entry), entry.text]));
  const others = new Set(old.filter((entry) => entry.name !== undefined && !known.has(labelOf(entry)) && later.get(labelOf(entry)) === entry.text).map(labelOf));
  const keep = (entry: Entry) => !others.has(labelOf(entry));
  return [old.filter(keep), now.filter(keep)];
}

/** What an entry is told by. */
function labelOf(entry: Entry | undefined): string | undefined {
  return entry && (entry.name ?? `\n${entry.text}`);
}

/** Where entries came or are gone. */
function hunksBetween(old: readonly Entry[], now: readonly Entry[]): Hunk[] {
  const hunks: Hunk[] = [];
  const later = new Set(now.map(labelOf));
  const former = new Set(old.map(labelOf));
  let [at, to] = [0, 0];
  while (at < old.length || to < now.length) {
    const [from, into] = [at, to];
    while (at < old.length && !later.has(labelOf(old[at]))) at++;
    while (to < now.length && !former.has(labelOf(now[to]))) to++;
    const behind = [old[at], now[to]] as const;
    // Entries that changed places are gone at one and came at another; neither is then found as it has to be.
    const isOther = labelOf(behind[0]) !== labelOf(behind[1]);
    if (isOther) [at, to] = [old.length, now.length];
    if (at > from || to > into || behind[0]?.gap !== behind[1]?.gap) {
      hunks.push({ before: old[from - 1], old: old.slice(from, at), now: now.slice(into, to), behind: isOther ? [undefined, undefined] : behind });
    }
    [at, to] = [at + 1, to + 1];
  }
  return hunks;
}

/** Puts entries in the place of others. */
function replaceIn(all: Entry[], { before, old, now, behind: [was, is] }: Hunk): boolean {
  const came = now.filter((entry) => !entry.isShared || placesOf(all, entry).length !== 1);
  if (came.length + old.length === 0) return true;
  if ([...old, ...came].some(({ name }) => name === undefined) || old.some(({ isShared }) => isShared) || came.some((entry) => placesOf(all, entry).length > 0)) return false;
  const [place, ...others] = before === undefined ? [-1] : placesOf(all, before);
  if (place === undefined || others.length > 0) return false;
  const found = all.slice(place + 1, place + 1 + old.length);
  const next = all[place + 1 + old.length];
  const isFound = old.every(({ gap, text }, index) => found[index]?.text === text && found[index].gap === gap);
  if (!isFound || labelOf(next) !== labelOf(was) || next?.gap !== was?.gap) return false;
  const rest = next === undefined || is === undefined ? [] : [{ ...next, gap: is.gap }];
  all.splice(place + 1, old.length + rest.length, ...came, ...rest);
  return true;
}

/** Puts what an entry is in the place of what it was. */
function replaceSame(all: Entry[], old: readonly Entry[], now: readonly Entry[]): boolean {
  const former = new Map(old.map((entry) => [labelOf(entry), entry]));
  return now.every((entry) => {
    const { text } = former.get(labelOf(entry)) ?? entry;
    if (text === entry.text) return true;
    const places = placesOf(all, entry);
    const [place = 0] = places;
    if (places.length !== 1 || all[place]?.text !== text) return false;
    all[place] = { ...all[place], text: entry.text };
    return true;
  });
}

function placesOf(all: readonly Entry[], wanted: Entry): number[] {
  const label = labelOf(wanted);
  return all.flatMap((entry, place) => (labelOf(entry) === label ? [place] : []));
}
