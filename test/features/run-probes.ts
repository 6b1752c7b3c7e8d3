import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { plan } from '../../generator/emit/plan.ts';
import { TextCache } from '../../generator/load/text-cache.ts';
import { emitSerializers } from '../../generator/emit/serializers/serializers.ts';
import { emitValidators } from '../../generator/emit/validators/validators.ts';
import { Refusals } from '../../generator/load/refusals.ts';
import { loadApi } from '../../generator/model/load-api.ts';
import type { Api } from '../../generator/model/types.ts';
import { asyncapiBase } from './asyncapi-probes.ts';
import { example, openapiBase } from './openapi/fragments.ts';
import { merge, type Fragment, type Probe, type Specification, type Version } from './probe.ts';

/**
 * `supported`: what is generated is different with the feature, and a schema lets through what it should and nothing else.
 * `ignored`: it is taken, and nothing is different. `refused`: with these words. `absent`: the version does not have it.
 */
export interface Outcome {
  readonly kind: 'supported' | 'ignored' | 'refused' | 'absent';
  /** Words of refusals or of warnings. */
  readonly words: readonly string[];
}

interface Taken {
  readonly fingerprint: string;
  readonly warnings: readonly string[];
}

/** Validators and serialisers cost most of the time, and say nothing about schemas that the other outputs do not say. */
const compared = plan.filter((emit) => emit !== emitValidators && emit !== emitSerializers);

/** Each document has a folder that stays: the parser of AsyncAPI takes half a second to find the same document sound again. */
const documents = path.resolve('.cache/features');
/** The only one in which values are tried. */
const newest = '3.2';
/** Of schemas, what no output but documentation shows. */
const notes = new Set(['$comment', 'xml', 'example', 'examples', 'externalDocs']);

/** Runs probes, each document once. */
export class ProbeRunner {
  readonly #known = new Map<string, Promise<Taken | readonly string[]>>();

  async run(probe: Probe, { kind, version }: Pick<Specification, 'kind'> & { readonly version: Version }): Promise<Outcome> {
    const added = isOf(probe, version) ? fragmentOf(probe.add, version) : undefined;
    if (added === undefined) return { kind: 'absent', words: [] };
    const base = merge(kind === 'openapi' ? openapiBase(version) : asyncapiBase(version), fragmentOf(probe.on ?? {}, version) ?? {}) as Fragment;
    const before = await this.#take(base);
    const after = await this.#take(merge(base, added) as Fragment);
    if (!('fingerprint' in before)) throw new Error(`${probe.feature} stands on what is refused: ${before.join(', ')}`);
    if (!('fingerprint' in after)) return { kind: 'refused', words: after };
    // Once is enough: whatever the version, it is the same schema by now.
    if (version === (probe.until ?? newest)) await this.#checkValues(probe, merge(base, added) as Fragment);
    const words = after.warnings.filter((word) => !before.warnings.includes(word));
    return { kind: after.fingerprint === before.fingerprint ? 'ignored' : 'supported', words };
  }

  /** An example is held against its schema by the same functions that a service holds requests against. */
  async #checkValues({ feature, good, bad }: Probe, document: Fragment): Promise<void> {
    const isRefused = async (value: unknown) => {
      const result = await this.#take(merge(document, example(value)) as Fragment);
      return ('fingerprint' in result ? result.warnings : result).includes('invalid-example');
    };
    if (good !== undefined && (await isRefused(good))) throw new Error(`${feature}: ${JSON.stringify(good)} is not let through`);
    if (bad !== undefined && !(await isRefused(bad))) throw new Error(`${feature}: ${JSON.stringify(bad)} is let through`);
  }

  #take(document: Fragment): Promise<Taken | readonly string[]> {
    const text = JSON.stringify(document);
    const known = this.#known.get(text) ?? this.#generate(text);
    this.#known.set(text, known);
    return known;
  }

  /** Words of the refusals, or what was generated. */
  async #generate(text: string): Promise<Taken | readonly string[]> {
    const folder = path.join(documents, hashOf(text).slice(0, 16));
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, text.includes('"asyncapi":') ? 'asyncapi.json' : 'openapi.json'), text);
    try {
      const { api, warnings } = await loadApi(folder, { base: folder, cache: path.join(documents, 'known') });
      const outputs = compared.flatMap((emit) => emit({ ...api, name: 'probe' }, new TextCache()));
      const fingerprint = hashOf(JSON.stringify(outputs) + typesText(api));
      return { fingerprint, warnings: [...new Set(warnings.map(({ code }) => code))] };
    } catch (error) {
      if (error instanceof Refusals) return [...new Set(error.refusals.map(({ code }) => code))];
      throw error;
    }
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** What types are printed from. */
function typesText({ document }: Api): string {
  return JSON.stringify(document['components'], (key, value: unknown) => (notes.has(key) ? undefined : value));
}

function isOf({ since, until }: Probe, version: Version): boolean {
  return (since === undefined || version >= since) && (until === undefined || version <= until);
}

function fragmentOf(fragment: Probe['add'], version: Version): Fragment | undefined {
  const keys = Object.keys(fragment);
  const isByVersion = keys.length > 0 && keys.every((key) => /^\d\.\d$/.test(key));
  return isByVersion ? (fragment as Partial<Record<Version, Fragment>>)[version] : (fragment);
}
