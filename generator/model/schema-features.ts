/** What of JSON Schema the schemas of an API use that costs every validator something. */
export interface SchemaFeatures {
  /** `unevaluatedProperties`, `unevaluatedItems`. */
  readonly unevaluated: boolean;
  /** A property with a name that every object inherits, such as `constructor`. */
  readonly inheritedNames: boolean;
}

const unevaluatedWords: ReadonlySet<string> = new Set(['unevaluatedProperties', 'unevaluatedItems']);
const inheritedNames: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** A place is looked for in its text when its line is asked for; nothing here is said about it. */
function isPlace(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.getOwnPropertyDescriptor(value, 'line')?.get !== undefined;
}

/** Looks at every name and text in parts of a model; places, which are there for messages, aside. */
export function featuresOf(parts: unknown): SchemaFeatures {
  const features = { unevaluated: false, inheritedNames: false };
  const visit = (value: unknown): void => {
    if (typeof value === 'string') {
      if (inheritedNames.has(value)) features.inheritedNames = true;
    } else if (Array.isArray(value)) {
      value.forEach(visit);
    } else if (typeof value === 'object' && value !== null) {
      for (const key of Object.keys(value)) {
        if (unevaluatedWords.has(key)) features.unevaluated = true;
        if (inheritedNames.has(key)) features.inheritedNames = true;
        const member = (value as Readonly<Record<string, unknown>>)[key];
        if (key !== 'at' || !isPlace(member)) visit(member);
      }
    }
  };
  visit(parts);
  return features;
}
