import type { Edition } from './edition.ts';
import type { Located } from './located.ts';
import { partValidator, publishedSchema, type OpenApiPart } from './published-schema.ts';
import type { Refusal } from './refusal.ts';
import { explainErrors, type StructureFault } from './structure-errors.ts';
import type { ValidityCache } from './validity-cache.ts';

/** What is wrong with the structure of a part of an OpenAPI document; schemas within are not looked at. */
export function checkOpenApi(part: OpenApiPart, located: Located, edition: Edition, cache: ValidityCache): Refusal[] {
  const decisive = [publishedSchema(edition).$id, part, JSON.stringify(located.value)];
  if (cache.isValid(decisive)) return [];
  const validate = partValidator(edition, part);
  if (!validate(located.value)) return explainErrors(validate.errors ?? []).map((fault) => toRefusal(fault, located));
  cache.remember(decisive);
  return [];
}

function toRefusal({ code, pointer, isAboutKey, message, hint }: StructureFault, { source, pointer: base }: Located): Refusal {
  const place = base + pointer;
  const position = isAboutKey ? source.positionOfKey(place) : source.positionOf(place);
  return { code, message, hint, position };
}
