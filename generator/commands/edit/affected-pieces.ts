import { haveSameRules } from '../../emit/rules-digest.ts';
import type { JsonSchema } from '../../model/json-schema.ts';
import { writtenOf, type EditedDocument } from './document-change.ts';
import { textOf, type DocumentPieces } from './document-pieces.ts';
import { neighbouringPaths, regroupedPaths, type PlacedOperation } from './neighbouring-paths.ts';
import { ReferenceGraph } from './reference-graph.ts';
import { hasUnusualReferences, referencesIn } from './references-in.ts';
import { schemes, schemeUsers } from './scheme-users.ts';

/** A longer text than this is quicker to generate as a whole. */
const mostBytes = 1_500_000;

/** What is to be printed of a document because of an edit. */
export interface AffectedPieces {
  readonly keys: ReadonlySet<string>;
  /** Path items beside these, by their keys, as far as it counts that they are there. */
  readonly beside: ReadonlyMap<string, string>;
  /** Whether other components are there, or are referred to, than before. */
  readonly isRewired: boolean;
  /** Whether every operation that could still need what an edited piece no longer refers to is among them. */
  readonly isComplete: boolean;
}

/**
 * What was edited, all that refers to it, directly or not, and all that these refer to: what is printed of the pieces and because of
 * them depends on nothing else but names. Undefined where that is much, and where a reference is none to a component by its name.
 */
export function affectedPieces(document: EditedDocument, operations: () => readonly PlacedOperation[]): AffectedPieces | undefined {
  const { after, changed } = document;
  const own = withReferences(document, changed);
  const changes = [...changed].map((key) => referencesOfBoth(document, key));
  const regrouped = regroupedPaths(document);
  const [beside, byName] = [neighbouringPaths(document, regrouped, regrouped.size === 0 ? [] : operations()), schemeUsers(document)];
  if (own === undefined || beside === undefined || byName === undefined || [...changed].some((key) => isUnusual(document, key))) return undefined;
  const graph = new ReferenceGraph(after);
  const dropped = new Set(changes.flatMap(([old, now]) => [...old].filter((key) => !now.has(key))));
  const isOther = regrouped.size > 0 || [...changed].some((key) => !after.pieces.has(key) || !document.before.pieces.has(key));
  const isRewired = isOther || changes.some(([old, now]) => old.size !== now.size || [...old].some((key) => !now.has(key)));
  const isAnywhere = hasForms(document, own) || [...changed].some((key) => !isNote(document, key));
  const formed = isRewired ? formHolders(document, own) : basesOf(document, own);
  const users = graph.reachingTo([...changed, ...byName, ...formed], (key) => isAnywhere || isComposed(document, key));
  if (users === undefined || sizeOf(after, users) > mostBytes) return undefined;
  const witnesses = [...dropped].flatMap((key) => nearestOperation(graph, key) ?? []);
  const all = withReferences(document, [...users, ...pathsLike(after, users), ...neighbours(document), ...witnesses, ...[...beside.values()].flatMap(referencesIn)]);
  if (all === undefined || sizeOf(after, all) > mostBytes) return undefined;
  const needed = graph.reachingTo(withReferences(document, dropped) ?? []);
  for (const key of all) beside.delete(key);
  return { keys: all, beside, isRewired, isComplete: needed !== undefined && [...needed].every((key) => all.has(key) || !key.startsWith('paths/')) };
}

/** What a piece referred to before, and what it refers to now. */
function referencesOfBoth({ before, after }: EditedDocument, key: string): [Set<string>, Set<string>] {
  const of = ({ pieces, toJson }: DocumentPieces) => {
    const piece = pieces.get(key);
    return new Set(piece === undefined ? [] : referencesIn(toJson(piece) ?? ''));
  };
  return [of(before), of(after)];
}

