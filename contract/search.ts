// One search over everything the caller may see, for the command palette.
import Type, { type Static } from 'typebox';
import { defineRoute } from './route.ts';

export const SearchHit = Type.Object({
  id: Type.Integer(),
  title: Type.String(),
  /** «РТ-106004 · АО «Волгоцемент»» */
  subtitle: Type.String(),
});
export type SearchHit = Static<typeof SearchHit>;

export const SearchResult = Type.Object({
  /** In the order in which they are shown; empty groups are left out. */
  groups: Type.Array(Type.Object({
    entity: Type.String(),
    items: Type.Array(SearchHit),
  })),
});
export type SearchResult = Static<typeof SearchResult>;

export const searchEverything = defineRoute({
  id: 'search.everything',
  method: 'GET',
  path: '/api/search',
  summary: 'Поиск по сделкам, клиентам, телефонам и номерам',
  access: 'signed',
  query: Type.Object({ q: Type.String({ minLength: 1, maxLength: 200 }) }),
  response: SearchResult,
});
