import type { Change } from './scalar-changes.ts';

/** Of each kind: servers that have a pattern wrong seldom have it wrong in many places. */
const mostOutside = 5;
const mostInside = 1;
const furthest = 200;
const longest = 70;

/** Texts at the edges of a pattern, within and just outside: the next letters to those that it takes, one letter more or less, the other case. */
export function patternChanges(value: string, patterns: readonly RegExp[]): Change[] {
  const fits = (text: string) => patterns.every((pattern) => pattern.test(text));
  const kinds = [[...caseEdges(value)], [...letterEdges(value, fits, 1)], [...lengthEdges(value, fits)], [...letterEdges(value, fits, -1)]];
  const edges = [...new Map(inTurn(kinds).map((edge) => [edge.letter, edge])).values()].filter(({ text }) => text !== value);
  const outside = edges.filter(({ text }) => !fits(text)).slice(0, mostOutside);
  const inside = edges.filter(({ text }) => fits(text));
  const chosen = [...outside, ...inside.filter(isLongest).slice(0, mostInside), ...inside.filter((edge) => !isLongest(edge)).slice(0, mostInside)];
  return chosen.map(({ text }) => ({ keyword: 'pattern', about: `${JSON.stringify(text.slice(0, 80))}, at the edge of the pattern`, value: text }));
}

function isLongest({ letter }: Edge): boolean {
  return letter.startsWith('most ');
}

interface Edge {
  /** What is tried with it: once is enough. */
  readonly letter: string;
  readonly text: string;
}

type Fits = (text: string) => boolean;

/** From letters that may be others up or down, until one does not fit: the last that does, and the first that does not. */
function* letterEdges(value: string, fits: Fits, step: 1 | -1): Generator<Edge> {
  for (const index of choicesIn(value, fits)) {
    const start = value.charCodeAt(index);
    const at = (code: number) => value.slice(0, index) + String.fromCharCode(code) + value.slice(index + 1);
    let code = start;
    while (Math.abs(code - start) < furthest && code > 0x21 && fits(at(code))) code += step;
    if (fits(at(code))) continue;
    yield { letter: `outside ${code}`, text: at(code) };
    yield { letter: `inside ${code}`, text: at(code - step) };
  }
}

/** Letters of different kinds first. */
function positionsIn(value: string): number[] {
  const kind = (letter: string) => letter.replace(/\d/, '0').replace(/[a-z]/, 'a').replace(/[A-Z]/, 'A');
  const first = new Map<string, number>();
  for (const [index, letter] of [...value.slice(0, longest)].entries()) if (/^[!-~]$/.test(letter) && !first.has(kind(letter))) first.set(kind(letter), index);
  return [...first.values()];
}

/** One position of each choice of letters, then those of letters of different kinds. */
function choicesIn(value: string, fits: Fits): number[] {
  const first = new Map<string, number>();
  for (const [index, letter] of [...value.slice(0, longest)].entries()) {
    const next = [-1, 1].map((step) => String.fromCharCode(letter.charCodeAt(0) + step));
    const others = [...new Set(['0', '9', 'a', 'z', 'A', 'Z', ...next])].filter((other) => other !== letter && fits(value.slice(0, index) + other + value.slice(index + 1)));
    if (/^[!-~]$/.test(letter) && others.length > 0 && !first.has(others.join(''))) first.set(others.join(''), index);
  }
  return [...new Set([...first.values(), ...positionsIn(value)])];
}

function inTurn<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, index) => lists.flatMap((list) => list.slice(index, index + 1))).flat();
}

function* lengthEdges(value: string, fits: Fits): Generator<Edge> {
  for (const index of positionsIn(value)) {
    const letter = value[index] ?? '';
    const long = (count: number) => value.slice(0, index) + letter.repeat(count) + value.slice(index);
    let more = 0;
    while (more < longest && fits(long(more))) more += 1;
    if (!fits(long(more))) yield { letter: `more ${letter}`, text: long(more) };
    if (more > 1) yield { letter: `most ${letter}`, text: long(more - 1) };
    yield { letter: `less ${letter}`, text: value.slice(0, index) + value.slice(index + 1) };
  }
}

function caseEdges(value: string): Edge[] {
  return [value.toLowerCase(), value.toUpperCase()].map((text) => ({ letter: `case ${text}`, text }));
}
