// A change that comes while something is read for the first time. TanStack Query answers such an
// invalidation with the very reading that is under way, and what the server had read before the
// change then stays on the screen until the next one: that reading is followed by another.
import {
  QueryClient, type InvalidateOptions, type InvalidateQueryFilters, type Query, type QueryKey,
} from '@tanstack/react-query';

export class ReadingAgainClient extends QueryClient {
  /** Those whose first reading will be followed: a burst of changes asks for one more, not ten. */
  readonly #followed = new WeakSet<Query>();

  override async invalidateQueries<K extends QueryKey = QueryKey>(
    filters?: InvalidateQueryFilters<K>, options?: InvalidateOptions,
  ): Promise<void> {
    const first = this.getQueryCache().findAll(filters as InvalidateQueryFilters)
      .filter(({ state }) => state.fetchStatus !== 'idle' && state.data === undefined);
    await Promise.all([
      super.invalidateQueries(filters, options), ...first.map((query) => this.#follow(query)),
    ]);
  }

  async #follow(query: Query): Promise<void> {
    if (this.#followed.has(query)) return;
    this.#followed.add(query);
    await query.promise?.catch(() => undefined);
    this.#followed.delete(query);
    await super.invalidateQueries({ queryKey: query.queryKey, exact: true });
  }
}
