import { _ } from 'ajv/dist/core.js';
import type { Ajv2020 } from 'ajv/dist/2020.js';
import { createSchemaCompiler } from '../../model/schema-compiler.ts';
import type { Api } from '../../model/types.ts';

/** What of JSON Schema an API uses that costs every validator something. */
export interface SchemaFeatures {
  /** `unevaluatedProperties`, `unevaluatedItems`. */
  readonly unevaluated: boolean;
  /** `$dynamicRef`. */
  readonly dynamic: boolean;
  /** A property with a name that every object inherits, such as `constructor`. */
  readonly inheritedNames: boolean;
}

export function featuresOf({ schemas, operations, channels }: Api): SchemaFeatures {
  const text = JSON.stringify([schemas, operations, channels]);
  return {
    unevaluated: /"unevaluated(Properties|Items)":/.test(text),
    dynamic: /"\$(dynamic|recursive)(Ref|Anchor)":/.test(text),
    inheritedNames: Object.getOwnPropertyNames(Object.prototype).some((name) => text.includes(`"${name}"`)),
  };
}

/** An Ajv whose functions are printed, not called. `fills`: missing values that have a default are filled in. */
export function createPrintCompiler(api: Api, features: SchemaFeatures, fills: boolean): Ajv2020 {
  const compiler = createSchemaCompiler(api.schemas, {
    code: { source: true, esm: true, lines: true, formats: _`formats` },
    inlineRefs: 3,
    ownProperties: features.inheritedNames,
    useDefaults: fills,
    // The model was compiled strictly; a default in a branch of `anyOf`, which Ajv leaves alone, is no error here.
    strictSchema: false,
    logger: false,
  });
  compiler.opts.unevaluated = features.unevaluated;
  for (const [name, format] of Object.entries(compiler.formats))
    if (format !== true) compiler.addFormat(name, formatKind(format));
  return compiler;
}

/** The printed code calls the runtime's format functions; only what kind of value they take is needed here. */
function formatKind(format: unknown): { type: 'number'; validate: () => boolean } | (() => boolean) {
  const isNumeric = typeof format === 'object' && format !== null && 'type' in format && format.type === 'number';
  return isNumeric ? { type: 'number', validate: () => true } : () => true;
}
