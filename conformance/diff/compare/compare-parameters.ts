import type { Parameter } from '../../../generator/model/types.ts';
import { appendToken } from '../../../generator/load/json-pointer.ts';
import type { Site } from '../../schema/site.ts';
import type { Report } from '../change.ts';
import { compareSchemas } from './compare-schemas.ts';
import type { Context } from './context.ts';

interface Owner {
  readonly parameters: readonly Parameter[];
  /** With `{name}` for parameters of the path. */
  readonly path: string;
}

/** Parameters of an operation or channel: what a client says beside the body. */
export function compareParameters(context: Context, old: Owner, next: Owner, report: Report): void {
  const others = new Map(next.parameters.map((parameter) => [keyOf(parameter, next.path), parameter]));
  const known = new Set(old.parameters.map((parameter) => keyOf(parameter, old.path)));
  for (const parameter of old.parameters) {
    const other = others.get(keyOf(parameter, old.path));
    if (other === undefined) report({ ...changeOf('parameter-removed', parameter, 'is gone'), old: parameter.at, witness: { value: { [parameter.in]: { with: parameter.name } } } });
    else compareParameter(context, parameter, other, report);
  }
  for (const parameter of next.parameters.filter((each) => !known.has(keyOf(each, next.path)))) {
    const rule = parameter.required ? 'parameter-required' : 'parameter-added';
    report({ ...changeOf(rule, parameter, parameter.required ? 'is new and required' : 'is new'), new: parameter.at, ...missing(parameter) });
  }
}

function compareParameter(context: Context, old: Parameter, next: Parameter, report: Report): void {
  const places = { old: old.at, new: next.at };
  if (old.name !== next.name && old.in === 'path')
    report({ ...changeOf('parameter-renamed', old, `is called ${next.name}`), ...places });
  if (!old.required && next.required) report({ ...changeOf('parameter-required', next, 'is required'), ...places, ...missing(next) });
  if (old.required && !next.required) report({ ...changeOf('parameter-optional', next, 'is optional'), ...places });
  const [before, now] = [spelling(old), spelling(next)];
  if (before !== now) report({ ...changeOf('parameter-style-changed', next, `is written ${now}, not ${before}`), ...places, witness: { value: { before, now } } });
  const where = nameOf(next);
  compareSchemas(context, { old: [siteOf(old)], next: [siteOf(next)], direction: 'request', where, isText: old.contentType === undefined }, report);
}

/** How a value is written, where that depends on the style: `form, exploded`. */
function spelling({ style, explode, contentType, shape }: Parameter): string {
  if (contentType !== undefined) return contentType;
  const isPlain = shape.types.every((type) => type !== 'array' && type !== 'object');
  if (isPlain) return style === 'label' || style === 'matrix' ? style : 'plainly';
  const name = style === 'spaceDelimited' || style === 'pipeDelimited' ? (explode ? 'form' : style) : style;
  return `${name}${explode || style === 'deepObject' ? ', exploded' : ''}`;
}

/** Path parameters go by their place, headers by their name in any letter case (RFC 9110, section 5.1). */
function keyOf({ name, in: location }: Parameter, path: string): string {
  if (location === 'path') return `path ${[...path.matchAll(/\{([^}]+)\}/g)].findIndex(([, each]) => each === name)}`;
  return `${location} ${location === 'header' ? name.toLowerCase() : name}`;
}

function siteOf({ schema, at, contentType }: Parameter): Site {
  const holder = contentType === undefined ? at.pointer : appendToken(`${at.pointer}/content`, contentType);
  return { schema, file: at.file, pointer: `${holder}/schema` };
}

function nameOf({ name, in: location }: Parameter): string {
  return `${location} parameter ${name}`;
}

function changeOf(rule: string, parameter: Parameter, what: string) {
  return { rule, message: `the ${nameOf(parameter)} ${what}`, where: nameOf(parameter) };
}

function missing({ name, in: location }: Parameter) {
  return { witness: { value: { [location]: { without: name } } } };
}
