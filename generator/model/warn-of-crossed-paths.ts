import type { FoundOperation } from './find-operations.ts';
import type { Reading } from './reading.ts';

interface Node {
  readonly literals: Map<string, Node>;
  parameter?: Node;
  operation?: FoundOperation;
}

/**
 * Warns where two templates match one path and each is the more literal one somewhere: `/a/{x}/b` and `/a/c/{y}` for `/a/c/b`.
 * The one with the leftmost literal gets it. Templates are kept as a tree, so that only those that meet are compared.
 */
export function warnOfCrossedPaths(operations: readonly FoundOperation[], reading: Reading): void {
  const root: Node = { literals: new Map() };
  const seen = new Set<string>();
  for (const operation of operations) {
    const segments = segmentsOf(operation);
    if (seen.has(segments.join('/'))) continue;
    seen.add(segments.join('/'));
    for (const other of meeting(root, segments, 0)) warnIfCrossed(operation, other, reading);
    insert(root, segments, operation);
  }
}

/** Partial segments count as parameters: what is literal in them may or may not meet. */
function segmentsOf({ path }: FoundOperation): string[] {
  return path.split('/').map((segment) => (segment.includes('{') ? '{}' : segment));
}

function insert(root: Node, segments: readonly string[], operation: FoundOperation): void {
  let node = root;
  for (const segment of segments) node = childOf(node, segment);
  node.operation ??= operation;
}

function childOf(node: Node, segment: string): Node {
  if (segment === '{}') return (node.parameter ??= { literals: new Map() });
  const child = node.literals.get(segment) ?? { literals: new Map<string, Node>() };
  node.literals.set(segment, child);
  return child;
}

/** Templates that some path matches as well. */
function meeting(node: Node | undefined, segments: readonly string[], depth: number): FoundOperation[] {
  if (node === undefined) return [];
  const segment = segments[depth];
  if (segment === undefined) return node.operation === undefined ? [] : [node.operation];
  const literals = segment === '{}' ? [...node.literals.values()] : [node.literals.get(segment)];
  return [...literals, node.parameter].flatMap((child) => meeting(child, segments, depth + 1));
}

function warnIfCrossed(operation: FoundOperation, other: FoundOperation, reading: Reading): void {
  const [mine, theirs] = [segmentsOf(operation), segmentsOf(other)];
  const differing = mine.flatMap((segment, index) => (segment === theirs[index] ? [] : [segment === '{}' ? 'theirs' : 'mine']));
  if (!differing.includes('mine') || !differing.includes('theirs')) return;
  const winner = differing[0] === 'mine' ? operation : other;
  const example = mine.map((segment, index) => (segment === '{}' ? (theirs[index] ?? '') : segment)).join('/');
  const message = `${operation.path} and ${other.path} (line ${other.item.keyPosition.line}) both match ${example}; ${winner.path} gets it`;
  reading.warn('crossed-paths', operation.item.keyPosition, message, 'The leftmost literal segment decides; let the paths differ in a literal');
}
