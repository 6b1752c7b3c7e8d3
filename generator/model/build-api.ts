import { editionOf } from '../load/edition.ts';
import type { Located } from '../load/located.ts';
import type { Documents } from '../load/open-documents.ts';
import type { References } from '../load/references.ts';
import type { RefusalList } from '../load/refusal.ts';
import type { TextCache } from '../load/text-cache.ts';
import type { MachineCache } from '../load/machine-cache.ts';
import { bundleDocument } from './bundle-document.ts';
import { withoutCycles } from './check-cycles.ts';
import { checkDialect } from './check-dialect.ts';
import { describeStreams } from './describe-streams.ts';
import { directApi } from './direct-api.ts';
import { Int64Finder } from './int64-places.ts';
import { derivedTypeNames } from './operation-names.ts';
import { placeInt64 } from './place-int64.ts';
import { readChannels, type FoundChannels } from './read-channels.ts';
import { readOperations } from './read-operations.ts';
import { SecuritySchemes } from './read-security.ts';
import { Reading } from './reading.ts';
import { refuseInt64 } from './refuse-int64.ts';
import { SchemaChecker, takesDefault } from './schema-checker.ts';
import type { SchemaFeatures } from './schema-features.ts';
import { SchemaForms } from './schema-forms.ts';
import { SchemaRegistry } from './schema-registry.ts';
import { separateBases } from './separate-bases.ts';
import { servedDocument } from './served-document.ts';
import { settleInt64 } from './settle-int64.ts';
import type { Api } from './types.ts';

const noChannels: FoundChannels = { channels: [], topics: [], streams: new Map() };

export interface BuildTools {
  readonly references: References;
  readonly refusals: RefusalList;
  readonly cache: MachineCache;
  readonly texts: TextCache;
  /** Those of the whole that the documents are a part of. */
  readonly features?: SchemaFeatures;
  /** Whether integers of 64 bits are bigints. */
  readonly keepsInt64?: boolean;
}

/**
 * Builds the model of an API. What is wrong with its documents is added to `refusals`, and the model is then of no use.
 * `leftOut` has the places of defaults that are thought to break their schemas: at first those that did so the last time.
 */
export function buildApi(name: string, documents: Documents, tools: BuildTools, leftOut = lastBroken(tools.texts)): Api {
  const { openapi, asyncapi } = documents;
  const { references, refusals, cache, texts, features, keepsInt64 = false } = tools;
  const edition = ({ source }: Located) => editionOf(source, editionOf(openapi.source, '3.1'));
  const registry = new SchemaRegistry(references, refusals, {
    edition,
    keepsInt64,
    isLeftOut: ({ id }) => leftOut.has(id),
    takesDefault: (sample) => takesDefault(sample, refusals, texts),
  });
  const reading = new Reading(references, refusals, registry, cache, openapi.source, keepsInt64);
  reading.checkStructure('document', openapi);
  checkDialect(openapi, reading);
  const component = (document: Located | undefined, kind: string) =>
    reading.follow(reading.follow(document?.get('components'))?.get(kind));
  for (const document of [openapi, asyncapi]) reading.schemas.addComponents(component(document, 'schemas'));
  const schemes = new SecuritySchemes(reading);
  schemes.addComponents(component(openapi, 'securitySchemes'));
  const { operations: read, webhooks, returned, links } = readOperations(openapi, { schemes, reading });
  const { channels, topics, streams } = asyncapi === undefined ? noChannels : readChannels(asyncapi, read, schemes, reading);
  const operations = describeStreams(read, streams);
  const takenNames = [...operations, ...[...webhooks, ...returned.flat()].map(({ operation }) => operation)].flatMap(({ typeName }) => derivedTypeNames(typeName));
  const written = withoutCycles(separateBases(reading.schemas.finish(takenNames), reading), reading);
  if (keepsInt64) settleInt64(reading.schemas.converted.map(({ schema }) => schema), written);
  // What was refused in schemas is left out of them, but not these: such schemas do not compile, or never come to an end.
  const isSound = refusals.toArray().every(({ code }) => code !== 'invalid-schema' && code !== 'circular-reference');
  const forms = new SchemaForms(written);
  const directed = isSound ? directApi({ operations, channels, webhooks, returned }, forms, takenNames) : { operations, channels, webhooks, returned, schemas: written };
  const samples = isSound ? [...reading.examples, ...reading.schemas.samples] : [];
  const int64 = keepsInt64 ? { int64: new Int64Finder(written) } : {};
  const broken = new SchemaChecker({ written, ...directed, forms, ...int64, ...(features && { features }) }, reading, texts).checkSamples(samples);
  // Which ones are broken does not depend on what was left out, so this ends.
  if (isSound && !isSame(broken, leftOut)) return buildApi(name, documents, tools, broken);
  texts.hint('broken defaults', JSON.stringify([...broken].sort()));
  const { title, version } = readInfo(openapi);
  const carrying = { ...directed, topics };
  const placed = keepsInt64 ? placeInt64(carrying) : carrying;
  if (keepsInt64) refuseInt64(placed, reading);
  const parts = {
    name,
    title,
    version,
    ...placed,
    links,
    securitySchemes: schemes.all,
    dialect: '2020-12' as const,
  };
  const served = servedDocument(openapi, directed.operations);
  return { kind: 'api', ...parts, document: refusals.isEmpty ? bundleDocument(parts) : {}, ...(served && { served }) };
}

function lastBroken(texts: TextCache): ReadonlySet<string> {
  return new Set(JSON.parse(texts.lastHint('broken defaults') ?? '[]') as string[]);
}

function isSame(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  return some.size === others.size && [...some].every((one) => others.has(one));
}

/** A version that is not in quotes is a number to YAML. */
function asText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function readInfo(openapi: Located): { title: string; version: string } {
  const info = openapi.get('info');
  return { title: asText(info?.get('title')?.value), version: asText(info?.get('version')?.value) };
}
