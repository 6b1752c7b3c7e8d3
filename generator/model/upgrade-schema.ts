type Keywords = Readonly<Record<string, unknown>>;

/** Keywords that tell about a schema as a whole and check nothing. */
const notes = new Set(
  `$comment default deprecated description example examples externalDocs readOnly title writeOnly xml`.split(' '),
);

/** Keywords under which null would have to satisfy further schemas. */
const branching = ['$ref', 'allOf', 'anyOf', 'not', 'if', 'oneOf', 'const'];

/** A schema without any of these stays as it is, as most do. */
const changed = [
  ...['exclusiveMinimum', 'exclusiveMaximum', '$dynamicRef', '$recursiveRef', 'dependencies'],
  ...['items', 'additionalItems', 'enum', 'nullable'],
];

/**
 * A schema in words of JSON Schema 2020-12, whose keywords may be those of OpenAPI 3.0 and of older drafts: `nullable`,
 * `exclusiveMinimum: true`, a list as `items`. What `nullable` is written beside allows null (OpenAPI 3.0 leaves open what it
 * means beside `allOf`, `oneOf` or `enum`; this is what their authors mean by it).
 */
export function upgradeSchema(schema: Keywords): Keywords {
  if (!changed.some((keyword) => Object.hasOwn(schema, keyword))) return schema;
  const limited = withLimit(withLimit(schema, 'exclusiveMinimum', 'minimum'), 'exclusiveMaximum', 'maximum');
  return withNull(withNothing(withTuple(withDependencies(withReference(limited)))));
}

/** Where a `$dynamicRef` or `$recursiveRef` leads is known once the schemas around it are; then it is a reference like any other. */
function withReference({ $dynamicRef, $recursiveRef = $dynamicRef, ...schema }: Keywords): Keywords {
  if ($recursiveRef === undefined) return schema;
  if (schema.$ref === undefined) return { $ref: $recursiveRef, ...schema };
  return { ...schema, allOf: [...((schema.allOf as unknown[] | undefined) ?? []), { $ref: $recursiveRef }] };
}

/** Until draft 2019-09 one keyword held what `dependentRequired` and `dependentSchemas` hold now. */
function withDependencies({ dependencies, ...schema }: Keywords): Keywords {
  if (dependencies === undefined) return schema;
  const members = Object.entries(dependencies as object);
  const part = (keyword: string, isOfPart: (value: unknown) => boolean) => {
    const found = members.filter(([, value]) => isOfPart(value));
    return found.length === 0 ? {} : { [keyword]: { ...(schema[keyword] as object | undefined), ...Object.fromEntries(found) } };
  };
  return { ...schema, ...part('dependentRequired', Array.isArray), ...part('dependentSchemas', (value) => !Array.isArray(value)) };
}

/** Draft 4: `exclusiveMinimum: true` says that `minimum` itself is not allowed. */
function withLimit(schema: Keywords, exclusive: string, inclusive: string): Keywords {
  const { [exclusive]: flag, ...others } = schema;
  if (typeof flag !== 'boolean') return schema;
  const { [inclusive]: limit, ...rest } = others;
  return flag && limit !== undefined ? { ...rest, [exclusive]: limit } : others;
}

/** Until draft 2019-09 a list of schemas for the first items was called `items`, and what follows it `additionalItems`. */
function withTuple({ additionalItems, ...schema }: Keywords): Keywords {
  if (!Array.isArray(schema.items)) return schema;
  const { items, ...others } = schema;
  const first = items.length > 0 ? { prefixItems: items as unknown } : {};
  return { ...others, ...first, ...(additionalItems === undefined ? {} : { items: additionalItems }) };
}

/** Neither compilers nor printers of types take a list without values. */
function withNothing({ enum: values, ...schema }: Keywords): Keywords {
  if (values === undefined) return schema;
  return Array.isArray(values) && values.length === 0 ? { ...schema, not: {} } : { ...schema, enum: values };
}

function withNull({ nullable, ...schema }: Keywords): Keywords {
  if (nullable !== true) return schema;
  if (branching.some((keyword) => Object.hasOwn(schema, keyword))) return choiceOfNull(schema);
  const types = schema.type === undefined ? {} : { type: [...new Set([schema.type, 'null'].flat())] };
  const values = Array.isArray(schema.enum) && !schema.enum.includes(null) ? { enum: [...(schema.enum as unknown[]), null] } : {};
  return { ...schema, ...types, ...values };
}

function choiceOfNull(schema: Keywords): Keywords {
  const members = Object.entries(schema);
  const told = Object.fromEntries(members.filter(([keyword]) => notes.has(keyword)));
  const held = Object.fromEntries(members.filter(([keyword]) => !notes.has(keyword)));
  return { ...told, anyOf: [held, { type: 'null' }] };
}

/** Whether a keyword says nothing about what is valid. */
export function isNote(keyword: string): boolean {
  return notes.has(keyword) || keyword.startsWith('x-');
}
