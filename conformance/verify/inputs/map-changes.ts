import type { Sampler } from '../../sample/sampler.ts';
import type { Shape } from '../../schema/shape.ts';
import { memberSite } from '../../schema/site.ts';
import type { Change } from './scalar-changes.ts';

type Members = Readonly<Record<string, unknown>>;

const names = ['specwright', 'SPECWRIGHT', 'a', 'x-specwright', '1'];
const wrongNames = ['Specwright !', '', '1', 'é'];
const mostMembers = 200;

/** A member that an object may have beside those that the contract names, and its value. */
export function furtherMember(members: Members, shape: Shape, sampler: Sampler): { readonly name: string; readonly value: unknown } | undefined {
  if (shape.additional?.some(({ schema }) => typeof schema === 'object') !== true) return undefined;
  return names.flatMap((name) => {
    const sample = sampler.smallest(shape.property(name));
    return sample !== undefined && sampler.schemas.accepts(shape.parts, { ...members, [name]: sample.value }) ? [{ name, value: sample.value }] : [];
  })[0];
}

/** Of an object whose members have no names of their own: how they are called, and how many there are. */
export function mapChanges(members: Members, shape: Shape, sampler: Sampler): Change[] {
  const isNamed = shape.parts.some((part) => memberSite(part, 'propertyNames') !== undefined);
  const [known] = Object.values(members);
  const further = furtherMember(members, shape, sampler);
  const value = further?.value ?? known ?? 'x';
  const named = isNamed ? wrongNames.map((name) => ({ keyword: 'propertyNames', about: `a member called ${JSON.stringify(name)}`, value: { ...members, [name]: value } })) : [];
  const least = shape.least('minProperties') ?? 0;
  const few = least > 0 ? [{ keyword: 'minProperties', about: `${least - 1} members`, value: Object.fromEntries(Object.entries(members).slice(0, least - 1)) }] : [];
  return [...named, ...few, ...(further === undefined ? [] : counts(members, further, shape))];
}

function counts(members: Members, { name, value }: { readonly name: string; readonly value: unknown }, shape: Shape): Change[] {
  const most = shape.most('maxProperties');
  if (most === undefined || most > mostMembers) return [];
  const own = Object.keys(members).length;
  const filled = (count: number): unknown => ({ ...members, ...Object.fromEntries(Array.from({ length: count - own }, (_, index) => [name + lettersOf(index), value])) });
  return [most, most + 1].filter((count) => count > own).map((count) => ({ keyword: 'maxProperties', about: `${count} members`, value: filled(count) }));
}

/** Another word for each number, of letters only: names may have to be such. */
function lettersOf(index: number): string {
  return 'a'.repeat(index);
}
