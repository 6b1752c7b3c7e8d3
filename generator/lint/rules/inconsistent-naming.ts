import type { Located } from '../../load/located.ts';
import { operationsOf, parametersOf } from '../operations-of.ts';
import type { Remark, Rule } from '../rule.ts';
import { schemasOf } from '../schemas-of.ts';
import type { Subject } from '../subject.ts';

export const inconsistentNaming: Rule = {
  id: 'inconsistent-naming',
  severity: 'warn',
  reason: 'Who has learned that names are written one way mistypes the few that are written another',
  check: (subject) => Object.entries(namesOf(subject)).flatMap(([what, names]) => deviations(what, names)),
};

const styles: Readonly<Record<string, RegExp>> = {
  camelCase: /^[a-z][a-z0-9]*([A-Z][a-z0-9]*)+$/,
  snake_case: /^[a-z0-9]+(_[a-z0-9]+)+$/,
  'kebab-case': /^[a-z0-9]+(-[a-z0-9]+)+$/,
  PascalCase: /^([A-Z][a-z0-9]*)+$/,
  CONSTANT_CASE: /^[A-Z0-9]+(_[A-Z0-9]+)+$/,
};

/** Fewer names than this make no habit, and a habit is what so large a part of them keeps to. */
const [fewest, largePart] = [10, 0.8];

/** Where each name stands; what several schemas or operations share counts once. */
function namesOf(subject: Subject): Record<string, Map<string, Located>> {
  const properties = schemasOf(subject).flatMap((schema) => schema.get('properties')?.members() ?? []);
  const operations = operationsOf(subject);
  const parameters = operations.flatMap((operation) => parametersOf(operation, subject));
  const inUrl = parameters.filter((parameter) => ['path', 'query'].includes(parameter.text('in') ?? ''));
  return {
    properties: firstOf(properties),
    'query and path parameters': firstOf(inUrl.map((parameter) => [parameter.text('name') ?? '', parameter])),
    operationIds: firstOf(operations.map(({ operation }) => [operation.text('operationId') ?? '', operation])),
  };
}

function firstOf(names: readonly (readonly [string, Located])[]): Map<string, Located> {
  return new Map([...names].reverse());
}

function deviations(what: string, names: ReadonlyMap<string, Located>): Remark[] {
  const styled = [...names].flatMap(([name, at]) => {
    const style = styleOf(name);
    return style === undefined ? [] : [{ name, at, style }];
  });
  const counts = Object.keys(styles).map((style) => ({ style, count: styled.filter((name) => name.style === style).length }));
  const [usual] = counts.sort((a, b) => b.count - a.count);
  if (usual === undefined || usual.count < fewest || usual.count < styled.length * largePart) return [];
  return styled
    .filter(({ style }) => style !== usual.style)
    .map(({ name, at, style }) => ({
      at,
      isAboutKey: what === 'properties',
      message: `${name} is written in ${style}, most other ${what} in ${usual.style}`,
      hint: 'Rename it, if nobody depends on it yet',
    }));
}

/** Undefined for one word in small letters, which fits most styles, and for what fits none. */
function styleOf(name: string): string | undefined {
  return Object.keys(styles).find((style) => styles[style]?.test(name));
}
