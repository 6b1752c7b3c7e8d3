import { addOther, presentFields, toInteger, type DecodeFields, type PartRow } from 'specwright/runtime';

/** What the generator prints for a pet with a photo: `name`, `age`, `tags` are texts. */
export const fieldsOfPets: DecodeFields = (pairs, violations) => {
  let name: unknown;
  let age: unknown;
  let tags: unknown[] | undefined;
  const others: Record<string, unknown> = {};
  while (pairs.next()) {
    if (pairs.isNamed('name')) {
      if (name === undefined) name = pairs.text('/name', violations);
      else violations.push({ in: 'query', pointer: '/name', keyword: 'style', message: 'must be given only once' });
    } else if (pairs.isNamed('age')) age = toInteger(pairs.text('/age', violations));
    else if (pairs.isNamed('tags')) (tags ??= []).push(pairs.text('/tags', violations));
    else addOther(others, pairs.name(), pairs.text('', violations));
  }
  return presentFields(others, { name, age, tags });
};

export const petParts: Readonly<Record<string, PartRow>> = {
  meta: { as: 'json', isList: false, mediaTypes: [] },
  photo: { as: 'file', isList: false, mediaTypes: ['image/*'], minBytes: 1, maxBytes: 2_000_000 },
  docs: { as: 'file', isList: true, mediaTypes: [] },
};
