import { after } from 'node:test';
import { contractTests } from '../../../generated/rustygpt/contract-tests.ts';
import { startContractTarget } from './contract-target.ts';

const target = await startContractTarget();
after(() => target.close());

contractTests(target);
