/**
 * The frozen model between reading and printing. Plain data, complete, with every name final:
 * emitters look things up here and decide nothing about names, references or defaults.
 */
import type { Position } from '../load/position.ts';
import type { JsonSchema } from './json-schema.ts';
import type { Channel } from './types/channel.ts';
import type { CheckSettings } from './types/check-setting.ts';
import type { Body, Response } from './types/content.ts';
import type { Link } from './types/link.ts';
import type { Parameter } from './types/parameter.ts';
import type { SecurityRule, SecurityScheme } from './types/security-scheme.ts';
import type { Topic } from './types/topic.ts';

export type { Position };
export type * from './types/channel.ts';
export type * from './types/check-setting.ts';
export type * from './types/content.ts';
export type * from './types/link.ts';
export type * from './types/parameter.ts';
export type * from './types/security-scheme.ts';
export type * from './types/topic.ts';

export interface Api {
  readonly kind: 'api';
  /** Folder name under spec/, for example `petstore`. */
  readonly name: string;
  readonly title: string;
  readonly version: string;
  readonly operations: readonly Operation[];
  readonly channels: readonly Channel[];
  /** Channels that others carry. */
  readonly topics: readonly Topic[];
  /** What the service sends by itself; the schemas of these operations are those of {@link Api.schemas}. */
  readonly webhooks: readonly Webhook[];
  /** Callbacks of those, which their receivers send, then the callbacks of these, and so on: each side in its turn. */
  readonly returned: readonly (readonly Webhook[])[];
  readonly links: readonly Link[];
  /** Components of both documents under one set of names, in order of name. */
  readonly schemas: readonly NamedSchema[];
  readonly securitySchemes: readonly SecurityScheme[];
  /** JSON Schema dialect of the schemas. */
  readonly dialect: 'draft-04' | '2020-12';
  /** One bundled OpenAPI document with the schemas of both: the input of hey-api. References are all `#/components/…`. */
  readonly document: Readonly<Record<string, unknown>>;
  /** Absent unless an operation hands it out. */
  readonly served?: ServedDocument;
  /** Whether it is a part of an API with many operations, to be printed as it is printed there. */
  readonly isPart?: boolean;
}

/** The OpenAPI document itself. Other files that it refers to are not part of it. */
export interface ServedDocument {
  /** As it was written. */
  readonly text: string;
  readonly json: string;
}

/** A schema with a name of its own: `#/components/schemas/<name>`. */
export interface NamedSchema {
  readonly kind: 'schema';
  /** Key under components/schemas. */
  readonly name: string;
  /** TypeScript type, as hey-api prints it. */
  readonly typeName: string;
  /** References are `#/components/schemas/<name>`. */
  readonly schema: JsonSchema;
  readonly at: Position;
}

/** A request that the service sends by itself: a webhook of the document, or a callback of an operation. */
export interface Webhook {
  readonly kind: 'webhook';
  /** What is sent and answered; `path` is where a receiver of ours expects it. */
  readonly operation: Operation;
  /** Of a callback: where it goes, as texts with runtime expressions in braces (OpenAPI 3.1, "Callback Object"). */
  readonly address?: string;
}

export interface Operation {
  readonly kind: 'operation';
  readonly id: string;
  /** `CreateSession`: prefix of the types that hey-api prints (`CreateSessionData`, `CreateSessionResponses`, …). */
  readonly typeName: string;
  /** `createSession`. */
  readonly functionName: string;
  /** `create-session`. */
  readonly fileName: string;
  readonly tag: string;
  /** `sessions`. */
  readonly folder: string;
  /** Lower case: `get`, `query`, or one of `additionalOperations` (OpenAPI 3.2, "Path Item Object"). */
  readonly method: string;
  /** Base path of the first server included; a segment may hold more than its parameter: `/v1/items/{id}.json`. */
  readonly path: string;
  /** What the query must say where the path's key goes on behind a `?`: `/rest?method=people.find`. */
  readonly constants?: Readonly<Record<string, string>>;
  /**
   * What of its parameters tells it from other operations of this method and path: texts that they must be in the query and, lower
   * case, among the headers; null for any.
   */
  readonly selector?: { readonly query: Readonly<Record<string, string | null>>; readonly headers: Readonly<Record<string, string>> };
  readonly summary: string;
  readonly description: string;
  readonly deprecated: boolean;
  readonly parameters: readonly Parameter[];
  readonly body?: Body;
  /** Sorted: exact statuses, then ranges, then default. */
  readonly responses: readonly Response[];
  readonly security: SecurityRule;
  readonly limits: Limits;
  readonly idempotency?: { readonly header: string; readonly required: boolean; readonly keepSeconds: number };
  readonly checks?: CheckSettings;
  readonly at: Position;
}

export interface Limits {
  readonly bodyBytes: number;
  readonly timeoutMs: number;
  readonly rates: readonly {
    readonly name: string;
    readonly by: 'client' | 'actor' | 'caller';
    readonly limit: number;
    readonly windowSeconds: number;
  }[];
}
