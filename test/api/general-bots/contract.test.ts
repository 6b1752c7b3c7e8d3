import { after } from 'node:test';
import { contractTests } from '../../../generated/general-bots/contract-tests.ts';
import { startContractTarget } from './contract-target.ts';

const target = await startContractTarget();
after(() => target.close());

contractTests(target);
