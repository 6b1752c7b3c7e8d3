import type { Int64Finder, Int64Places } from '../../model/int64-places.ts';
import { compilePattern } from '../../model/pattern.ts';
import { Expression, literal } from '../quote.ts';

/** Where the names of the module stand that says where components have bigints. */
export const int64Module = 'int64Places';

/** Name of what says where the values of a component have bigints. */
function placesIn(typeName: string): string {
  return `in${typeName}`;
}

/** How a component is referred to. */
type ComponentCode = (component: string) => string;

/** An `Int64Places` of the runtime as code. */
function placesCode(places: Int64Places, componentCode: ComponentCode): string {
  return literal(placesData(places, componentCode));
}

function placesData(places: Int64Places, componentCode: ComponentCode): unknown {
  const { component, also = [], ...own } = places;
  const inner = (part: Int64Places | null): unknown => part && placesData(part, componentCode);
  const all = [...(component === undefined ? [] : [new Expression(componentCode(component))]), ...also.map(inner)];
  const [only, ...others] = all;
  if (Object.keys(own).length === 0 && only !== undefined && others.length === 0) return only;
  const { self, properties, patterns, others: rest, declared, first, items, choice } = own;
  return {
    self,
    properties: properties && Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, inner(part)])),
    patterns: patterns?.map(([pattern, part]) => [new Expression(patternCode(pattern)), inner(part)]),
    others: rest && inner(rest),
    declared,
    first: first?.map(inner),
    items: items && inner(items),
    also: all.length > 0 ? all : undefined,
    choice: choice && { ...choice, branches: choice.branches.map(inner) },
  };
}

function patternCode(pattern: string): string {
  const { source, flags } = compilePattern(pattern);
  return `new RegExp(${JSON.stringify(source)}, ${JSON.stringify(flags)})`;
}

/** Code for places where the module of the components is imported as {@link int64Module}. */
export function importedPlaces(places: Int64Places): Expression {
  return new Expression(placesCode(places, (component) => `${int64Module}.${placesIn(component)}`));
}

/** The components of an API that have bigints, as constants; they name each other by functions, since each may be within itself. */
export function componentPlaces(finder: Int64Finder): { readonly name: string; readonly code: string }[] {
  return finder.components.map((component) => ({
    name: placesIn(component),
    code: placesCode(finder.ofComponent(component), (other) => `() => ${placesIn(other)}`),
  }));
}
