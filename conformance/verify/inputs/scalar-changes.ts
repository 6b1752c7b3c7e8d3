import type { Shape } from '../../schema/shape.ts';
import { patternChanges } from './pattern-changes.ts';

/** Something else in the place of a value. */
export interface Change {
  readonly keyword: string;
  readonly about: string;
  readonly value: unknown;
}

const lowerBounds = ['minimum', 'exclusiveMinimum'] as const;
const upperBounds = ['maximum', 'exclusiveMaximum'] as const;

/** At each bound, next to it on either side, and off its steps. */
export function numberChanges(value: number, shape: Shape): Change[] {
  const step = shape.multiples[0] ?? (shape.isInteger ? 1 : 0.5);
  const bounds = [
    ...lowerBounds.map((keyword) => [keyword, shape.least(keyword)] as const),
    ...upperBounds.map((keyword) => [keyword, shape.most(keyword)] as const),
  ];
  const atBounds = bounds.flatMap(([keyword, bound]) =>
    bound === undefined ? [] : [bound, bound + step, bound - step].map((each) => ({ keyword, about: `${each} at the bound ${bound}`, value: each })),
  );
  const between = shape.multiples.map((multiple) => ({ keyword: 'multipleOf', about: 'between two multiples', value: value + (shape.isInteger ? Math.max(1, Math.trunc(multiple / 2)) : multiple / 2) }));
  const broken = shape.isInteger ? [{ keyword: 'integer', about: 'a fraction', value: Math.trunc(value) + 0.5 }] : [];
  return [...atBounds, ...between, ...broken].filter((change) => change.value !== value && Number.isFinite(change.value));
}

const longest = 20_000;
const wrongByFormat: Readonly<Record<string, string>> = {
  date: '2026-02-30',
  'date-time': '2026-13-01T25:61:00Z',
  email: 'nobody at nowhere',
  uuid: '123e4567-e89b-12d3-a456-42661417400g',
  uri: 'not a uri',
  ipv4: '256.1.1.1',
  ipv6: '1::2::3',
  hostname: '-a-.example',
  time: '25:00:00Z',
};

/** At each length, next to it on either side, against the pattern, the format and the list of values. */
export function textChanges(value: string, shape: Shape): Change[] {
  const lengths = [
    ['minLength', shape.least('minLength')],
    ['maxLength', shape.most('maxLength')],
  ] as const;
  const resized = lengths.flatMap(([keyword, bound]) =>
    bound === undefined || bound > longest
      ? []
      : [bound, bound + 1, bound - 1]
          .filter((length) => length >= 0)
          .map((length) => ({ keyword, about: `${length} characters, the bound is ${bound}`, value: withLength(value, length) })),
  );
  const unlike = shape.patterns.length === 0 ? [] : [...againstPattern(value), ...patternChanges(value, shape.patterns)];
  const formats = shape.formats.flatMap((format) => {
    const wrong = wrongByFormat[format];
    return wrong === undefined ? [] : [{ keyword: 'format', about: `not of format ${format}`, value: wrong }];
  });
  const unknown = shape.values === undefined ? [] : [{ keyword: 'enum', about: 'a member that is not in the list', value: `${value}-specwright` }];
  const most = shape.most('maxLength') ?? Infinity;
  const isFree = shape.patterns.length === 0 && shape.formats.length === 0 && shape.values === undefined;
  const wide = isFree && most <= longest ? [{ keyword: 'maxLength of letters', about: `${most} letters of two bytes`, value: 'é'.repeat(most) }] : [];
  return [...resized, ...wide, ...unlike, ...formats, ...unknown].filter((change) => change.value !== value);
}

/** Patterns that are not anchored as they should be take more before or behind. */
function againstPattern(value: string): Change[] {
  const others = ['', '!', 'specwright'].map((text) => ({ about: 'against the pattern', value: text }));
  const longer = [
    { about: 'more behind what matches', value: `${value}!x` },
    { about: 'more before what matches', value: `x!${value}` },
  ];
  return [...others, ...longer].map((change) => ({ keyword: 'pattern', ...change }));
}

/** Counted in characters, as JSON Schema does. */
function withLength(text: string, length: number): string {
  const characters = [...text];
  if (characters.length >= length) return characters.slice(0, length).join('').replace(/^\s|\s$/g, 'x');
  return text + (characters.at(-1) ?? 'a').repeat(length - characters.length);
}
