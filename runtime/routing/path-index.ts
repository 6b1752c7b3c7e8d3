import { decodeSegment, matchPartial, parseTemplate, type Segment } from './path-template.ts';

/** What a path was found to be: the value of its template, and the texts of the template's parameters, still encoded. */
export interface Found<Value> {
  readonly value: Value;
  readonly parameters: readonly string[];
}

interface Partial<Value> {
  readonly literals: readonly string[];
  readonly node: Node<Value>;
}

interface Node<Value> {
  readonly literals: Map<string, Node<Value>>;
  /** The most literal characters first. */
  readonly partials: Partial<Value>[];
  parameter: Node<Value> | undefined;
  value: Value | undefined;
}

/**
 * Templates as a tree of segments, so that a path is looked up without going through them all. Decided segment by segment from
 * the left, whatever the order of declaration: a literal wins over a partial segment, and that over a whole parameter.
 */
export class PathIndex<Value> {
  readonly #root: Node<Value> = emptyNode();

  /** The value of a template, made when its shape is first seen: names of parameters tell no templates apart. */
  add(template: string, make: () => Value): Value {
    const node = parseTemplate(template).reduce((parent, segment) => childOf(parent, segment), this.#root);
    return (node.value ??= make());
  }

  find(path: string): Found<Value> | undefined {
    return search(this.#root, path.slice(1).split('/'), 0, []);
  }
}

function emptyNode<Value>(): Node<Value> {
  return { literals: new Map(), partials: [], parameter: undefined, value: undefined };
}

function childOf<Value>(parent: Node<Value>, segment: Segment): Node<Value> {
  if (segment.kind === 'parameter') return (parent.parameter ??= emptyNode());
  if (segment.kind === 'partial') return partialOf(parent, segment.literals);
  const known = parent.literals.get(segment.text) ?? emptyNode<Value>();
  parent.literals.set(segment.text, known);
  return known;
}

function partialOf<Value>(parent: Node<Value>, literals: readonly string[]): Node<Value> {
  const key = literals.join('{}');
  const known = parent.partials.find((partial) => partial.literals.join('{}') === key);
  if (known !== undefined) return known.node;
  const node = emptyNode<Value>();
  parent.partials.push({ literals, node });
  parent.partials.sort((a, b) => weight(b.literals) - weight(a.literals));
  return node;
}

function weight(literals: readonly string[]): number {
  return literals.join('').length;
}

/** No node is visited twice for one path, so the work is bounded by the number of templates. */
function search<Value>(node: Node<Value>, segments: readonly string[], depth: number, parameters: readonly string[]): Found<Value> | undefined {
  const segment = segments[depth];
  if (segment === undefined) return node.value === undefined ? undefined : { value: node.value, parameters };
  const literal = node.literals.get(decodeSegment(segment));
  const found = literal && search(literal, segments, depth + 1, parameters);
  return found ?? searchPartials(node, segments, depth, parameters) ?? searchParameter(node, segments, depth, parameters);
}

function searchPartials<Value>({ partials }: Node<Value>, segments: readonly string[], depth: number, parameters: readonly string[]): Found<Value> | undefined {
  for (const { literals, node } of partials) {
    const texts = matchPartial(segments[depth] ?? '', literals);
    const found = texts && search(node, segments, depth + 1, [...parameters, ...texts]);
    if (found !== undefined) return found;
  }
  return undefined;
}

function searchParameter<Value>({ parameter }: Node<Value>, segments: readonly string[], depth: number, parameters: readonly string[]): Found<Value> | undefined {
  const segment = segments[depth] ?? '';
  return parameter === undefined || segment === '' ? undefined : search(parameter, segments, depth + 1, [...parameters, segment]);
}
