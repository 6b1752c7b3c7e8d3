import type { DocumentOptions, ParseOptions, SchemaOptions } from 'yaml';

/** How contracts are read: mistakes are told by us, in our words; keys that stand twice, too. */
export const parseOptions: ParseOptions & DocumentOptions & SchemaOptions = { uniqueKeys: false, version: '1.2', prettyErrors: false };
