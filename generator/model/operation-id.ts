import { camelCase, words } from './letter-case.ts';

/** What an operation without `operationId` is called: `getPetsByPetId` for `GET /pets/{pet_id}`. */
export function idFromPath(method: string, template: string): string {
  const segments = template.split('/').map((segment) => segment.replace(/\{([^{}]*)\}/g, ' by $1 '));
  return camelCase([method, ...segments].flatMap(words).join(' '));
}

/** The id, or with a number behind it the first that is not taken yet; it is taken then. */
export function freeId(id: string, taken: Set<string>): string {
  const candidates = function* (): Generator<string> {
    yield id;
    for (let count = 2; ; count++) yield id + count;
  };
  for (const candidate of candidates()) {
    if (taken.has(candidate)) continue;
    taken.add(candidate);
    return candidate;
  }
  return id;
}
