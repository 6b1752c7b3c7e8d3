import type { JsonSchema } from '../../generator/model/json-schema.ts';
import type { Content, Operation, Parameter, Response } from '../../generator/model/types.ts';
import type { Contract } from '../contract/open-contract.ts';
import { Sampler } from '../sample/sampler.ts';
import type { Sites } from '../schema/site.ts';

/** What was made from a contract is made from it again: always the same. */
const samplers = new WeakMap<Contract, Sampler>();

/** A contract with what is asked of it over and over. */
export class Subject {
  readonly contract: Contract;
  readonly sampler: Sampler;

  constructor(contract: Contract) {
    this.contract = contract;
    this.sampler = samplers.get(contract) ?? new Sampler(contract.schemas);
    samplers.set(contract, this.sampler);
  }

  get operations(): readonly Operation[] {
    return this.contract.api.operations;
  }

  sitesOf({ schema, at }: { readonly schema?: JsonSchema; readonly at: { readonly file: string; readonly pointer: string } }): Sites {
    return schema === undefined ? [] : [{ schema, file: at.file, pointer: `${at.pointer}/schema` }];
  }

  accepts(described: Content | Parameter, value: unknown): boolean {
    return this.contract.schemas.accepts(this.sitesOf(described), value);
  }
}

/** What the contract says of an answer with this status: exactly, by its class, or by default. */
export function responseFor({ responses }: Pick<Operation, 'responses'>, status: number): Response | undefined {
  const named = (name: string) => responses.find((response) => response.status === name);
  return named(String(status)) ?? named(`${String(status)[0] ?? ''}XX`) ?? named('default');
}

/** Whether somebody without credentials may call it. */
export function isOpen({ security }: Pick<Operation, 'security'>): boolean {
  return security.length === 0 || security.some((alternative) => alternative.length === 0);
}

/** Whether some answer is a stream of items. */
export function isStreaming({ responses }: Pick<Operation, 'responses'>): boolean {
  return responses.some(({ contents }) => contents.some(({ codec }) => codec === 'events' || codec === 'json-lines'));
}
