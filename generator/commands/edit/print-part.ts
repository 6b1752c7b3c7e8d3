import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emitAll } from '../../emit/plan.ts';
import { rulesDigest } from '../../emit/rules-digest.ts';
import type { Refusal } from '../../load/refusal.ts';
import type { TextCache } from '../../load/text-cache.ts';
import { readApi, type LoadOptions } from '../../model/load-api.ts';
import { featuresOf, type SchemaFeatures } from '../../model/schema-features.ts';
import type { NamedSchema, Operation } from '../../model/types.ts';
import { isEditable } from './editable-document.ts';

/** What is printed of a document that is a part of a larger one. */
export interface PrintedPart {
  readonly texts: ReadonlyMap<string, string>;
  /** As {@link rulesDigest}. */
  readonly rules: string;
  /** What it is warned of, wherever that stands. */
  readonly warnings: readonly string[];
  readonly schemas: readonly NamedSchema[];
  readonly operations: readonly Operation[];
  /** What of that on which all validators of an API depend is in this part. */
  readonly features: SchemaFeatures;
  /** Whether nothing in it is about more than one operation. */
  readonly isEditable: boolean;
}

/** What may be known already of what a part is made of. */
export interface KnownTexts {
  readonly samples: TextCache;
  readonly printed: TextCache;
}

/**
 * Prints a JSON document as a part of the API of this name. `folder` is for its files, and is to be deleted by the caller; `options` have
 * the features of the whole.
 */
export async function printPart(name: string, text: string, folder: string, options: LoadOptions, known: KnownTexts): Promise<PrintedPart> {
  const contract = join(folder, name);
  mkdirSync(contract, { recursive: true });
  writeFileSync(join(contract, 'openapi.json'), text);
  const { api, warnings, checked } = await readApi(contract, { ...options, root: contract, cache: folder }, known.samples);
  await checked;
  const outputs = emitAll({ ...api, isPart: true }, known.printed);
  const texts = new Map(outputs.map((output) => [output.path, output.text]));
  const { schemas, operations, channels } = api;
  const features = featuresOf([schemas, operations, channels]);
  return { texts, rules: rulesDigest(api), warnings: warnings.map(toText), schemas, operations, features, isEditable: isEditable(api) };
}

function toText({ code, message, hint, position }: Refusal): string {
  return [code, message.replaceAll(/(:|\(line )\d+/g, '$1'), hint, position.pointer].join('\n');
}
