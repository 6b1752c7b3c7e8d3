import type { InstallAgent } from '../../../generated/stella/operations.ts';
import type { Context } from '../context.ts';
import { installPackage } from './install-package.ts';

export const installAgent: InstallAgent<Context> = installPackage;
