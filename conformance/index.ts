/** The public face of `specwright/conformance`: contracts against each other, and running services against their contracts. */
export { openContract } from './contract/open-contract.ts';
export type { Contract, OpenOptions } from './contract/open-contract.ts';
export { compareContracts } from './diff/compare-contracts.ts';
export type { Finding as DiffFinding } from './diff/finding.ts';
export { defaults as verifyDefaults } from './verify/options.ts';
export type { VerifyOptions } from './verify/options.ts';
export { verify } from './verify/verify.ts';
export type { Progress, VerifyReport } from './verify/verify.ts';
export type { Finding as VerifyFinding } from './verify/finding.ts';
