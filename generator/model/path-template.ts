import type { Located } from '../load/located.ts';
import type { Position } from '../load/position.ts';
import type { Reading } from './reading.ts';
import type { Parameter } from './types.ts';

/** Checks the form of a path template; returns whether it can be routed. `at` is the key of the path. */
export function checkTemplate(template: string, at: Position, reading: Reading): boolean {
  if (!template.startsWith('/')) {
    return refuse('invalid-path', `the path ${template} does not begin with /`, 'Let it begin with a slash');
  }
  if (/[?#]/.test(template)) {
    return refuse('invalid-path', `the path ${template} has a query or fragment`, 'Declare query parameters under parameters');
  }
  if (/[\s\p{Cc}]/u.test(template)) {
    return refuse('invalid-path', `the path ${JSON.stringify(template)} has white space`, 'Write it as %20, or remove it');
  }
  for (const segment of template.split('/')) {
    if (!/[{}]/.test(segment) || /^\{[^{}]+\}$/.test(segment)) continue;
    const hint = 'Let a parameter be a whole segment, such as /{name}/';
    return refuse('unsupported-path-template', `the segment ${segment} is more than one parameter`, hint);
  }
  return hasDistinctNames();

  function hasDistinctNames(): boolean {
    const names = templateNames(template);
    const repeated = names.find((name, index) => names.indexOf(name) !== index);
    if (repeated === undefined) return true;
    return refuse('invalid-path', `the parameter ${repeated} stands twice in ${template}`, 'Give each its own name');
  }

  function refuse(code: 'invalid-path' | 'unsupported-path-template', message: string, hint: string): false {
    reading.refuse(code, at, message, hint);
    return false;
  }
}

/** Names of the parameters of a template, in order. */
export function templateNames(template: string): string[] {
  return [...template.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
}

/** The template without its names: what two templates have in common when no request can tell them apart. */
export function templateShape(template: string): string {
  return template
    .split('/')
    .map((segment) => (segment.startsWith('{') ? '{}' : decodeSegment(segment)))
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
  const ordered = names.flatMap((name) => {
    const declared = inPath.find((parameter) => parameter.name === name);
    if (declared !== undefined) return [declared];
    const hint = `Declare it under parameters with in: path and required: true`;
    reading.refuse(
      'undeclared-path-parameter',
      operation.keyPosition,
      `the parameter ${name} of ${template} is not declared`,
      hint,
    );
    return [];
  });
  return [...ordered, ...parameters.filter((parameter) => parameter.in !== 'path')];
}
