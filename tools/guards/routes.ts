// Collects every route that contract/ declares and says what is wrong with the collection.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Route } from '#contract/route';
import { isTest, listFiles, REPOSITORY } from './source-files.ts';

export type DeclaredRoute = Route & { file: string };

const METHODS = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'];

function isRoute(value: unknown): value is Route {
  if (typeof value !== 'object' || value === null) return false;
  const { id, path: address, method } = value as Partial<Route>;
  return typeof id === 'string' && typeof address === 'string' && METHODS.includes(method ?? '');
}

/** Routes among exported values, one level into exported tables of routes. */
export function routesOf(exports: Record<string, unknown>): Route[] {
  return Object.values(exports).flatMap((value) => {
    if (isRoute(value)) return [value];
    if (typeof value !== 'object' || value === null) return [];
    return Object.values(value).filter(isRoute);
  });
}

export async function declaredRoutes(): Promise<DeclaredRoute[]> {
  const files = listFiles(REPOSITORY, 'contract').filter((name) =>
    name.endsWith('.ts') && !isTest(name));
  const routes = await Promise.all(files.map(async (file) => {
    const url = pathToFileURL(path.join(REPOSITORY, file)).href;
    const exports = await import(url) as Record<string, unknown>;
    return routesOf(exports).map((route) => ({ ...route, file }));
  }));
  return routes.flat();
}

function repeated(values: string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}

/** What is wrong with the declarations, in words; empty when all is well. */
export function routeFaults(routes: Route[]): string[] {
  const shape = (route: Route) => `${route.method} ${route.path.replaceAll(/:\w+/g, ':')}`;
  return [
    ...repeated(routes.map((route) => route.id)).map((id) => `id ${id} is declared twice`),
    ...repeated(routes.map(shape)).map((address) => `${address} is declared twice`),
    ...routes.flatMap((route) => [
      ...(route.access ? [] : [`${route.id}: no access`]),
      ...(/[а-яё]/i.test(route.summary ?? '') ? [] : [`${route.id}: no Russian summary`]),
      ...(/^[a-z][\w]*(\.[a-z]\w*)+$/.test(route.id) ? [] : [`${route.id}: id is not noun.verb`]),
      ...(/^\/(api\/|healthz$|metrics$|exchange\/1c$)/.test(route.path)
        ? [] : [`${route.id}: ${route.path} is outside /api`]),
      ...missingParams(route),
    ]),
  ];
}

function missingParams(route: Route): string[] {
  const named = [...route.path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '');
  const schema = route.params as { properties?: object } | undefined;
  const declared = Object.keys(schema?.properties ?? {});
  const same = named.length === declared.length && named.every((name) => declared.includes(name));
  return same ? [] : [`${route.id}: params of ${route.path} and of its schema differ`];
}
