import path from 'node:path';
import { checkAsyncApi } from '../load/check-asyncapi.ts';
import { isFile, openDocuments, type Documents } from '../load/open-documents.ts';
import type { Position } from '../load/position.ts';
import { References } from '../load/references.ts';
import { RefusalList, type Refusal } from '../load/refusal.ts';
import type { RefusalCode } from '../load/refusal-codes.ts';
import { Refusals } from '../load/refusals.ts';
import { Sources } from '../load/sources.ts';
import { TextCache } from '../load/text-cache.ts';
import { digest } from '../load/digest.ts';
import { MachineCache, machineFolder } from '../load/machine-cache.ts';
import { withoutOtherFiles } from '../load/without-other-files.ts';
import { buildApi } from './build-api.ts';
import { deepFreeze } from './deep-freeze.ts';
import { kebabCase } from './letter-case.ts';
import type { SchemaFeatures } from './schema-features.ts';
import type { Api } from './types.ts';

/** What `format: int64` and `format: uint64` become. */
export type Int64Form = 'number' | 'bigint';

export interface LoadOptions {
  /** Folder that the paths in positions are relative to; default: the current directory. */
  readonly base?: string;
  /** Folder that no file of the contract may lie outside of; default: the contract's own folder. */
  readonly root?: string;
  /** Folder for what was found out before, or `false` to find out everything; default: `.cache/specwright` below `base`. */
  readonly cache?: string | false;
  /** Stands for the generator: what another one remembers is not asked for. */
  readonly edition?: string;
  /** Turns the refusals of a named class into warnings, each with a fallback; default: false. */
  readonly lenient?: boolean;
  /** What an integer of 64 bits is in a program; default: a number, and beyond 2^53 it is refused. */
  readonly int64?: Int64Form;
  /** Words of warnings that are refusals here, unless `lenient` is set; default: none. */
  readonly refuse?: readonly RefusalCode[];
  /** Of the whole, where this is a part of it; default: what is used here. */
  readonly features?: SchemaFeatures;
}

export interface LoadedApi {
  readonly api: Api;
  /** Every file that was read, absolute, in order of path. */
  readonly files: readonly string[];
  /** The text of the contract, if it is one of which each member says the same wherever it stands. */
  readonly plainText?: string;
  /** What was taken, but perhaps not as its author thought; in order of file and place. */
  readonly warnings: readonly Refusal[];
  /** Where a part of a file stands, by the name that positions show and a pointer into the data as it was read. */
  readonly positionOf: (file: string, pointer: string) => Position | undefined;
}

/** A model whose AsyncAPI document is still being looked at by its parser. */
export interface UncheckedApi extends LoadedApi {
  /** Rejects with {@link Refusals}; nothing made from the model may be kept before it is settled, and then there may be more warnings. */
  readonly checked: Promise<void>;
}

/**
 * Reads the OpenAPI and the AsyncAPI document of a folder (at least one is there), or the one document of a file, into one
 * frozen model.
 * Throws {@link Refusals} with everything that is wrong with them.
 */
export async function loadApi(target: string, options: LoadOptions = {}): Promise<LoadedApi> {
  const { checked, ...loaded } = await readApi(target, options);
  await checked;
  return loaded;
}

/**
 * As {@link loadApi}, for those who have something to do while a changed AsyncAPI document is checked (about a second). `texts` is asked
 * instead of what was found out before about this contract.
 */
export async function readApi(target: string, options: LoadOptions = {}, texts?: TextCache): Promise<UncheckedApi> {
  const reading = startReading(path.resolve(target), options, texts);
  const { sources, refusals } = reading;
  const documents = openDocuments(reading.target, sources, refusals);
  if (documents === undefined) throw toError(reading);
  const asyncRefusals = checkAsyncDocument(documents, reading);
  const api = buildApi(reading.name, documents, { ...reading, keepsInt64: options.int64 === 'bigint' });
  if (!refusals.isEmpty) {
    for (const refusal of await asyncRefusals) refusals.add(refusal);
    throw toError(reading);
  }
  reading.texts.save();
  const { warnings } = refusals;
  const checked = asyncRefusals.then((found) => {
    for (const refusal of found) refusals.add(refusal);
    warnings.splice(0, warnings.length, ...refusals.warnings);
    if (!refusals.isEmpty) throw toError(reading);
  });
  // Whoever awaits `checked` later still hears of it; until then it is not unhandled.
  checked.catch(() => undefined);
  return { api: deepFreeze(api), files: filesOf(sources), ...plainText(sources), warnings, checked, positionOf: positionsOf(documents, sources) };
}

interface Start {
  /** Folder or file, absolute. */
  readonly target: string;
  readonly name: string;
  readonly sources: Sources;
  readonly references: References;
  readonly refusals: RefusalList;
  readonly cache: MachineCache;
  readonly texts: TextCache;
  readonly features?: SchemaFeatures;
}

function startReading(target: string, options: LoadOptions, known?: TextCache): Start {
  const name = nameOf(target);
  const base = path.resolve(options.base ?? '.');
  const refusals = new RefusalList({ lenient: options.lenient, refuse: options.refuse });
  const cacheFolder = options.cache === false ? undefined : path.resolve(base, options.cache ?? '.cache/specwright');
  const cache = new MachineCache(cacheFolder && machineFolder());
  const texts = known ?? new TextCache(cacheFolder && samplesPath(cacheFolder, target), options.edition);
  const root = path.resolve(options.root ?? (isFile(target) ? path.dirname(target) : target));
  const sources = new Sources({ root, base, refusals, texts });
  const { features } = options;
  return { target, name, sources, references: new References(sources, refusals), refusals, cache, texts, ...(features && { features }) };
}

/** Where it is remembered what was found out about the contract at a path. */
export function samplesPath(cacheFolder: string, target: string): string {
  return path.join(cacheFolder, `${nameOf(target)}-${digest([target]).slice(0, 8)}.samples`);
}

/** Of the folder; of a file that has a name of its own, that name. */
function nameOf(target: string): string {
  const stem = path.basename(target, path.extname(target));
  const isGeneral = stem === 'openapi' || stem === 'asyncapi';
  return isFile(target) && !isGeneral ? kebabCase(stem) : path.basename(isFile(target) ? path.dirname(target) : target);
}

async function checkAsyncDocument({ asyncapiAsWritten: root }: Documents, { references, cache }: Start): Promise<Refusal[]> {
  return root === undefined ? [] : checkAsyncApi(root, withoutOtherFiles(root, references), cache);
}

function toError({ sources, refusals }: Start): Refusals {
  return new Refusals(refusals.toArray(), filesOf(sources), new Map(sources.all.map(({ file, text }) => [file, text])));
}

/** A document of AsyncAPI 2 is asked as the one of AsyncAPI 3 that it was read as. */
function positionsOf({ openapi, asyncapi }: Documents, sources: Sources): LoadedApi['positionOf'] {
  const read = [...sources.all, openapi.source, ...(asyncapi === undefined ? [] : [asyncapi.source])];
  const byFile = new Map(read.map((source) => [source.file, source]));
  return (file, pointer) => byFile.get(file)?.positionOf(pointer);
}

function plainText({ all: [source, ...others] }: Sources): Pick<LoadedApi, 'plainText'> {
  return source?.isPlain === true && others.length === 0 ? { plainText: source.text } : {};
}

function filesOf(sources: Sources): string[] {
  return sources.all.map(({ path: file }) => file);
}
