import {
  BaseResolver,
  createConfig,
  lintDocument,
  ResolveError,
  Source as RedoclySource,
  type Config,
  type Document,
  type NormalizedProblem,
} from '@redocly/openapi-core';
import type { Located } from '../load/located.ts';
import type { Source } from '../load/source.ts';
import type { Sources } from '../load/sources.ts';
import type { Fault } from './finding.ts';
import { redoclyRules } from './redocly-rules.ts';
import type { RuleSetting } from './settings.ts';
import type { Subject } from './subject.ts';

/** What the rules of Redocly find in the documents of a subject. It reads no file and no address by itself. */
export async function runRedocly(subject: Subject, rules: ReadonlyMap<string, RuleSetting>): Promise<Fault[]> {
  const roots = [subject.openapi, subject.asyncapi].filter((root) => root !== undefined);
  const written = [...rules].map(([id, { severity, options }]) => [id, { ...options, severity }] as const);
  const config = await createConfig({
    rules: Object.fromEntries(written.filter(([id]) => !isNew(id))),
    oas3_2Rules: Object.fromEntries(written.filter(([id]) => isNew(id))),
  });
  const resolver = new OwnFiles(subject.sources);
  const faults = await Promise.all(roots.map((root) => lintRoot(root, config, resolver, subject)));
  return faults.flat();
}

function isNew(id: string): boolean {
  return redoclyRules.some((rule) => rule.id === id && rule.since !== undefined);
}

async function lintRoot(root: Located, config: Config, resolver: OwnFiles, { sources }: Subject): Promise<Fault[]> {
  try {
    const problems = await lintDocument({ document: resolver.open(root.source), config, externalRefResolver: resolver });
    return problems.flatMap((problem) => toFault(problem, sources) ?? []);
  } catch (error) {
    // Its rules take a well-formed document for granted.
    const message = `the rules of Redocly cannot look at this document: ${String(error)}`;
    return [{ rule: redoclyFailed, message, hint: 'Mend the errors first', position: root.position }];
  }
}

/** Rule of the finding that there are none of Redocly's. */
export const redoclyFailed = 'redocly-failed';

function toFault({ ruleId, message, location: [place], suggest }: NormalizedProblem, sources: Sources): Fault | undefined {
  const source = sources.all.find(({ path }) => path === place?.source.absoluteRef);
  if (place === undefined || source === undefined) return undefined;
  const pointer = toPointer(place.pointer ?? '');
  const position = place.reportOnKey === true ? source.positionOfKey(pointer) : source.positionOf(pointer);
  return { rule: ruleId, message: toSentence(message), hint: hintOf(ruleId, suggest), position };
}

/** Redocly writes `#/` for the whole document. */
function toPointer(written: string): string {
  return written === '#/' ? '' : written.replace(/^#/, '');
}

function toSentence(message: string): string {
  return message.replaceAll('`', '').replace(/\s*\n[^]*$/, '').replace(/\.$/, '');
}

function hintOf(id: string, suggest: readonly string[]): string {
  if (suggest.length > 0) return `Did you mean ${suggest.join(' or ')}?`;
  return redoclyRules.find((rule) => rule.id === id)?.reason ?? `See the rule ${id} of @redocly/openapi-core`;
}

/** Files as we have read them, and none that we would not read. */
class OwnFiles extends BaseResolver {
  readonly #sources: Sources;
  readonly #documents = new Map<string, Document>();

  constructor(sources: Sources) {
    super();
    this.#sources = sources;
  }

  open({ path, text, data }: Source): Document {
    const known = this.#documents.get(path) ?? { source: new RedoclySource(path, text), parsed: data };
    this.#documents.set(path, known);
    return known;
  }

  /** It takes a rejected promise for an answer, too; that is how its own resolver says no. */
  override async resolveDocument<T>(base: string | null, reference: string): Promise<Document<T>> {
    const path = this.resolveExternalRef(base, reference);
    const isRemote = /^[a-z][a-z0-9+.-]+:\/\//i.test(path);
    const source = isRemote ? undefined : this.#sources.open(path, { file: path, line: 1, column: 1, pointer: '' });
    if (source === undefined) throw new ResolveError(new Error(`${reference} is not read`));
    return this.open(source) as Document<T>;
  }
}

/** Ids of all rules that Redocly has for OpenAPI and AsyncAPI. */
export async function redoclyRuleIds(): Promise<Set<string>> {
  const { rules } = await createConfig({ extends: ['all'] });
  const versions = ['oas3_0', 'oas3_1', 'oas3_2', 'async2', 'async3'] as const;
  return new Set(versions.flatMap((version) => Object.keys(rules[version])));
}

