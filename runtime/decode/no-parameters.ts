import type { Decode, DecodedInput } from '../contract.ts';

/** Stands for a part of a request in which an operation declares nothing. */
export const noParameters: Record<string, never> = Object.freeze({});

/** The parameters of an operation that declares none. */
export const nothing: DecodedInput = Object.freeze({
  path: noParameters,
  query: noParameters,
  headers: noParameters,
  cookies: noParameters,
});

/** The decoder of every operation without parameters. */
export const decodeNothing: Decode = () => nothing;
