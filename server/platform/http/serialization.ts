// What is answered is written by code made of the contract's schema: a field that the contract does
// not name never leaves the server.
import buildSerializer from 'fast-json-stringify';
import type { FastifyInstance } from 'fastify';
import { compiledOnce } from './compiled-once.ts';

export function useSerialization(app: FastifyInstance): void {
  app.setSerializerCompiler<object>(({ schema }) => {
    const write = compiledOnce(() => buildSerializer(schema));
    return (data) => write()(data);
  });
}
