/** Libraries that most services never use, or not at once, and that take longer to load than everything else that a service starts with. */
import { createRequire } from 'node:module';
import type * as busboy from '@fastify/busboy';
import type * as ioredis from 'ioredis';
import type * as promClient from 'prom-client';
import type * as socketIo from 'socket.io';

const require = createRequire(import.meta.url);

export const loadBusboy = (): typeof busboy => require('@fastify/busboy') as typeof busboy;

/** Counts are kept as plain numbers until somebody scrapes. */
export const loadPromClient = (): typeof promClient => require('prom-client') as typeof promClient;

export const loadRedis = (): typeof ioredis => require('ioredis') as typeof ioredis;

export const loadSocketIo = (): typeof socketIo => require('socket.io') as typeof socketIo;
