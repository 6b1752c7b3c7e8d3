import type { Contract } from '../../contract/open-contract.ts';
import { SchemaKeys } from '../../schema/schema-keys.ts';
import { Subsumption } from '../subsumption/subsumption.ts';

/** Two contracts, and what is known about both of them. */
export interface Context {
  readonly old: Contract;
  readonly next: Contract;
  readonly keys: SchemaKeys;
  /** What the old contract takes and the new one refuses. */
  readonly lost: Subsumption;
  /** What the new contract takes and the old one refused. */
  readonly gained: Subsumption;
}

export function createContext(old: Contract, next: Contract): Context {
  const keys = new SchemaKeys([old.schemas, next.schemas]);
  return {
    old,
    next,
    keys,
    lost: new Subsumption(old.schemas, next.schemas, keys),
    gained: new Subsumption(next.schemas, old.schemas, keys),
  };
}
