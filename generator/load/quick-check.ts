import { createRequire } from 'node:module';
import { compileFunction } from 'node:vm';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { digest } from './digest.ts';
import type { Edition } from './edition.ts';
import type { MachineCache } from './machine-cache.ts';
import { createCompiler, partReference, publishedSchema, type OpenApiPart } from './published-schema.ts';

type Check = (value: unknown) => boolean;

const require = createRequire(import.meta.url);
const checks = new Map<string, Check>();

/**
 * Whether a part of an OpenAPI document is sound, and no word about what is not: Ajv's code for that is printed once for all
 * contracts on a machine, since compiling the published schema takes longer than anything that is done with it.
 */
export function quickCheck(edition: Edition, part: OpenApiPart, cache: MachineCache): Check {
  const place = `openapi-${edition}-${part}`;
  const known = checks.get(place);
  if (known !== undefined) return known;
  const text = cache.text(`${place}-${madeFrom(edition)}.cjs`, () => printCheck(edition, part));
  const module: { exports: { check?: Check } } = { exports: {} };
  const run = compileFunction(text, ['exports', 'require', 'module']) as (...values: unknown[]) => void;
  run(module.exports, require, module);
  const check = module.exports.check ?? (() => false);
  checks.set(place, check);
  return check;
}

const options = { messages: false, validateSchema: false, code: { source: true } } as const;

function printCheck(edition: Edition, part: OpenApiPart): string {
  return standaloneCode.default(createCompiler(edition, options), { check: partReference(edition, part) });
}

/** All that the code depends on. */
function madeFrom(edition: Edition): string {
  const versions = ['ajv', 'ajv-formats'].map((name) => (require(`${name}/package.json`) as { version: string }).version);
  return digest([...versions, JSON.stringify(options), JSON.stringify(publishedSchema(edition))]).slice(0, 16);
}
