/** Plain data, merged into a small document that is sound by itself. */
export type Fragment = Readonly<Record<string, unknown>>;

/** In place of a value: the key is taken out of the document. */
export const absent = Symbol('absent');

export type Version = '2.6' | '3.0' | '3.1' | '3.2';

export interface Specification {
  readonly kind: 'openapi' | 'asyncapi';
  readonly versions: readonly Version[];
}

/** A document that uses one feature of a specification. */
export interface Probe {
  /** As the specification calls it. */
  readonly feature: string;
  /** What uses the feature, by version where versions spell it differently; a version that is not there does not have it. */
  readonly add: Fragment | Partial<Record<Version, Fragment>>;
  /** What the feature stands on, itself another one. */
  readonly on?: Probe['add'];
  /** First version that has it. */
  readonly since?: Version;
  /** Last version that has it. */
  readonly until?: Version;
  /** Of a schema: a value that it lets through, and one that it does not. */
  readonly good?: unknown;
  readonly bad?: unknown;
  /** Why a feature that changes nothing is ignored, or what there is to know of it. */
  readonly note?: string;
}

export interface Section {
  readonly title: string;
  readonly probes: readonly Probe[];
}

/** Objects are merged, lists go one behind the other, anything else replaces what was there. */
export function merge(document: unknown, fragment: unknown): unknown {
  if (Array.isArray(document) && Array.isArray(fragment)) return [...(document as unknown[]), ...(fragment as unknown[])];
  if (!isObject(document) || !isObject(fragment)) return fragment;
  const merged = { ...document };
  for (const [key, value] of Object.entries(fragment)) {
    if (value === absent) delete merged[key];
    else merged[key] = key in document ? merge(document[key], value) : merge({}, value);
  }
  return merged;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
