import type { Located } from '../load/located.ts';
import type { Position } from '../load/position.ts';
import type { Reading } from './reading.ts';
import type { Parameter } from './types.ts';

/** Checks the form of a path template; returns whether it can be routed. `at` is where it is written. */
export function checkTemplate(template: string, at: Position, reading: Reading): boolean {
  const fault = templateFault(template);
  if (fault === undefined) return true;
  reading.refuse(fault.code ?? 'invalid-path', at, fault.message, fault.hint);
  return false;
}

interface Fault {
  readonly code?: 'unsupported-path-template';
  readonly message: string;
  readonly hint: string;
}

function templateFault(template: string): Fault | undefined {
  if (!template.startsWith('/')) {
    return { message: `the path ${template} does not begin with /`, hint: 'Let it begin with a slash' };
  }
  if (/[?#]/.test(template)) {
    return { message: `the address ${template} is more than a path`, hint: 'Remove what begins with ? or #, and declare parameters of the query' };
  }
  if (/[\s\p{Cc}]/u.test(template)) {
    return { message: `the path ${JSON.stringify(template)} has white space`, hint: 'Write it as %20, or remove it' };
  }
  return segmentFault(template) ?? repetition(template);
}

/** Parameters of one segment are told apart by what stands between them. */
function segmentFault(template: string): Fault | undefined {
  const broken = template.split('/').find((segment) => !/^(?:[^{}]|\{[^{}]+\})*$/.test(segment));
  if (broken !== undefined) {
    const hint = 'Close each { with a }, and write a name between them';
    return { code: 'unsupported-path-template', message: `the segment ${broken} has a brace that is not one of a pair`, hint };
  }
  const joined = template.split('/').find((segment) => segment.includes('}{'));
  if (joined === undefined) return undefined;
  const hint = 'Put a slash or another character between the two';
  return { code: 'unsupported-path-template', message: `nothing tells where a parameter of ${joined} ends`, hint };
}

function repetition(template: string): Fault | undefined {
  const names = templateNames(template);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated === undefined) return undefined;
  return { message: `the parameter ${repeated} stands twice in ${template}`, hint: 'Give each its own name' };
}

/** Names of the parameters of a template, in order. */
export function templateNames(template: string): string[] {
  return [...template.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
}

/** The template without its names: what two templates have in common when no request can tell them apart. */
export function templateShape(template: string): string {
  return template
    .split('/')
    .map((segment) => (segment.includes('{') ? segment.replaceAll(/\{[^{}]*\}/g, '{}') : decodeSegment(segment)))
    .join('/');
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Path parameters in the order of the template, then the others as they were declared. Both sides must name the same. */
export function matchTemplate(
  parameters: readonly Parameter[],
  template: string,
  operation: Located,
  reading: Reading,
): Parameter[] {
  const names = templateNames(template);
  const inPath = parameters.filter((parameter) => parameter.in === 'path');
  for (const { name, at } of inPath.filter(({ name }) => !names.includes(name))) {
    const hint = `Write {${name}} into the path, or remove the parameter`;
    reading.refuse('unknown-path-parameter', at, `the path ${template} has no parameter ${name}`, hint);
  }
  const ordered = names.map((name) => inPath.find((found) => found.name === name) ?? undeclared(name, template, operation, reading));
  return [...ordered, ...parameters.filter((parameter) => parameter.in !== 'path')];
}

/** Stands for a parameter that nobody described. */
export function undeclared(name: string, template: string, { keyPosition: at }: Located, reading: Reading): Parameter {
  const hint = `Declare it under parameters with in: path and required: true`;
  reading.refuse('undeclared-path-parameter', at, `the parameter ${name} of ${template} is not declared`, hint);
  const style = { style: 'simple', explode: false, allowReserved: false } as const;
  const schema = { schema: { type: 'string' }, shape: { types: ['string'] } } as const;
  return { kind: 'parameter', name, in: 'path', required: true, ...style, ...schema, description: '', at };
}