/** Operations at paths of the same shape are told apart by what each of them declares. */
function pathsLike({ pieces }: DocumentPieces, users: ReadonlySet<string>): string[] {
  const shape = (key: string) => key.replace(/[?#].*/, '').replaceAll(/\{[^}]*\}/g, '{}');
  const isPath = (key: string) => key.startsWith('paths/');
  const shapes = new Set([...users].filter(isPath).map(shape));
  return [...pieces.keys()].filter((key) => isPath(key) && shapes.has(shape(key)));
}

/** Schemas between which an edited one is printed, where it was not there, or is not there any more. */
function neighbours({ before, after, changed }: EditedDocument): string[] {
  return [before, after].flatMap(({ pieces }, index, documents) => {
    const other = documents[1 - index]?.pieces;
    const keys = [...pieces.keys()].filter((key) => key.startsWith('components/schemas/')).sort();
    const own = [...changed].filter((key) => pieces.has(key) && other?.has(key) === false);
    return own.flatMap((key) => [-1, 1].flatMap((step) => keys[keys.indexOf(key) + step] ?? []));
  });
}

/** The operation that refers to a component by way of as few others as can be. */
function nearestOperation(graph: ReferenceGraph, key: string): string | undefined {
  return [...(graph.reachingTo([key]) ?? [])].find((user) => user.startsWith('paths/'));
}

/** Whether nothing but descriptions of a schema is said otherwise. */
function isNote(document: EditedDocument, key: string): boolean {
  const [old, now] = (writtenOf(document, key) ?? []).map((text) => JSON.parse(text) as JsonSchema);
  return key.startsWith('components/schemas/') && old !== undefined && now !== undefined && haveSameRules(old, now);
}

/** Whether there may be a form of it for requests and another one for answers: which of them depends on who uses it. */
function hasForms(document: EditedDocument, keys: ReadonlySet<string>): boolean {
  return [...keys].some((key) => textsOf(document, key).some((text) => /\b(readOnly|writeOnly|discriminator)["']?\s*:/.test(text)));
}

/** Those who use a base with a discriminator have to do with its heirs, of which the base does not know. */
function basesOf(document: EditedDocument, keys: ReadonlySet<string>): string[] {
  return [...keys].filter((key) => !key.startsWith('paths/') && textsOf(document, key).some((text) => /\bdiscriminator["']?\s*:/.test(text)));
}

/** Components that have such forms, or lead to others that have: of these all users tell which ones there are. */
function formHolders(document: EditedDocument, keys: ReadonlySet<string>): string[] {
  return [...keys].filter((key) => !key.startsWith('paths/') && hasForms(document, withReferences(document, [key]) ?? keys));
}

/** Only where schemas are put together is a description shown at another place than where it was written. */
function isComposed(document: EditedDocument, key: string): boolean {
  return textsOf(document, key).some((text) => /\b(allOf|then|else|dependentSchemas|dependencies)["']?\s*:/.test(text));
}

function isUnusual(document: EditedDocument, key: string): boolean {
  return textsOf(document, key).some(hasUnusualReferences);
}

function textsOf({ before, after }: EditedDocument, key: string): string[] {
  return [before, after].flatMap((document) => {
    const piece = document.pieces.get(key);
    return piece === undefined ? [] : [textOf(document, piece)];
  });
}

/** Pieces, the security schemes, and all that these refer to; undefined where something is not there, or not sound. */
function withReferences(document: EditedDocument, from: Iterable<string>): Set<string> | undefined {
  const { before, after } = document;
  const all = new Set([...from, ...[...after.pieces.keys()].filter((key) => key.startsWith(schemes))]);
  for (const key of all) {
    const written = writtenOf(document, key);
    if (written === undefined) return undefined;
    for (const target of written.flatMap(referencesIn)) {
      if (!after.pieces.has(target) && !before.pieces.has(target)) return undefined;
      all.add(target);
    }
  }
  return all;
}

function sizeOf({ pieces }: DocumentPieces, keys: ReadonlySet<string>): number {
  return [...keys].reduce((sum, key) => sum + (pieces.get(key)?.end ?? 0) - (pieces.get(key)?.begin ?? 0), 0);
}
